"""The README tells the truth: its example is planned, and its answer is the one that is planned."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from routes.answer import as_json
from routes.asking import trip_request
from routes.services import plan_trip
from tests.factories import NOW
from tests.seed.conftest import all_seeded

__all__ = ["all_seeded"]

README = (Path(__file__).resolve().parent.parent / "README.md").read_text()
SATURDAY = "2026-11-28"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_seeded")]


def block(language: str) -> str:
    """Return the code block of a language that the section on planning holds."""
    section = README.split("## Plan a trip")[1].split("\n## ")[0]
    found = re.search(rf"```{language}\n(.*?)```", section, re.DOTALL)
    assert found
    return found[1]


def example_plan() -> dict[str, Any]:
    """Plan what the README's call asks for, on the day that its answer was taken."""
    body = re.search(r"-d '(\{.*\})'", block("sh"), re.DOTALL)
    assert body
    request = json.loads(body[1].replace("""'"$day"'""", SATURDAY))
    return as_json(plan_trip(trip_request(request), now=NOW))


def line(stop: dict[str, Any]) -> str:
    """Return a stop as the README lists it."""
    marks = ", demo" if stop["demo"] else ""
    return f"  {stop['start'][11:16]}-{stop['leave'][11:16]}  {stop['name']} ({stop['kind']}{marks})"


def test_the_example_is_a_trip_with_the_mountain_meals_and_an_event() -> None:
    stops = [stop for day in example_plan()["days"] for stop in day["stops"]]

    assert "shennongshan" in {stop["place"] for stop in stops}
    assert [stop["kind"] for stop in stops].count("meal") >= 3
    assert [stop["kind"] for stop in stops].count("event") >= 1


def test_the_listed_stops_are_those_of_the_plan() -> None:
    lines = []
    for day in example_plan()["days"]:
        lines += [day["date"], *map(line, day["stops"])]

    assert block("text").splitlines() == lines


def test_the_stop_shown_whole_is_one_of_the_plan() -> None:
    shown = json.loads(block("json"))

    assert shown in [stop for day in example_plan()["days"] for stop in day["stops"]]
