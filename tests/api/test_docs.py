"""The pages about the API say what is so: their calls work, and they leave nothing out."""

import json
import re
from pathlib import Path

import pytest

from api.problems import PROBLEMS, Code
from api.v1.api import api
from tests.api.calling import body_of, caller, post
from tests.routes.county import SATURDAY, make_county, make_show

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
CALLS = re.findall(r"curl -s http://127\.0\.0\.1:8000(\S+) .*? -d '(\{.*?\n\})'\n", PAGE, re.DOTALL)


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "body"), CALLS)
def test_a_call_of_the_page_works(path: str, body: str) -> None:
    make_county()
    make_show()

    answer = post(caller(), path, json.loads(body.replace("'\"$day\"'", SATURDAY)))

    body_of(answer, 201 if path.endswith("itineraries") else 200)


def test_the_page_has_both_calls() -> None:
    assert [path for path, _ in CALLS] == ["/api/v1/plans", "/api/v1/itineraries"]


@pytest.mark.parametrize("code", list(Code))
def test_each_problem_is_told_with_its_status(code: Code) -> None:
    row = next(line for line in PAGE.splitlines() if line.startswith("|") and f"`{code}`" in line)

    assert str(PROBLEMS[code].status) in row


@pytest.mark.parametrize("path", list(api.get_openapi_schema()["paths"]))
def test_each_address_is_told(path: str) -> None:
    resource = path.removeprefix("/api/v1").split("/{slug}")[0]

    assert resource in PAGE
