"""What the page of a plan says: one title, spans for ways, at most five things to ask, worst first."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from frontend.public.language import Language
from frontend.public.presenters.plan import Known, PlanView, show_plan
from routes.answer import DayEnd, DayShown, DayStart, LegShown, Note, PlanAnswer, Spot, StopShown, Totals

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 12, 5)
TOWN = Spot(35.09, 112.93, "wgs84", 2500, "point")
LEG = LegShown("car", 41, 23, 23_400, "estimate", True)


def at(hour: int, minute: int = 0, *, day: date = DAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


def make_stop(name: str = "三圣塔", *, hours: int = 1, warnings: tuple[str, ...] = (), **columns: object) -> StopShown:
    plain = StopShown(
        id="d1s1",
        kind="place",
        place=None,
        occurrence=None,
        name=name,
        where=None,
        demo=False,
        position=TOWN,
        leg=LEG,
        arrive=at(9),
        start=at(9),
        leave=at(9) + timedelta(hours=hours),
        spare_minutes=30,
        locked=False,
        cost_cny=None,
        reasons=(),
        warnings=tuple(Note(code, f"{code}。more") for code in warnings),
    )
    return replace(plain, **columns)  # type: ignore[arg-type]  # the columns of a stop


def make_plan(*stops: StopShown, warnings: tuple[Note, ...] = (), unknown: int = 0, days: int = 1) -> PlanAnswer:
    shown = tuple(
        DayShown(
            date=DAY + timedelta(days=number),
            start=DayStart("qinyang", "沁阳市", TOWN, at(8, 30)),
            stops=stops if number == 0 else (),
            end=DayEnd("qinyang", "沁阳市", TOWN, at(18), LEG),
        )
        for number in range(days)
    )
    totals = Totals(travel_minutes=82, metres=46_800, cost_cny_known=30, stops_with_unknown_cost=unknown)
    return PlanAnswer({}, 1, "fast", True, 0, None, None, shown, (), warnings, totals)


def view(plan: PlanAnswer, lang: Language = Language.ZH, **categories: str) -> PlanView:
    return show_plan(plan, Known({}, categories, {}), lang, county="沁阳")


def test_a_trip_is_named_after_the_visit_that_fills_it() -> None:
    assert view(make_plan(make_stop("神农山", place="shennongshan", hours=6), days=2)).title == "神农山两天"
    assert view(make_plan(make_stop(hours=1))).title == "沁阳一天"


def test_a_way_is_a_span_with_its_length() -> None:
    (day,) = view(make_plan(make_stop())).days

    assert day.stops[0].leg.text == "开车 约 20–45 分，23 公里，位置只知道大概"


def test_a_stop_without_spare_time_says_so() -> None:
    (day,) = view(make_plan(make_stop(spare_minutes=0))).days

    assert day.stops[0].leg.text.endswith("，没有富余")


def test_what_to_ask_is_at_most_five_and_worst_first() -> None:
    codes = ("position_about", "price_unknown", "steps_unknown", "meal_inside", "hours_assumed", "tentative")

    asks = view(make_plan(make_stop(warnings=codes))).asks

    assert [ask.title for ask in asks] == [
        "三圣塔：这一场定了没有",
        "三圣塔：那天开不开、几点关",
        "三圣塔里面有没有饭吃",
        "三圣塔有没有台阶",
        "带够钱",
    ]


def test_a_stop_holds_at_most_one_note() -> None:
    (day,) = view(make_plan(make_stop(warnings=("steps_unknown", "tentative", "position_about")))).days

    assert day.stops[0].note == "tentative。more"


def test_hours_and_price_are_chips_that_say_how_sure_they_are() -> None:
    (day,) = view(make_plan(make_stop(warnings=("hours_assumed", "price_unknown")))).days

    assert [(sure.kind, sure.text) for sure in day.stops[0].sures] == [
        ("assumed", "hours_assumed"),
        ("unknown", "价钱未核实"),
    ]


@pytest.mark.parametrize(("unknown", "cost"), [(2, ("算不齐", "2 处价钱未知")), (0, ("30 元", "花费"))])
def test_a_sum_is_shown_only_when_every_price_is_known(unknown: int, cost: tuple[str, str]) -> None:
    assert view(make_plan(make_stop(), unknown=unknown)).counts[-1] == cost


def test_a_meal_without_a_place_is_taken_nearby_and_is_not_drawn_on_the_map() -> None:
    shown = view(make_plan(make_stop("午饭", kind="meal")))

    assert shown.days[0].stops[0].name == "午饭，就近吃"
    assert shown.sketch is not None
    assert shown.sketch.discs == ()


def test_a_meal_at_a_place_names_the_meal_of_its_hour() -> None:
    dinner = make_stop("甲号", kind="meal", place="a", start=at(17, 30), arrive=at(17, 30), leave=at(18, 30))

    assert view(make_plan(dinner)).days[0].stops[0].name == "晚饭：甲号"


def test_what_nobody_chose_is_said_in_one_sentence() -> None:
    notes = tuple(Note(code, code) for code in ("start_assumed", "lodging_assumed", "end_assumed"))

    assert view(make_plan(make_stop(), warnings=notes)).assumed == "没选出发地和住处，都按沁阳市算。"


def test_an_event_carries_the_mark_of_its_kind() -> None:
    event = make_stop("清风亭", kind="event", occurrence="o1")

    assert view(make_plan(event), o1="opera").days[0].stops[0].mark == "opera"


def test_a_leg_by_bus_is_marked_as_unserved() -> None:
    (day,) = view(make_plan(make_stop(leg=replace(LEG, mode="coach")))).days

    assert day.stops[0].leg.is_unserved


def test_stops_are_numbered_through_all_days() -> None:
    plan = make_plan(make_stop("一"), make_stop("二"))
    doubled = replace(plan, days=(plan.days[0], replace(plan.days[0], date=DAY + timedelta(days=1))))

    assert [stop.number for day in view(doubled).days for stop in day.stops] == [1, 2, 3, 4]
