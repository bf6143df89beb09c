"""The page about the API shows the files as they are: its addresses answer, and its feature is the real one."""

import json
import re

import pytest
from pytest_django import Settings

from tests.api.calling import body_of, caller
from tests.api.test_docs import PAGE
from tests.seed.conftest import facts_seeded

__all__ = ["facts_seeded"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("facts_seeded")]

CALLS = re.findall(r"^curl -s (?:-OJ )?'http://127\.0\.0\.1:8000(\S+)'$", PAGE, re.MULTILINE)


def test_each_address_of_a_file_answers() -> None:
    assert [path.rpartition(".")[2][:3] for path in CALLS] == ["gpx", "kml", "geo"]
    assert [caller().get(path).status_code for path in CALLS] == [200] * 3


def test_the_feature_that_is_shown_is_the_one_that_is_sent(settings: Settings) -> None:
    settings.PUBLIC_URL = "http://127.0.0.1:8000"
    shown = json.loads(re.search(r'```json\n(\{"type": "Feature".*?)```', PAGE, re.DOTALL)[1])  # type: ignore[index]  # it is there

    assert body_of(caller().get(CALLS[2]))["features"][0] == shown
