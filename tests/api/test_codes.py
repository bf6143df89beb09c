"""The page of codes lists exactly those that exist, with what each says, and each limit as it is kept."""

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from api import hygiene
from api.errors import replaced
from api.problems import PROBLEMS, Code
from api.wording import FLAWS, Flaw, parameter_error
from routes.codes import Caution, Fault, LeftOut, Mark, Reason, Refusal
from routes.planner import Rule
from routes.request import MOST_ALTERNATIVES, MOST_DAYS, MOST_INTEREST, MOST_MUSTS, MOST_PEOPLE
from routes.wording import CAUTIONS, FAULTS, LEFT_OUT, MARKS, REASONS, REFUSALS, RULES
from tests.api.calling import body_of, caller, post, problem_of
from tests.routes.county import SATURDAY, make_county
from tourism.values import errors, hours

PAGE = (Path(__file__).parents[2] / "docs" / "codes.md").read_text("utf-8")
TITLES = {code: (problem.title_zh, problem.title_en) for code, problem in PROBLEMS.items()}
TABLES: dict[type[StrEnum], Mapping[Any, tuple[str, str]]] = {
    Code: TITLES,
    Fault: FAULTS,
    Flaw: FLAWS,
    Rule: RULES,
    Refusal: REFUSALS,
    Reason: REASONS,
    Caution: CAUTIONS,
    Mark: MARKS,
    LeftOut: LEFT_OUT,
}
LIMITS = {
    "days of a trip": MOST_DAYS,
    "people": MOST_PEOPLE,
    "entries of `must`, of `avoid`, of `prefer`": MOST_MUSTS,
    "weight of an interest": MOST_INTEREST,
    "`alternatives`": MOST_ALTERNATIVES,
    "bytes of a body": hygiene.MOST_BYTES,
    "levels of nested JSON": hygiene.DEEPEST,
    "parameters of an address": hygiene.MOST_PARAMETERS,
    "characters of `opening_hours`": hours.LONGEST_TEXT,
}


@pytest.mark.parametrize("kind", list(TABLES))
def test_the_page_lists_each_code_with_both_its_texts(kind: type[StrEnum]) -> None:
    section = PAGE.split(f"\n## {kind.__name__}")[1].split("\n## ")[0]

    told = re.findall(r"^\| `(\w+)` \| (.*) \| (.*) \|$", section, re.MULTILINE)

    assert told == [(code.value, *TABLES[kind][code]) for code in kind]


def test_the_page_has_no_other_kind_of_code() -> None:
    headings = re.findall(r"^## (\w+)", PAGE, re.MULTILINE)

    assert headings == [*(kind.__name__ for kind in TABLES), "Limits"]


def test_the_page_states_each_limit() -> None:
    told = re.findall(r"^\| ([^|]+) \| ([0-9,]+) \|$", PAGE.split("\n## Limits")[1], re.MULTILINE)

    assert {name: int(number.replace(",", "")) for name, number in told} == LIMITS


def test_each_refusal_of_the_rooms_is_one_of_the_problems() -> None:
    kinds = errors.DomainError.__subclasses__()

    assert {kind.default_code for kind in kinds} | {errors.DomainError.default_code} <= set(Code)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ("q=" + "a" * 101, Flaw.TOO_LONG),
        ("q=", Flaw.TOO_SHORT),
        ("near=here", Flaw.NOT_OF_THAT_FORM),
        ("limit=many", Fault.NOT_A_WHOLE_NUMBER),
        ("role=palace", Fault.NOT_ONE_OF),
    ],
)
def test_a_wrong_parameter_is_named_with_its_code(parameters: str, code: StrEnum) -> None:
    problem = problem_of(caller().get(f"/api/v1/places?{parameters}"), 400)

    assert [(error["parameter"], error["code"]) for error in problem["errors"]] == [(parameters.split("=")[0], code)]


def test_what_the_framework_finds_wrong_and_nobody_foresaw_is_invalid() -> None:
    found = parameter_error({"type": "new_in_the_library", "loc": ("query", "q"), "msg": "is {odd}"})

    assert (found.pointer, found.code, found.text_en) == ("q", Flaw.INVALID, "is {odd}")


@pytest.mark.django_db
def test_a_change_without_if_match_and_one_with_another_have_their_codes() -> None:
    make_county()
    kept = post(caller(), "/api/v1/itineraries", {"request": {"start_date": SATURDAY, "days": 1}})
    path = f"/api/v1/itineraries/{body_of(kept, 201)['links']['edit']['token']}"

    without, other = caller().delete(path), caller({"if-match": '"2-000000000000000000000000"'}).delete(path)

    assert problem_of(without, 428)["code"] == Code.PRECONDITION_REQUIRED
    assert problem_of(other, 412)["code"] == Code.PRECONDITION_FAILED


@pytest.mark.django_db
def test_a_body_above_the_limit_and_a_wrong_length_have_their_codes() -> None:
    long = caller().post("/api/v1/plans", b" " * (hygiene.MOST_BYTES + 1), content_type="application/json")
    odd = caller().get("/api/v1/themes", headers={"content-length": "many"})

    assert problem_of(long, 413)["code"] == Code.TOO_LARGE
    assert problem_of(odd, 400)["code"] == Code.MALFORMED


def test_an_answer_of_a_server_that_is_not_ready_has_its_code() -> None:
    made = replaced(RequestFactory().get("/api/v1/themes"), HttpResponse(status=503))

    assert b'"code":"unavailable"' in HttpResponse(made).content
