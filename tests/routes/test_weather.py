"""In rain and heat a trip goes under roofs, and says so; what was asked for and where one sleeps stay."""

from typing import Any

import pytest

from events.models import Event
from routes.answer import PlanAnswer
from routes.asking import trip_request
from routes.codes import Caution
from routes.request import Weather
from routes.services import plan_trip
from routes.weather import in_weather, is_outdoor
from tests.factories import make_place
from tests.routes.county import NOW, SATURDAY, make_county
from tourism.places.models import Place


def place(kind: str, indoor: str = "unknown") -> Place:
    return Place(kind=kind, indoor=indoor)


@pytest.mark.parametrize(
    ("where", "event", "outdoor"),
    [
        (place("museum"), None, False),
        (place("museum", "no"), None, True),
        (place("scenic_area"), None, True),
        (place("village", "yes"), None, False),
        (place("flower_area"), None, True),
        (place("court", "yes"), Event(category="tournament"), False),
        (place("stage"), Event(category="opera"), True),
        (place("stage"), Event(category="workshop"), False),
        (None, Event(category="temple-fair"), True),
        (None, None, True),
    ],
)
def test_what_is_known_wins_and_the_kind_decides_the_rest(
    where: Place | None, event: Event | None, outdoor: bool
) -> None:
    assert is_outdoor(where, event) is outdoor


@pytest.mark.parametrize(
    ("value", "weather", "outdoor", "expected"),
    [
        (100, Weather.ANY, True, 100),
        (100, Weather.RAIN, True, 30),
        (100, Weather.HEAT, True, 30),
        (100, Weather.RAIN, False, 100),
        (1, Weather.RAIN, True, 1),
        (0, Weather.RAIN, True, 0),
    ],
)
def test_the_open_sky_keeps_three_tenths(value: int, weather: Weather, outdoor: bool, expected: int) -> None:
    assert in_weather(value, weather, outdoor=outdoor) == expected


def asked(**fields: Any) -> PlanAnswer:
    return plan_trip(trip_request({"start_date": SATURDAY, "days": 1, "meals": False, **fields}), now=NOW)


def places(plan: PlanAnswer) -> set[str | None]:
    return {stop.place for stop in plan.days[0].stops}


@pytest.mark.django_db
def test_a_roof_wins_in_rain_and_the_plan_says_what_it_is_for() -> None:
    make_county()
    make_place("pit", kind="village", themes=("black-pottery",), lat=35.09, lon=112.93, visit_usual=60, visit_min=60)
    make_place("kiln", kind="workshop", themes=("black-pottery",), lat=35.09, lon=112.93, indoor="yes")
    hour: dict[str, Any] = {"interests": {"black-pottery": 5}, "day_start": "09:00", "day_end": "10:30"}

    rain, heat, dry = (asked(**hour, weather=weather) for weather in ("rain", "heat", "any"))

    assert "kiln" in places(rain) & places(heat)
    codes = [[note.code for note in plan.warnings if note.code.startswith("planned_for")] for plan in (rain, heat, dry)]
    assert codes == [[Caution.PLANNED_FOR_RAIN], [Caution.PLANNED_FOR_HEAT], []]
    assert [plan.days[0].end.place for plan in (rain, heat)] == [dry.days[0].end.place] * 2


@pytest.mark.django_db
def test_a_must_is_kept_in_rain_with_a_warning() -> None:
    make_county()

    plan = asked(weather="rain", must=[{"place": "shennongshan"}])

    (mountain,) = [stop for stop in plan.days[0].stops if stop.place == "shennongshan"]
    assert Caution.OUTDOORS in {note.code for note in mountain.warnings}
