"""Elders sit down in time, are not walked tired, and are told where no toilet is known."""

from datetime import time
from typing import Any

import pytest

from routes.answer import PlanAnswer, StopShown, as_json
from routes.asking import trip_request
from routes.codes import Caution, Reason
from routes.planner import Rule
from routes.request import Pace
from routes.services import check_plan, keep_itinerary, plan_trip
from routes.strain import rests_of
from tests.factories import make_place
from tests.routes.county import NOW, SATURDAY, make_county, make_show
from tourism.journal.queries import rendered
from tourism.values.errors import Refused

pytestmark = pytest.mark.django_db

ELDERS = {"adults": 2, "seniors": 1}


@pytest.fixture(autouse=True)
def _county() -> None:
    make_county()


def body(**fields: Any) -> dict[str, Any]:
    return {"start_date": SATURDAY, "days": 1, "party": ELDERS, "avoid": [{"place": "shennongshan"}], **fields}


def asked(**fields: Any) -> PlanAnswer:
    return plan_trip(trip_request(body(**fields)), now=NOW)


def rests(plan: PlanAnswer) -> list[StopShown]:
    return [stop for day in plan.days for stop in day.stops if stop.kind == "rest"]


def test_a_long_day_with_an_elder_has_its_rests_at_no_place() -> None:
    shown = rests(asked(must=[{"place": "museum", "between": ["09:00", "09:10"]}]))

    assert [(stop.place, stop.name, stop.cost_cny) for stop in shown] == [(None, "歇一歇", None)] * 2
    assert all([note.code for note in stop.reasons] == [Reason.REST_TIME] for stop in shown)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"party": {"adults": 2}}, False),
        ({"party": {"adults": 2}, "mobility": "few_stairs"}, True),
        ({"party": {"adults": 2}, "rests": True}, True),
        ({"rests": False}, False),
    ],
)
def test_who_owes_a_rest_and_who_says_otherwise(fields: dict[str, Any], expected: bool) -> None:
    request = trip_request(body(**fields))

    assert bool(rests_of(request, 510, 1230)) is expected


@pytest.mark.parametrize(
    ("pace", "opens", "closes", "minutes"),
    [
        (Pace.NORMAL, time(10), time(17, 50), [20, 20]),
        (Pace.NORMAL, time(10, 1), time(17, 49), []),
        (Pace.RELAXED, time(8, 30), time(17, 59), [30]),
        (Pace.RELAXED, time(8, 30), time(18), [30, 30]),
    ],
)
def test_a_rest_is_owed_where_the_day_goes_on_for_an_hour_around_it(
    pace: Pace, opens: time, closes: time, minutes: list[int]
) -> None:
    request = trip_request(body(pace=str(pace)))

    owed = rests_of(request, opens.hour * 60 + opens.minute, closes.hour * 60 + closes.minute)

    assert [rest.minutes for rest in owed] == minutes


def test_rests_are_no_stop_whose_price_is_unknown() -> None:
    plan = asked()

    priced = sum(stop.cost_cny is None and stop.kind != "rest" for day in plan.days for stop in day.stops)
    assert plan.totals.stops_with_unknown_cost == priced


def test_a_whole_day_out_holds_its_rests_and_says_so() -> None:
    plan = asked(avoid=[], must=[{"place": "shennongshan"}])

    (mountain,) = [stop for stop in plan.days[0].stops if stop.place == "shennongshan"]
    assert Caution.REST_INSIDE in {note.code for note in mountain.warnings}


def test_a_show_is_a_seat() -> None:
    show = make_show()
    request = trip_request(body())
    stops = [
        {"place": "museum", "start": _at(9), "leave": _at(13)},
        {"occurrence": str(show.public_id), "start": _at(14), "leave": f"{SATURDAY}T15:30:00+08:00"},
        {"place": "beidasi", "start": _at(16), "leave": _at(18)},
    ]

    both, without = (
        [each.text for each in check_plan(request, [{"stops": some}], now=NOW).violations if "rest" in each.rule]
        for some in (stops, [stops[0], {**stops[2], "start": _at(14)}])
    )

    assert (len(both), len(without)) == (1, 2)


