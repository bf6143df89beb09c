"""Rules survive their JSON, and hostile ones are refused by the name of the field."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.recurrence import Picked, Rule, RuleError, rule_from_json, rule_to_json
from tests.events.recurrence.rules import rules

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=10,
)
MEMBERS = ("weekdays", "interval", "day", "nth", "weekday", "month", "leap", "skip", "term", "starts", "first", "until")
KINDS = ("weekly", "monthly", "lunar_yearly", "solar_term", "picked", "announced")


@given(rules())
def test_a_rule_survives_its_json(rule: Rule) -> None:
    assert rule_from_json(json.loads(json.dumps(rule_to_json(rule)))) == rule


@given(st.fixed_dictionaries({"kind": st.sampled_from(KINDS)}, optional=dict.fromkeys(MEMBERS, JSON)) | JSON)
def test_anything_else_is_refused_with_a_field(value: object) -> None:
    error = None
    try:
        rule_from_json(value)
    except RuleError as caught:
        error = caught

    assert error is None or (error.field and error.message)


@pytest.mark.parametrize(
    ("value", "field"),
    [
        (None, "rule"),
        ({}, "kind"),
        ({"kind": ["weekly"]}, "kind"),
        ({"kind": "secondly"}, "kind"),
        ({"kind": "weekly"}, "weekdays"),
        ({"kind": "weekly", "weekdays": ["sa", "sa"]}, "weekdays"),
        ({"kind": "weekly", "weekdays": ["SA"]}, "weekdays"),
        ({"kind": "weekly", "weekdays": ["sa"], "interval": 0}, "interval"),
        ({"kind": "weekly", "weekdays": ["sa"], "interval": True}, "interval"),
        ({"kind": "weekly", "weekdays": ["sa"], "interval": 10**5000}, "interval"),
        ({"kind": "weekly", "weekdays": ["sa"], "interval": 2}, "first"),
        ({"kind": "weekly", "weekdays": ["sa"], "RDATE": "2026-01-01"}, "RDATE"),
        ({"kind": "monthly", "day": 32}, "day"),
        ({"kind": "monthly", "day": 1, "nth": 1, "weekday": "sa"}, "day"),
        ({"kind": "monthly", "nth": 6, "weekday": "sa"}, "nth"),
        ({"kind": "lunar_yearly", "month": 13, "day": 1}, "month"),
        ({"kind": "lunar_yearly", "month": 1, "day": 31}, "day"),
        ({"kind": "lunar_yearly", "month": 1, "day": 1, "leap": "never"}, "leap"),
        ({"kind": "solar_term", "term": "winter"}, "term"),
        ({"kind": "picked", "starts": []}, "starts"),
        ({"kind": "picked", "starts": ["2026-01-01"] * 1001}, "starts"),
        ({"kind": "picked", "starts": ["2026-01-01", "2026-01-01"]}, "starts"),
        ({"kind": "picked", "starts": ["1900-12-31"]}, "starts"),
        ({"kind": "picked", "starts": ["2026-02-30"]}, "starts"),
        ({"kind": "picked", "starts": ["2026-W48-7T19:30"]}, "starts"),
        ({"kind": "picked", "starts": ["20261129T1930+08"]}, "starts"),
        ({"kind": "announced", "first": "2100-01-01"}, "first"),
        ({"kind": "announced", "first": "tomorrow"}, "first"),
        ({"kind": "announced", "first": "2026-01-02", "until": "2026-01-02"}, "until"),
    ],
)
def test_a_wrong_rule_is_refused_by_its_field(value: object, field: str) -> None:
    with pytest.raises(RuleError) as caught:
        rule_from_json(value)

    assert caught.value.field == field


def test_a_picked_start_is_a_wall_time_to_the_minute() -> None:
    for start in (datetime(2026, 1, 1, tzinfo=UTC), datetime.fromisoformat("2026-01-01T19:30:30")):
        with pytest.raises(ValueError, match="starts"):
            Picked((start,))
