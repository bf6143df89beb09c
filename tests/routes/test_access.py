"""Who cannot climb is sent only where that is known to be needless; nobody else is kept from anything."""

from typing import Any

import pytest

from routes.answer import PlanAnswer, as_json
from routes.asking import trip_request
from routes.codes import Caution, LeftOut
from routes.planner import Rule
from routes.services import check_plan, plan_trip
from tests.factories import make_place
from tests.routes.county import NOW, SATURDAY, make_county, make_show
from tourism.values.errors import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def _county() -> None:
    make_county()
    make_place("level", kind="museum", lat=35.09, lon=112.94, step_free="yes")
    make_place("pagoda", kind="heritage_national", lat=35.09, lon=112.95, step_free="no")
    make_place("stairs", kind="heritage_national", lat=35.09, lon=112.96, step_free="no", steps=90)
    make_place("tower", kind="heritage_national", lat=35.09, lon=112.97, step_free="no", steps=101)


def asked(mobility: str, **fields: Any) -> PlanAnswer:
    body = {"start_date": SATURDAY, "days": 1, "mobility": mobility, "pace": "full", "meals": False, **fields}
    return plan_trip(trip_request(body), now=NOW)


def places(plan: PlanAnswer) -> set[str | None]:
    return {stop.place for day in plan.days for stop in day.stops if stop.kind in ("place", "event")}


def left_out(plan: PlanAnswer) -> dict[str | None, str]:
    return {left.place: left.code for left in plan.left_out}


@pytest.mark.usefixtures("_county")
def test_step_free_holds_only_what_is_known_to_have_no_steps() -> None:
    plan = asked("step_free")

    assert places(plan) == {"level"}
    assert left_out(plan)["pagoda"] == left_out(plan)["stairs"] == LeftOut.HAS_STEPS
    assert left_out(plan)["museum"] == LeftOut.ACCESSIBILITY_UNKNOWN


@pytest.mark.usefixtures("_county")
def test_an_event_is_as_accessible_as_its_venue() -> None:
    make_show()

    assert left_out(asked("step_free"))["concert-hall"] == LeftOut.ACCESSIBILITY_UNKNOWN


@pytest.mark.usefixtures("_county")
@pytest.mark.parametrize(
    ("mobility", "place", "rule"),
    [
        ("step_free", "museum", Rule.ACCESSIBILITY_UNKNOWN),
        ("step_free", "stairs", Rule.HAS_STEPS),
        ("few_stairs", "pagoda", Rule.HAS_STEPS),
        ("few_stairs", "tower", Rule.TOO_MANY_STEPS),
    ],
)
def test_a_must_that_the_party_cannot_climb_is_refused_by_name(mobility: str, place: str, rule: Rule) -> None:
    with pytest.raises(Refused) as refusal:
        asked(mobility, must=[{"place": place}])

    assert refusal.value.code == rule
    assert refusal.value.field == "/must/0"
    assert place in refusal.value.text_en
    assert places(asked("any", must=[{"place": place}])) >= {place}


@pytest.mark.usefixtures("_county")
def test_too_many_steps_are_told_with_how_many_there_may_be() -> None:
    with pytest.raises(Refused) as refusal:
        asked("few_stairs", must=[{"place": "tower"}])

    assert "has 101 steps; the most is 100" in refusal.value.text_en


@pytest.mark.usefixtures("_county")
def test_an_unknown_must_is_told_what_would_be_right() -> None:
    with pytest.raises(Refused) as refusal:
        asked("step_free", must=[{"place": "museum"}])

    assert "few_stairs" in refusal.value.text_zh
    assert "few_stairs" in refusal.value.text_en


@pytest.mark.usefixtures("_county")
def test_few_stairs_keeps_what_is_not_known_with_a_warning() -> None:
    plan = asked("few_stairs", must=[{"place": "museum"}, {"place": "level"}])

    cautions = {stop.place: {note.code for note in stop.warnings} for day in plan.days for stop in day.stops}
    assert Caution.STEPS_UNKNOWN in cautions["museum"]
    assert Caution.STEPS_UNKNOWN not in cautions["level"]


@pytest.mark.usefixtures("_county")
def test_few_stairs_allows_a_hundred_steps_a_day() -> None:
    make_place("few", kind="heritage_national", lat=35.09, lon=112.955, step_free="no", steps=10)
    make_place("more", kind="heritage_national", lat=35.09, lon=112.965, step_free="no", steps=11)
    both = [{"place": "stairs"}, {"place": "few"}]

    assert places(asked("few_stairs", must=both)) >= {"stairs", "few"}
    with pytest.raises(Refused):
        asked("few_stairs", must=[{"place": "stairs"}, {"place": "more"}])
    assert left_out(asked("few_stairs"))["tower"] == LeftOut.TOO_MANY_STEPS


@pytest.mark.usefixtures("_county")
@pytest.mark.parametrize(
    ("mobility", "place", "rule"),
    [
        ("step_free", "museum", Rule.ACCESSIBILITY_UNKNOWN),
        ("step_free", "pagoda", Rule.HAS_STEPS),
        ("few_stairs", "tower", Rule.TOO_MANY_STEPS),
    ],
)
def test_the_check_of_anybodys_plan_knows_the_same_steps(mobility: str, place: str, rule: Rule) -> None:
    days = as_json(asked("any", must=[{"place": place}], avoid=[{"place": "shennongshan"}]))["days"]
    request = trip_request({"start_date": SATURDAY, "days": 1, "mobility": mobility, "pace": "full", "meals": False})

    verdict = check_plan(request, days, now=NOW)

    assert rule in {violation.rule for violation in verdict.violations}
