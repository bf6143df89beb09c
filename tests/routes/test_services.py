"""Plans, judgements and kept trips: what a traveller is told, and every refusal with its rule."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routes.answer import PlanAnswer, StopShown, as_json, plan_from_json
from routes.asking import trip_request
from routes.codes import Caution, LeftOut
from routes.gather import gather
from routes.planner import Rule, solve
from routes.services import check_plan, plan_trip
from routes.showing import Showing
from tests.factories import make_closure, make_event, make_occurrence, make_place, make_special_day, make_theme
from tests.routes.county import NOW, SATURDAY, make_banquet, make_county, make_show
from tests.routes.promise import assert_planned_or_refused_by_name
from tests.routes.strategies import THEMES, trip_requests
from tourism.journal.queries import latest_seq
from tourism.places.models import Answer, KnownDistance, Place
from tourism.values.errors import DomainError, Invalid, NotFound, Refused
from tourism.values.geo import Coordinate, Crs, distance_m

pytestmark = pytest.mark.django_db


def asked(**fields: Any) -> PlanAnswer:
    return plan_trip(trip_request({"start_date": SATURDAY, "days": 1, **fields}), now=NOW)


def refusal(**fields: Any) -> DomainError:
    with pytest.raises(DomainError) as caught:
        asked(**fields)
    return caught.value


def stops(plan: PlanAnswer) -> list[StopShown]:
    return [stop for day in plan.days for stop in day.stops]


def the_stop(plan: PlanAnswer, slug: str) -> StopShown:
    return next(stop for stop in stops(plan) if stop.place == slug)


def cautions(stop: StopShown) -> set[str]:
    return {warning.code for warning in stop.warnings}


def go_to(slug: str, **where: Any) -> list[dict[str, Any]]:
    return [{"place": slug, **where}]


@pytest.fixture
def _county() -> None:
    make_county()


@pytest.fixture
def rich_county() -> tuple[str, ...]:
    make_county()
    for theme in THEMES:
        make_theme(theme)
    return str(make_show().public_id), str(make_banquet().public_id)


@pytest.mark.usefixtures("_county")
@pytest.mark.parametrize("pace", ["relaxed", "normal", "full"])
def test_a_short_meal_is_a_meal_at_any_pace(pace: str) -> None:
    Place.objects.filter(slug="dong-donkey").update(visit_min=30, visit_usual=45, visit_max=60)

    plan = asked(pace=pace, must=go_to("dong-donkey"))

    eaten = the_stop(plan, "dong-donkey")
    assert (eaten.kind, eaten.leave - eaten.start) == ("meal", timedelta(minutes=60))


@pytest.mark.usefixtures("_county")
def test_on_facts_alone_a_trip_is_planned_and_says_what_is_unknown() -> None:
    plan = asked(days=2, must=go_to("shennongshan", day=2))

    museum = the_stop(plan, "museum")
    assert [reason.code for reason in museum.reasons] == ["fits"]
    assert cautions(museum) == {"hours_assumed", "price_unknown", "visit_length_assumed"}
    mountain = the_stop(plan, "shennongshan")
    assert [day.date for day in plan.days] == [date(2026, 12, 5), date(2026, 12, 6)]
    assert mountain.id.startswith("d2")
    assert cautions(mountain) - {"no_spare_time"} == {"hours_assumed", "price_unknown", "position_about", "meal_inside"}
    assert (mountain.cost_cny, plan.totals.cost_cny_known) == (None, 0)
    assert plan.totals.stops_with_unknown_cost == len(stops(plan))
    assert {warning.code for warning in plan.warnings} == {
        "start_assumed",
        "end_assumed",
        "lodging_assumed",
        "no_event_known",
        "cost_incomplete",
    }


@pytest.mark.usefixtures("_county")
def test_every_stop_has_its_times_leg_and_reason() -> None:
    plan = asked(interests={"heritage": 3})

    for day in plan.days:
        left = day.start.depart
        for stop in day.stops:
            assert left <= stop.arrive <= stop.start < stop.leave
            assert (stop.arrive - left).total_seconds() >= stop.leg.minutes * 60 >= stop.leg.least_minutes * 60
            assert stop.reasons
            left = stop.leave
        assert day.end.arrive >= left
    assert {reason.code for stop in stops(plan) for reason in stop.reasons} >= {"interest", "meal_time"}
    assert all(stop.start.utcoffset() == NOW.astimezone(stop.start.tzinfo).utcoffset() for stop in stops(plan))


@pytest.mark.usefixtures("_county")
def test_a_place_without_a_position_is_left_out_and_told() -> None:
    plan = asked(interests={"black-pottery": 5})

    assert [(left.place, left.code) for left in plan.left_out] == [("penyao", "position_unknown")]


@pytest.mark.usefixtures("_county")
def test_a_place_without_a_position_stands_in_its_town() -> None:
    town = make_place("shanwangzhuang", role=Place.Role.AREA, lat=35.12, lon=112.99, precision_m=1000)
    Place.objects.filter(slug="penyao").update(town=town)

    position = the_stop(asked(must=go_to("penyao")), "penyao").position

    assert position is not None
    assert (position.lat, position.precision_m, position.basis) == (35.12, 3000, "town")


@pytest.mark.usefixtures("_county")
def test_known_hours_bind_and_carry_no_warning() -> None:
    make_place("tea-house", hours="14:00-16:00", fare_adult_fen=2050, themes=("heritage",))

    stop = the_stop(asked(must=go_to("tea-house")), "tea-house")

    assert (f"{stop.start:%H:%M}" >= "14:00", f"{stop.leave:%H:%M}" <= "16:00") == (True, True)
    assert (stop.cost_cny, cautions(stop) & {"hours_assumed", "price_unknown"}) == (41, set())


@pytest.mark.usefixtures("_county")
def test_a_holiday_closes_what_is_off_on_holidays() -> None:
    make_place("bureau-museum", hours="09:00-17:00; PH off")
    make_special_day(date(2026, 12, 5))

    refused = refusal(must=go_to("bureau-museum"))

    assert (refused.code, refused.field) == ("closed_that_day", "/must/0")


@pytest.mark.usefixtures("_county")
def test_hours_by_appointment_are_planned_with_a_warning() -> None:
    make_place("workshop", hours='10:00-12:00 "by appointment"')

    stop = the_stop(asked(must=go_to("workshop")), "workshop")

    assert ("hours_assumed" in cautions(stop), f"{stop.leave:%H:%M}" <= "12:00") == (True, True)


@pytest.mark.usefixtures("_county")
def test_blossom_is_no_stop_out_of_its_season() -> None:
    make_place("peach", themes=("flower-fields",), season_from="03-21", season_until="04-20")

    plan = asked()
    refused = refusal(must=go_to("peach"))

    assert [left.code for left in plan.left_out if left.place == "peach"] == [LeftOut.OUT_OF_SEASON]
    assert (refused.code, refused.field) == (Rule.OUT_OF_SEASON, "/must/0")


@pytest.mark.usefixtures("_county")
def test_a_season_may_run_over_the_new_year() -> None:
    make_place("frost", themes=("flower-fields",), season_from="11-01", season_until="02-15")

    plan = asked(must=go_to("frost"))

    assert the_stop(plan, "frost")


@pytest.mark.usefixtures("_county")
def test_a_closure_wins_over_hours() -> None:
    museum = Place.objects.get(slug="museum")
    make_closure(museum, date(2026, 12, 5), date(2026, 12, 6))

    one_day, two_days = asked(), asked(days=2, must=go_to("museum"))

    assert "museum" not in {stop.place for stop in stops(one_day)}
    assert ("museum", LeftOut.CLOSED_THAT_DAY) in {(left.place, left.code) for left in one_day.left_out}
    assert the_stop(two_days, "museum").id.startswith("d2")


@pytest.mark.usefixtures("_county")
def test_an_unlisted_place_does_not_exist_for_a_plan() -> None:
    make_place("rumour", listed=False)

    refused = refusal(must=go_to("rumour"))

    assert [(error.pointer, error.code) for error in refused.errors] == [("/must/0/place", "unknown_place")]


@pytest.mark.usefixtures("_county")
def test_the_mountain_and_its_parts_never_meet() -> None:
    plan = asked(days=3, interests={"shennongshan": 5}, pace="full")

    assert [stop.place for stop in stops(plan) if stop.place in ("shennongshan", "sns-plaza")] == ["shennongshan"]


@pytest.mark.usefixtures("_county")
def test_whoever_avoids_the_mountain_avoids_its_parts() -> None:
    plan = asked(days=3, interests={"shennongshan": 5}, avoid=go_to("shennongshan"))

    assert not {"shennongshan", "sns-plaza"} & {stop.place for stop in stops(plan)}
    assert ("shennongshan", LeftOut.AVOIDED) in {(left.place, left.code) for left in plan.left_out}


@pytest.mark.usefixtures("_county")
@pytest.mark.parametrize("diet", ["halal", "vegetarian", "no_donkey"])
def test_donkey_meat_is_for_those_who_eat_it(diet: str) -> None:
    plan = asked(days=2, interests={"donkey-meat": 5}, diet=diet)

    assert not {"dong-donkey", "baixiang-donkey"} & {stop.place for stop in stops(plan)}
    assert {(left.place, left.code) for left in plan.left_out} == {("dong-donkey", "diet"), ("baixiang-donkey", "diet")}
    assert all(cautions(stop) == {Caution.NO_EATING_PLACE_KNOWN} for stop in stops(plan) if stop.kind == "meal")


@pytest.mark.usefixtures("_county")
def test_only_a_kitchen_known_as_halal_serves_a_halal_meal() -> None:
    make_place("noodles", role=Place.Role.FOOD, kind="restaurant", themes=("food",))
    make_place("north-street", role=Place.Role.FOOD, kind="restaurant", themes=("food",), diet="halal")

    plan = asked(diet="halal", interests={"food": 3})

    assert {stop.place for stop in stops(plan) if stop.kind == "meal" and stop.place} == {"north-street"}


@pytest.mark.usefixtures("_county")
def test_meals_can_be_left_to_the_traveller() -> None:
    assert [stop for stop in stops(asked(meals=False)) if stop.kind == "meal"] == []


@pytest.mark.usefixtures("_county")
@pytest.mark.parametrize(("day_end", "dinners"), [("18:59", 0), ("19:00", 1)])
def test_who_is_back_at_the_hour_of_dinner_is_not_owed_one(day_end: str, dinners: int) -> None:
    plan = asked(day_end=day_end)

    assert sum(stop.kind == "meal" and stop.start.hour >= 16 for stop in stops(plan)) == dinners


def local(hour: int, minute: int = 0, *, day: int = 5) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.usefixtures("_county")
def test_an_event_of_most_of_a_day_holds_its_lunch_and_says_so() -> None:
    fair = make_event("heritage-day", category="heritage", venue=make_place("square", role=Place.Role.VENUE))
    held = make_occurrence(fair, local(9, 30), local(14, 30))

    plan = asked(must=[{"occurrence": str(held.public_id)}])

    assert Caution.MEAL_INSIDE in cautions(the_stop(plan, "square"))


@pytest.mark.usefixtures("_county")
def test_both_dates_of_an_event_are_planned_when_both_are_asked_for() -> None:
    final = make_event("final", category="tournament", venue=make_place("court", role=Place.Role.VENUE))
    dates = [make_occurrence(final, local(15, day=day), local(17, day=day)) for day in (5, 6)]
    both = [{"occurrence": str(each.public_id)} for each in dates]

    asked_for, by_chance = asked(days=2, must=both), asked(days=2, must=both[:1])

    held = [{stop.occurrence for stop in stops(plan)} - {None} for plan in (asked_for, by_chance)]
    assert held == [{str(each.public_id) for each in dates}, {str(dates[0].public_id)}]


@pytest.mark.usefixtures("_county")
def test_an_event_is_a_stop_at_its_hour() -> None:
    show = make_show()

    stop = the_stop(asked(interests={"opera": 3}), "concert-hall")

    assert (stop.kind, stop.occurrence) == ("event", str(show.public_id))
    assert (stop.start, stop.leave) == (show.start, show.end)
    assert [reason.code for reason in stop.reasons] == ["on_that_day", "interest"]


@pytest.mark.usefixtures("_county")
def test_a_cancelled_event_is_never_a_stop_and_is_told() -> None:
    show = make_show(status="cancelled")

    plan, refused = asked(interests={"opera": 3}), refusal(must=[{"occurrence": str(show.public_id)}])

    assert [(left.occurrence, left.code) for left in plan.left_out] == [(str(show.public_id), "event_cancelled")]
    assert (refused.code, refused.field) == ("event_cancelled", "/must/0")


@pytest.mark.usefixtures("_county")
@pytest.mark.parametrize("standing", ["tradition", "announced", "history", "heritage"])
def test_what_is_not_scheduled_is_never_a_stop(standing: str) -> None:
    show = make_show()
    show.event.standing = standing
    show.event.save()

    assert [stop for stop in stops(asked(interests={"opera": 5})) if stop.kind == "event"] == []


@pytest.mark.usefixtures("_county")
def test_a_tentative_occurrence_is_never_a_stop() -> None:
    make_show(status="tentative")

    assert [stop for stop in stops(asked(interests={"opera": 5})) if stop.kind == "event"] == []


@pytest.mark.usefixtures("_county")
def test_events_can_be_left_out_but_for_a_must() -> None:
    show = make_show()

    without = asked(include_events=False, interests={"opera": 5})
    one = asked(include_events=False, must=[{"occurrence": str(show.public_id)}])

    assert [[stop.kind for stop in stops(plan)].count("event") for plan in (without, one)] == [0, 1]


@pytest.mark.usefixtures("_county")
def test_a_banquet_at_noon_is_the_lunch_of_that_day() -> None:
    make_banquet()

    plan = asked(interests={"community": 5})

    midday = [stop for stop in stops(plan) if 11 <= stop.start.hour < 14 and stop.kind in ("meal", "event")]
    assert [stop.place for stop in midday] == ["yard"]


@pytest.mark.usefixtures("_county")
def test_a_flower_season_can_be_dropped_in_on_by_day() -> None:
    show = make_show(original_start="2026-12-01")
    show.event.category = "flower-season"
    show.event.save()
    show.start, show.end = datetime(2026, 11, 30, 16, tzinfo=UTC), datetime(2026, 12, 10, 16, tzinfo=UTC)
    show.save()

    stop = the_stop(asked(must=[{"occurrence": str(show.public_id)}]), "concert-hall")

    assert (f"{stop.start:%H:%M}" >= "08:30", f"{stop.leave:%H:%M}" <= "17:00") == (True, True)


@pytest.mark.usefixtures("_county")
def test_demo_rows_are_marked_and_told() -> None:
    make_place("demo-inn", role=Place.Role.SIGHT, demo=True, fare_adult_fen=100)

    plan = asked(must=go_to("demo-inn"))

    assert (the_stop(plan, "demo-inn").demo, Caution.DEMO_ROWS in {each.code for each in plan.warnings}) == (True, True)


@pytest.mark.usefixtures("_county")
def test_demo_prices_are_no_part_of_a_sum_with_real_ones() -> None:
    make_place("demo-sight", demo=True, fare_adult_fen=10_000)
    make_place("real-sight", fare_adult_fen=500)

    plan = asked(must=[*go_to("demo-sight"), *go_to("real-sight")])

    assert plan.totals.cost_cny_known == 10


@pytest.mark.usefixtures("_county")
def test_an_elder_is_warned_of_steps_that_nobody_counted() -> None:
    make_place("ramp", step_free=Answer.YES)

    plan = asked(party={"adults": 1, "seniors": 1}, must=[*go_to("ramp"), *go_to("museum")])

    assert [Caution.STEPS_UNKNOWN in cautions(the_stop(plan, slug)) for slug in ("ramp", "museum")] == [False, True]


@pytest.mark.usefixtures("_county")
def test_a_preference_is_given_as_the_reason() -> None:
    stop = the_stop(asked(prefer=go_to("beidasi")), "beidasi")

    assert next(reason.code for reason in stop.reasons) == "preferred"


@pytest.mark.usefixtures("_county")
def test_a_search_that_ran_out_of_time_says_so() -> None:
    request = trip_request({"start_date": SATURDAY, "days": 1})
    gathered = gather(request)
    plan = solve(gathered.problem, rounds=5, seed=0, deadline=lambda: True)

    answer = Showing(request, gathered, plan, request.lang, 0).answer()

    assert Caution.SEARCH_CUT_SHORT in {warning.code for warning in answer.warnings}


@pytest.mark.usefixtures("_county")
def test_no_coach_is_promised() -> None:
    plan = asked(transport="coach", must=go_to("museum"))

    legs = [*(stop.leg for stop in stops(plan)), *(day.end.leg for day in plan.days)]
    assert [leg.arrange for leg in legs] == [leg.metres > 0 for leg in legs]
    assert plan.totals.rides_to_arrange == sum(leg.arrange for leg in legs) > 1
    told = [warning for warning in plan.warnings if warning.code == Caution.NO_VERIFIED_SERVICE]
    assert [str(plan.totals.rides_to_arrange) in warning.text for warning in told] == [True]
    assert Caution.NO_VERIFIED_SERVICE not in {note.code for stop in stops(plan) for note in stop.warnings}


@pytest.mark.usefixtures("_county")
def test_a_tight_visit_says_that_there_is_no_spare_time() -> None:
    make_place("brief", hours="10:00-10:45")

    assert Caution.NO_SPARE_TIME in cautions(the_stop(asked(must=go_to("brief")), "brief"))


@pytest.mark.usefixtures("_county")
def test_a_stated_distance_wins_over_the_estimate() -> None:
    KnownDistance.objects.create(
        slug="dist-sns",
        origin=Place.objects.get(slug="qinyang"),
        target=Place.objects.get(slug="shennongshan"),
        mode="road",
        metres=23_000,
        modified_at=NOW,
    )

    leg = asked(must=go_to("shennongshan", between=["08:30", "09:30"])).days[0].stops[0].leg

    assert (leg.metres, leg.basis, leg.minutes) == (23_000, "table", 46)


@pytest.mark.usefixtures("_county")
def test_a_stop_is_shown_in_the_datum_asked_for() -> None:
    spots = {crs: the_stop(asked(must=go_to("beidasi"), crs=crs), "beidasi").position for crs in ("wgs84", "gcj02")}

    plain, shifted = spots["wgs84"], spots["gcj02"]
    assert plain is not None
    assert shifted is not None
    assert (plain.crs, shifted.crs) == ("wgs84", "gcj02")
    assert distance_m(Coordinate(plain.lat, plain.lon), Coordinate(shifted.lat, shifted.lon, Crs.GCJ02)) < 1


@pytest.mark.usefixtures("_county")
def test_the_language_asked_for_is_spoken() -> None:
    Place.objects.filter(slug="museum").update(name_zh="沁阳市博物馆", name_en="Qinyang Museum")

    names = [the_stop(asked(must=go_to("museum"), lang=lang), "museum").name for lang in ("zh-Hans", "en")]

    assert names == ["沁阳市博物馆", "Qinyang Museum"]


@pytest.mark.usefixtures("_county")
def test_days_start_and_end_where_they_were_asked_to() -> None:
    plan = asked(
        days=2,
        start={"place": "sta-jiaozuoxi"},
        end={"lat": 35.1, "lon": 112.95},
        lodging=[{"place": "beidasi"}],
    )

    assert [(day.start.place, day.end.place) for day in plan.days] == [("sta-jiaozuoxi", "beidasi"), ("beidasi", None)]
    assert not {"start_assumed", "end_assumed", "lodging_assumed"} & {warning.code for warning in plan.warnings}


@pytest.mark.usefixtures("_county")
def test_a_party_pays_by_age_and_the_budget_holds() -> None:
    fares: dict[str, Any] = {"fare_adult_fen": 5000, "fare_senior_fen": 2500, "fare_child_fen": 0}
    make_place("ticketed", **fares)
    party = {"adults": 2, "seniors": 1, "children": 1}

    stop = the_stop(asked(party=party, must=go_to("ticketed"), budget_cny=125), "ticketed")
    refused = refusal(party=party, must=go_to("ticketed"), budget_cny=124.99)

    assert stop.cost_cny == 125
    assert (refused.code, refused.field) == ("budget", "/must/0")
    assert "125" in refused.text_en


@pytest.mark.usefixtures("_county")
def test_the_same_request_gives_the_same_answer() -> None:
    make_show()

    assert as_json(asked(days=3, seed=7)) == as_json(asked(days=3, seed=7))


@pytest.mark.usefixtures("_county")
def test_an_answer_survives_being_written_and_read() -> None:
    plan = asked(days=2)

    assert plan_from_json(as_json(plan)) == plan
    assert plan.data_seq == latest_seq()


@pytest.mark.usefixtures("_county")
@pytest.mark.parametrize(
    ("fields", "pointer", "code"),
    [
        ({"start_date": "2026-11-23"}, "/start_date", "past_date"),
        ({"start": {"place": "nowhere"}}, "/start", "unknown_place"),
        ({"end": {"place": "penyao"}}, "/end", "no_position"),
        ({"lodging": [{"place": "nowhere"}]}, "/lodging/0", "unknown_place"),
        ({"interests": {"skiing": 3}}, "/interests/skiing", "unknown_theme"),
        ({"avoid": [{"theme": "skiing"}]}, "/avoid/0/theme", "unknown_theme"),
        ({"prefer": [{"place": "nowhere"}]}, "/prefer/0/place", "unknown_place"),
        ({"must": [{"occurrence": "nothing"}]}, "/must/0/occurrence", "unknown_occurrence"),
        ({"destination": "nowhere"}, "/destination", "unknown_place"),
    ],
)
def test_what_does_not_exist_is_named(fields: dict[str, Any], pointer: str, code: str) -> None:
    refused = refusal(**fields)

    assert isinstance(refused, Invalid)
    assert [(error.pointer, error.code) for error in refused.errors] == [(pointer, code)]


@pytest.mark.usefixtures("_county")
def test_today_is_not_past_in_the_county() -> None:
    late = datetime(2026, 12, 5, 15, 59, tzinfo=UTC)

    plan = plan_trip(trip_request({"start_date": SATURDAY, "days": 1}), now=late)

    assert plan.days[0].date == date(2026, 12, 5)


def test_without_a_county_nothing_is_planned() -> None:
    with pytest.raises(NotFound):
        asked()


@pytest.mark.usefixtures("_county")
@pytest.mark.parametrize(
    ("fields", "code", "pointer"),
    [
        ({"must": go_to("qinyang")}, "not_a_stop", "/must/0"),
        ({"must": go_to("penyao")}, "position_unknown", "/must/0"),
        ({"must": go_to("shennongshan", between=["16:00", "18:00"])}, "last_entry_missed", "/must/0"),
        ({"must": go_to("museum", between=["08:30", "08:50"])}, "not_yet_open", "/must/0"),
        ({"must": go_to("dong-donkey"), "diet": "halal"}, "diet", "/must/0"),
        ({"must": [*go_to("shennongshan"), *go_to("sns-plaza")]}, "part_and_whole", "/must/0"),
        (
            {
                "day_start": "08:30",
                "day_end": "09:30",
                "start": {"lat": 34.0, "lon": 110.0},
                "end": {"place": "qinyang"},
            },
            "day_too_long",
            "/day_end",
        ),
        ({"day_start": "02:00", "day_end": "03:00"}, "nothing_fits", None),
        ({"must": go_to("shennongshan"), "transport": "walk"}, "last_entry_missed", "/must/0"),
    ],
)
def test_an_impossible_trip_is_refused_with_the_rule(fields: dict[str, Any], code: str, pointer: str | None) -> None:
    refused = refusal(**fields)

    assert isinstance(refused, Refused)
    assert (refused.code, refused.field) == (code, pointer)
    assert refused.text_zh != refused.text_en


@pytest.mark.usefixtures("_county")
def test_a_refusal_says_the_change_that_works() -> None:
    refused = refusal(must=go_to("shennongshan"), day_start="08:30", day_end="12:00")

    assert refused.text_en.startswith("shennongshan: 2026-12-05 ends at 1")
    assert "End the day after 1" in refused.text_en
    assert "把一天的结束改到" in refused.text_zh


@pytest.mark.usefixtures("_county")
def test_a_start_too_far_for_any_end_of_the_day_is_told_to_come_nearer() -> None:
    refused = refusal(start={"lat": 48.0, "lon": 2.0}, end={"place": "qinyang"})

    assert (refused.code, refused.text_en) == (
        "day_too_long",
        "2026-12-05 is too short to get there: it is too far. Choose a start, an end or a lodging that is nearer.",
    )


def judged(made: Any, /, **fields: Any) -> list[tuple[str, int | None, str | None]]:
    request = trip_request({"start_date": SATURDAY, "days": 1, "meals": False, **fields})
    verdict = check_plan(request, made, now=NOW)
    assert verdict.ok == (not verdict.violations)
    assert all(violation.text and violation.fix for violation in verdict.violations)
    return [(violation.rule, violation.day, violation.stop) for violation in verdict.violations]


def stop_at(start: str, leave: str, **target: str) -> dict[str, Any]:
    return {**target, "arrive": f"{SATURDAY}T{start}:00+08:00", "leave": f"{SATURDAY}T{leave}:00+08:00"}


@pytest.mark.usefixtures("_county")
def test_our_own_plan_is_judged_possible() -> None:
    make_show()

    assert judged(as_json(asked(meals=False, interests={"opera": 3}))["days"]) == []


@pytest.mark.usefixtures("_county")
def test_a_plan_in_another_zone_is_the_same_plan() -> None:
    museum = {"place": "museum", "arrive": "2026-12-05T02:00:00Z", "leave": "2026-12-05T03:00:00Z"}

    assert judged([{"stops": [museum]}]) == []


@pytest.mark.usefixtures("_county")
def test_a_foreign_plan_is_told_each_rule_that_it_breaks() -> None:
    days = [
        {
            "stops": [
                stop_at("08:40", "09:30", place="museum"),
                stop_at("09:31", "12:00", place="shennongshan"),
                stop_at("13:00", "14:00", place="atlantis"),
                stop_at("15:00", "16:00", place="penyao"),
            ]
        }
    ]

    assert judged(days) == [
        (Rule.NOT_YET_OPEN, 1, "d1s1"),
        (Rule.VISIT_TOO_SHORT, 1, "d1s2"),
        (Rule.UNKNOWN_PLACE, 1, "d1s3"),
        (Rule.POSITION_UNKNOWN, 1, "d1s4"),
        (Rule.TRAVEL_TOO_SHORT, 1, "d1s2"),
    ]


@pytest.mark.usefixtures("_county")
def test_a_foreign_plan_owes_its_meals() -> None:
    lunch = {"kind": "meal", **stop_at("11:30", "12:30")}

    assert judged([{"stops": [lunch]}], meals=True) == [(Rule.MEAL_MISSING, 1, None)]


@pytest.mark.usefixtures("_county")
def test_days_that_are_missing_are_a_violation() -> None:
    assert judged([], days=1) == [(Rule.WRONG_DAYS, None, None)]


@pytest.mark.usefixtures("_county")
@pytest.mark.parametrize(
    ("days", "pointer", "code"),
    [
        ("today", "/days", "not_a_list"),
        ([{"stops": []}, {"stops": []}], "/days", "too_many"),
        ([1], "/days/0", "not_an_object"),
        ([{}], "/days/0/stops", "not_a_list"),
        ([{"stops": [{}] * 41}], "/days/0/stops", "too_many"),
        ([{"stops": [1]}], "/days/0/stops/0", "not_an_object"),
        ([{"stops": [stop_at("10:00", "11:00")]}], "/days/0/stops/0", "stop_malformed"),
        ([{"stops": [{"place": "museum"}]}], "/days/0/stops/0/start", "stop_malformed"),
        (
            [{"stops": [{"place": "a", "arrive": "2026-12-05T10:00", "leave": "x"}]}],
            "/days/0/stops/0/start",
            "stop_malformed",
        ),
        ([{"stops": [{"place": "a", "arrive": "0001-01-01T00:00:00+14:00"}]}], "/days/0/stops/0/start", "out_of_range"),
        ([{"stops": [stop_at("10:00", "11:00", place="a\x00")]}], "/days/0/stops/0/place", "not_text"),
        ([{"start": {"depart": 8}, "stops": []}], "/days/0/start/depart", "stop_malformed"),
    ],
)
def test_days_that_cannot_be_read_are_named(days: Any, pointer: str, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        judged(days)

    assert [(error.pointer, error.code) for error in caught.value.errors] == [(pointer, code)]


@settings(
    max_examples=max(300, settings().max_examples),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_every_request_gets_a_checked_plan_or_a_refusal_that_names_its_rule(
    data: st.DataObject, rich_county: tuple[str, ...]
) -> None:
    assert_planned_or_refused_by_name(trip_request(data.draw(trip_requests(rich_county))))
