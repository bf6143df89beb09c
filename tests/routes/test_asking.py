"""A request is read once: every field that is wrong is named, with what would be right."""

from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routes.asking import request_json, trip_request
from routes.request import Diet, Pace, Party, TripRequest, Where, Wish
from routes.travel import Mode
from tests.routes.strategies import trip_requests
from tourism.values.errors import Invalid
from tourism.values.geo import Coordinate, Crs
from tourism.values.money import Fen

PLAIN = {"start_date": "2026-12-05", "days": 2}
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def faults(data: object) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as caught:
        trip_request(data)
    return [(error.pointer, error.code) for error in caught.value.errors]


def test_only_a_date_and_a_number_of_days_are_needed() -> None:
    assert trip_request(PLAIN) == TripRequest(start_date=date(2026, 12, 5), days=2)


def test_the_whole_request_is_read() -> None:
    request = trip_request(
        {
            **PLAIN,
            "day_start": "09:00",
            "day_end": "21:00",
            "start": {"place": "sta-jiaozuoxi"},
            "end": {"lat": 35.0906, "lon": 112.9281, "crs": "gcj02"},
            "lodging": [{"place": "qinyang"}],
            "party": {"adults": 2, "seniors": 1, "children": 0},
            "diet": "halal",
            "interests": {"opera": 1, "donkey-meat": 3},
            "pace": "relaxed",
            "transport": "coach",
            "must": [{"place": "shennongshan", "day": 2, "between": ["08:00", "10:00"]}],
            "budget_cny": 600.5,
        }
    )

    assert request == TripRequest(
        start_date=date(2026, 12, 5),
        days=2,
        day_start=time(9),
        day_end=time(21),
        start=Where(place="sta-jiaozuoxi"),
        end=Where(coordinate=Coordinate(35.0906, 112.9281, Crs.GCJ02)),
        lodging=(Where(place="qinyang"),),
        party=Party(2, 1, 0),
        diet=Diet.HALAL,
        interests={"donkey-meat": 3, "opera": 1},
        pace=Pace.RELAXED,
        transport=Mode.COACH,
        must=(Wish("place", "shennongshan", 2, (480, 600)),),
        budget_fen=Fen(60_050),
    )


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"nights": 1}, "/nights", "unknown_field"),
        ({"a/b~c": 1}, "/a~1b~0c", "unknown_field"),
        ({"start_date": "2026-02-30"}, "/start_date", "not_a_date"),
        ({"start_date": "2100-01-01"}, "/start_date", "not_a_date"),
        ({"start_date": "2026-W49-6"}, "/start_date", "not_a_date"),
        ({"start_date": 20261205}, "/start_date", "not_a_date"),
        ({"days": 0}, "/days", "too_many_days"),
        ({"days": 15}, "/days", "too_many_days"),
        ({"days": True}, "/days", "not_a_whole_number"),
        ({"days": 10**5000}, "/days", "too_many_days"),
        ({"day_start": "8:30"}, "/day_start", "not_a_time"),
        ({"day_start": "25:00"}, "/day_start", "not_a_time"),
        ({"day_end": "08:30"}, "/day_end", "day_too_short"),
        ({"start": {"place": "a", "lat": 1, "lon": 1}}, "/start", "not_a_spot"),
        ({"start": {"lat": 91, "lon": 1}}, "/start", "not_a_spot"),
        ({"start": {"lat": 10**400, "lon": 1}}, "/start", "not_a_spot"),
        ({"start": {"place": "a", "town": "b"}}, "/start/town", "unknown_field"),
        ({"lodging": "qinyang"}, "/lodging", "not_a_list"),
        ({"lodging": [{"place": "a"}, {"place": "b"}]}, "/lodging", "wrong_nights"),
        ({"party": []}, "/party", "not_an_object"),
        ({"party": {"adults": 0}}, "/party", "nobody_comes"),
        ({"party": {"adults": 20, "children": 1}}, "/party", "too_many_people"),
        ({"party": {"adults": 21}}, "/party/adults", "out_of_range"),
        ({"interests": {"opera": 6}}, "/interests/opera", "out_of_range"),
        ({"interests": {f"t{number}": 1 for number in range(41)}}, "/interests", "too_many"),
        ({"meals": "yes"}, "/meals", "not_a_boolean"),
        ({"pace": "slow"}, "/pace", "not_one_of"),
        ({"must": [{"place": "a"}] * 41}, "/must", "too_many"),
        ({"must": [{"place": "a", "theme": "b"}]}, "/must/0", "not_one_target"),
        ({"must": [{"place": "a", "day": 3}]}, "/must/0/day", "out_of_range"),
        ({"must": [{"place": "a", "between": ["10:00", "08:00"]}]}, "/must/0/between", "not_a_stretch"),
        ({"must": [{"place": "a\x00"}]}, "/must/0/place", "not_text"),
        ({"budget_cny": 1.005}, "/budget_cny", "not_money"),
        ({"budget_cny": float("nan")}, "/budget_cny", "not_money"),
        ({"seed": -1}, "/seed", "out_of_range"),
        ({"mobility": "no_stairs"}, "/mobility", "not_one_of"),
        ({"weather": "snow"}, "/weather", "not_one_of"),
        ({"rests": "often"}, "/rests", "not_a_boolean"),
        ({"last_transport": "5 pm"}, "/last_transport", "not_a_time"),
        ({"last_transport": "08:30"}, "/last_transport", "too_early"),
        ({"alternatives": 1}, "/alternatives", "not_built"),
        ({"effort": "best"}, "/effort", "not_built"),
    ],
)
def test_a_wrong_field_is_named(change: dict[str, Any], pointer: str, code: str) -> None:
    assert (pointer, code) in faults({**PLAIN, **change})


def test_every_wrong_field_is_named_at_once() -> None:
    assert faults({"days": "two", "foo": 1}) == [
        ("/foo", "unknown_field"),
        ("/start_date", "required"),
        ("/days", "not_a_whole_number"),
    ]


def test_a_wrong_number_of_people_is_not_also_nobody() -> None:
    assert faults({**PLAIN, "party": {"adults": 21}}) == [("/party/adults", "out_of_range")]
    assert faults({**PLAIN, "party": []}) == [("/party", "not_an_object")]


def test_what_is_no_object_is_refused() -> None:
    assert faults([1])[0] == ("", "not_an_object")


def test_the_limits_themselves_are_allowed() -> None:
    request = trip_request(
        {**PLAIN, "days": 14, "party": {"adults": 20}, "interests": {"opera": 5}, "must": [{"place": "a"}] * 40}
    )

    assert (request.days, request.party.adults, len(request.must)) == (14, 20, 40)


@given(trip_requests())
def test_what_is_read_is_written_back_the_same(data: dict[str, Any]) -> None:
    request = trip_request(data)

    assert trip_request(request_json(request)) == request


@given(st.dictionaries(st.sampled_from(sorted(request_json(trip_request(PLAIN)))), ANY_JSON, max_size=6))
def test_any_json_is_read_or_refused_with_its_field(data: dict[str, Any]) -> None:
    try:
        trip_request({**PLAIN, **data})
    except Invalid as refusal:
        told = {error.pointer.split("/")[1] for error in refusal.errors}
    else:
        told = set()

    assert told <= {*data, "day_end", "lodging"}