def test_elders_are_not_kept_on_their_feet_longer_than_their_pace_allows() -> None:
    make_place("ridge", kind="scenic_area", lat=35.1, lon=112.94, visit_usual=480, visit_min=480)
    musts = body(must=[{"place": "ridge"}], meals=False, pace="relaxed", rests=False)

    young = plan_trip(trip_request({**musts, "party": {"adults": 2}}), now=NOW)
    with pytest.raises(Refused) as refusal:
        plan_trip(trip_request(musts), now=NOW)

    assert "ridge" in {stop.place for stop in young.days[0].stops}
    assert (refusal.value.code, refusal.value.field) == (Rule.TOO_MUCH_WALKING, "/must/0")
    assert "192 minutes of walking; the most is 150" in refusal.value.text_en


def test_three_hours_without_a_known_toilet_are_told_once_a_day() -> None:
    plan = asked()

    told = [note for stop in plan.days[0].stops for note in stop.warnings if note.code == Caution.NO_TOILET_KNOWN]
    assert len(told) == 1
    assert told[0].text.startswith("到这里已经 3 个多小时")


def test_of_two_like_places_elders_are_sent_where_a_toilet_is_known() -> None:
    make_place("pot-a", themes=("black-pottery",), lat=35.09, lon=112.93)
    make_place("pot-b", themes=("black-pottery",), lat=35.09, lon=112.93, toilets="yes")

    plan = asked(interests={"black-pottery": 5}, day_start="09:00", day_end="10:20", rests=False)

    assert "pot-b" in {stop.place for stop in plan.days[0].stops}
    assert "pot-a" not in {stop.place for stop in plan.days[0].stops}


def test_anybodys_plan_may_rest_without_calling_it_a_stop() -> None:
    days = as_json(asked())["days"]
    for day in days:
        day["stops"] = [stop for stop in day["stops"] if stop["kind"] != "rest"]
    crowded = [{**days[0], "stops": [{**days[0]["stops"][0], "arrive": _at(9), "start": _at(9), "leave": _at(17)}]}]

    spare = check_plan(trip_request(body()), days, now=NOW)
    tight = check_plan(trip_request(body()), crowded, now=NOW)

    assert Rule.REST_MISSING not in {violation.rule for violation in spare.violations}
    assert Rule.REST_MISSING in {violation.rule for violation in tight.violations}


def _at(hour: int) -> str:
    return f"{SATURDAY}T{hour:02d}:00:00+08:00"


def test_a_rest_of_anybodys_plan_is_read_as_one() -> None:
    days = as_json(asked())["days"]

    verdict = check_plan(trip_request(body()), days, now=NOW)

    assert verdict.ok


def test_a_phone_has_no_entry_for_a_rest_but_reads_of_it() -> None:
    fields = body(must=[{"place": "museum", "between": ["09:00", "09:10"]}])
    trip = keep_itinerary(trip_request(fields), now=NOW)

    data = bytes(
        rendered("itinerary", [str(trip.itinerary.id)], lang="zh-Hans", format_="ics")[str(trip.itinerary.id)].bytes
    )
    text = data.decode().replace("\r\n ", "")

    entries = sum(stop.kind != "rest" for stop in trip.plan.days[0].stops)
    assert text.count("BEGIN:VEVENT") == entries < len(trip.plan.days[0].stops)
    assert "SUMMARY;LANGUAGE=zh-Hans:歇一歇" not in text
    assert "歇一歇，20 分" in text


@pytest.mark.parametrize(("last", "rule"), [("09:30", Rule.LAST_TRANSPORT_MISSED), ("17:40", None)])
def test_the_last_transport_back_is_the_end_of_the_last_day(last: str, rule: Rule | None) -> None:
    fields = body(last_transport=last, must=[{"place": "museum"}], end={"place": "sta-jiaozuoxi"}, rests=False)
    if rule is None:
        assert plan_trip(trip_request(fields), now=NOW).days[0].end.arrive.time() <= time(17, 40)
        return

    with pytest.raises(Refused) as refusal:
        plan_trip(trip_request(fields), now=NOW)

    assert (refusal.value.code, "09:30" in refusal.value.text_zh) == (rule, True)


def test_the_check_names_the_last_transport_that_is_missed() -> None:
    days = as_json(asked(rests=False))["days"]

    verdict = check_plan(trip_request(body(rests=False, last_transport="10:00")), days, now=NOW)

    assert Rule.LAST_TRANSPORT_MISSED in {violation.rule for violation in verdict.violations}
    assert Rule.DAY_TOO_LONG not in {violation.rule for violation in verdict.violations}
