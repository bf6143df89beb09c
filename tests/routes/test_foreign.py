"""A plan that a person or a language model wrote is judged as it stands: where it is wrong, why, and what mends it."""

from typing import Any

import pytest

from routes.answer import Verdict, as_json
from routes.asking import trip_request
from routes.planner import Rule
from routes.services import check_plan, keep_itinerary, plan_trip
from tests.factories import make_place
from tests.routes.county import NOW, SATURDAY, make_county, make_show
from tourism.values.errors import Invalid, Refused

pytestmark = pytest.mark.django_db

SUNDAY = "2026-12-06"


@pytest.fixture(autouse=True)
def _county() -> None:
    make_county()


def ask(**fields: Any) -> Any:
    return trip_request({"start_date": SATURDAY, "days": 1, "meals": False, "lang": "en", **fields})


def judged(*stops: dict[str, Any], days: int = 1, **fields: Any) -> Verdict:
    rows = [{"stops": list(stops)}, *({"stops": []} for _ in range(days - 1))]
    return check_plan(ask(days=days, **fields), rows, now=NOW)


def fixes(verdict: Verdict) -> dict[str, str]:
    return {violation.rule: violation.fix for violation in verdict.violations}


def test_hours_may_be_written_as_people_write_them() -> None:
    stop = {"place": "museum", "start": "9:30", "leave": "11：00"}

    assert judged(stop).ok


@pytest.mark.parametrize("wrong", ["24:00", "9.30", "9:60", "half past nine", "²:00"])
def test_what_is_no_hour_is_malformed(wrong: str) -> None:
    from_days = [{"stops": [{"place": "museum", "start": wrong, "leave": "11:00"}]}]

    with pytest.raises(Exception, match="stop") as refusal:
        check_plan(ask(), from_days, now=NOW)

    assert refusal.value.field == "/days/0/stops/0/start"  # type: ignore[attr-defined]  # a refusal of ours


@pytest.mark.parametrize(
    ("day", "pointer"),
    [
        ({"stops": [], "end": "20:00"}, "/days/0/end"),
        ({"stops": [], "start": [9]}, "/days/0/start"),
        ({"stops": [], "date": 20261205}, "/days/0/date"),
        ({"stops": [{"kind": 5, "start": "9:30", "leave": "10:00"}]}, "/days/0/stops/0/kind"),
    ],
)
def test_what_has_another_shape_is_named_and_not_passed_over(day: dict[str, Any], pointer: str) -> None:
    with pytest.raises(Invalid) as caught:
        check_plan(ask(), [day], now=NOW)

    assert [error.pointer for error in caught.value.errors] == [pointer]


def test_a_place_by_its_name_is_told_its_id() -> None:
    make_place("bamboo", name_zh="月山寺", name_en="Yueshan Temple")

    assert fixes(judged({"place": "月山寺", "start": "9:30", "leave": "10:00"}))["unknown_place"] == "Write bamboo."
    assert "registered" in fixes(judged({"place": "tiananmen", "start": "9:30", "leave": "10:00"}))["unknown_place"]


@pytest.mark.parametrize(
    ("day", "rule"),
    [
        ({"date": SATURDAY, "weekday": "Saturday"}, None),
        ({"date": SATURDAY, "weekday": "sat"}, None),
        ({"date": SATURDAY, "weekday": "星期六"}, None),
        ({"date": SATURDAY, "weekday": "Sunday"}, Rule.WRONG_WEEKDAY),
        ({"date": SATURDAY, "weekday": "周日"}, Rule.WRONG_WEEKDAY),
        ({"date": SUNDAY}, Rule.WRONG_DATE),
    ],
)
def test_a_day_that_names_another_day_is_told_the_right_one(day: dict[str, Any], rule: Rule | None) -> None:
    verdict = check_plan(ask(), [{**day, "stops": []}], now=NOW)

    assert [violation.rule for violation in verdict.violations] == [rule] * (rule is not None)
    assert all("Saturday" in each.fix or SATURDAY in each.fix for each in verdict.violations)


def test_days_out_of_order_are_judged_in_the_order_of_the_trip() -> None:
    days = [{"date": SUNDAY, "stops": []}, {"date": SATURDAY, "stops": []}]

    verdict = check_plan(ask(days=2), days, now=NOW)

    assert [(each.rule, each.day) for each in verdict.violations] == [("wrong_date", 1), ("wrong_date", 2)]


def test_a_plan_of_other_dates_is_not_kept() -> None:
    with pytest.raises(Refused) as refusal:
        keep_itinerary(ask(), [{"date": SUNDAY, "stops": []}], now=NOW)

    assert refusal.value.code == Rule.WRONG_DATE


def test_a_show_at_a_wrong_hour_is_told_when_it_begins() -> None:
    show = make_show()

    verdict = judged({"occurrence": str(show.public_id), "start": "14:30", "leave": "16:00"})

    assert fixes(verdict)["event_missed"] == "Start it at 14:00; what follows moves along."


def test_what_opens_on_another_day_is_told_that_day() -> None:
    make_place("kiln", hours="Su 09:00-17:00")

    verdict = judged({"place": "kiln", "start": "10:00", "leave": "11:00"}, days=2)

    assert fixes(verdict)["closed_that_day"] == f"Go on Sunday {SUNDAY} at 10:00: it is open then."


def test_overlapping_stops_are_told_when_to_start() -> None:
    first = {"place": "museum", "start": "9:30", "leave": "10:30"}

    verdict = judged(first, {"place": "museum", "start": "10:00", "leave": "11:00"})

    assert fixes(verdict)["overlapping"].startswith("Start it at 10:30")
    assert fixes(verdict)["repeated_place"] == "Leave stop 2, museum, out."


def test_both_languages_say_the_same_change() -> None:
    stop = {"place": "museum", "start": "6:00", "leave": "7:00"}

    zh, en = (fixes(judged(stop, lang=lang))["not_yet_open"] for lang in ("zh-Hans", "en"))

    assert zh == "改成 09:00 开始，后面的跟着挪。"
    assert en == "Start it at 09:00; what follows moves along."


def test_a_plan_of_ours_is_judged_well_as_hours_too() -> None:
    request = ask(days=2, meals=True, party={"adults": 1, "seniors": 1})
    days = as_json(plan_trip(request, now=NOW))["days"]
    for day in days:
        for stop in day["stops"]:
            stop.update({name: stop[name][11:16] for name in ("arrive", "start", "leave")})

    assert check_plan(request, days, now=NOW).ok
