"""Values are read in the form in which people know them, and refused by field."""

from typing import Any

import pytest

from frontend.staff.fact_form import HOURS_PRESETS, read_finding, read_values
from tourism.gaps.fields import Kind
from tourism.values.errors import Invalid
from tourism.values.hours import parse_hours

FREE = {"fare_adult_fen": 0, "fare_senior_fen": 0, "fare_child_fen": 0}
HALF = {"fare_adult_fen": 750, "fare_senior_fen": None, "fare_child_fen": 0}


@pytest.mark.parametrize(
    ("kind", "name", "form", "values"),
    [
        (Kind.HOURS, "hours", {"preset": "24/7"}, {"hours": "24/7"}),
        (Kind.HOURS, "hours", {"opens": "09:00", "closes": "17:30", "preset": "24/7"}, {"hours": "Mo-Su 09:00-17:30"}),
        (Kind.HOURS, "hours", {"opens": "09:00", "closes": "17:30", "off": "Tu"},
         {"hours": "Mo,We,Th,Fr,Sa,Su 09:00-17:30"}),
        (Kind.HOURS, "hours", {"osm": " Mo-Fr 09:00-12:00; PH off ", "opens": "x"},
         {"hours": "Mo-Fr 09:00-12:00; PH off"}),
        (Kind.FARES, "fares", {"free": "1", "adult": "60"}, FREE),
        (Kind.FARES, "fares", {"adult": "7.5", "child": "0"}, HALF),
        (Kind.PHONE, "phone", {"phone": " 0391-5037777 "}, {"phone": "0391-5037777"}),
        (Kind.STEPS, "steps", {"step_free": "yes"}, {"step_free": "yes", "steps": None}),
        (Kind.STEPS, "steps", {"step_free": "no", "count": "1200"}, {"step_free": "no", "steps": 1200}),
        (Kind.ANSWER, "toilets", {"toilets": "no"}, {"toilets": "no"}),
        (Kind.MINUTES, "visit_minutes", {"usual": "60"}, {"visit_min": 60, "visit_usual": 60, "visit_max": 60}),
        (Kind.MINUTES, "visit_minutes", {"usual": "60", "least": "30", "most": "90"},
         {"visit_min": 30, "visit_usual": 60, "visit_max": 90}),
        (Kind.DIET, "diet", {"diet": "halal"}, {"diet": "halal"}),
        (Kind.POSITION, "position", {"lat": "35.09061234", "lon": "112.9281", "accuracy": "11.2", "precision": "50"},
         {"lat": 35.090612, "lon": 112.9281, "precision_m": 11, "basis": "point"}),
        (Kind.POSITION, "position", {"spot": "35.0906, 112.9281", "crs": "wgs84", "precision": "50"},
         {"lat": 35.0906, "lon": 112.9281, "precision_m": 50, "basis": "point"}),
    ],
)  # fmt: skip
def test_a_value_is_read(kind: Kind, name: str, form: dict[str, str], values: dict[str, Any]) -> None:
    assert read_values(kind, name, form) == values


@pytest.mark.parametrize(
    ("kind", "name", "form"),
    [
        (Kind.HOURS, "hours", {}),
        (Kind.HOURS, "hours", {"preset": "made up"}),
        (Kind.HOURS, "hours", {"opens": "09:00"}),
        (Kind.HOURS, "hours", {"opens": "25:00", "closes": "26:00"}),
        (Kind.HOURS, "hours", {"osm": "sunrise-sunset"}),
        (Kind.FARES, "fares", {}),
        (Kind.FARES, "fares", {"adult": "-1"}),
        (Kind.FARES, "fares", {"adult": "60元"}),
        (Kind.FARES, "fares", {"adult": "6.123"}),
        (Kind.FARES, "fares", {"adult": "10000.01"}),
        (Kind.FARES, "fares", {"adult": "٦٠"}),
        (Kind.FARES, "fares", {"adult": "1e3"}),
        (Kind.PHONE, "phone", {"phone": "call me"}),
        (Kind.PHONE, "phone", {"phone": "1"}),
        (Kind.STEPS, "steps", {"count": "3"}),
        (Kind.STEPS, "steps", {"step_free": "yes", "count": "3"}),
        (Kind.STEPS, "steps", {"step_free": "no", "count": "20001"}),
        (Kind.ANSWER, "toilets", {"toilets": "unknown"}),
        (Kind.MINUTES, "visit_minutes", {"usual": "0"}),
        (Kind.MINUTES, "visit_minutes", {"usual": "30", "least": "40"}),
        (Kind.DIET, "diet", {"diet": "none_known"}),
        (Kind.POSITION, "position", {"lat": "nan", "lon": "112", "accuracy": "1"}),
        (Kind.POSITION, "position", {"lat": "35", "lon": "112", "accuracy": "inf"}),
        (Kind.POSITION, "position", {"lat": "35", "lon": "112", "accuracy": "20001"}),
        (Kind.POSITION, "position", {"spot": "35.0906, 112.9281", "crs": "wgs84", "precision": ""}),
    ],
)
def test_a_value_that_cannot_be_is_refused_in_both_languages(kind: Kind, name: str, form: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refusal:
        read_values(kind, name, form)

    assert refusal.value.text_zh != refusal.value.text_en


@pytest.mark.parametrize("form", [{"ground": "rumour", "checked_on": "2026-11-24"}, {"ground": "seen"}, {}])
def test_nothing_is_taken_without_how_and_when_it_was_found_out(form: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        read_finding(Kind.PHONE, "phone", {"phone": "0391-5037777", **form})


def test_the_usual_hours_can_be_read() -> None:
    assert [parse_hours(text).text for text in HOURS_PRESETS]
