"""Plans are built with slack, once: where something else already allows for the unsure, no more is added."""

import pytest

from routes.asking import trip_request
from routes.gather import gather
from routes.slack import stay_with_slack, way_with_slack
from routes.travel import Leg, Mode
from tests.factories import make_place
from tests.routes.county import SATURDAY, make_county


def leg(minutes: int, metres: int, basis: str) -> Leg:
    return Leg(minutes, minutes // 2, metres, about=False, basis=basis)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (leg(35, 20_000, "estimate"), 41),
        (leg(60, 20_000, "estimate"), 60),
        (leg(40, 23_000, "table"), 46),
        (leg(40, 23_000, "valhalla"), 40),
        (leg(0, 0, "estimate"), 0),
    ],
)
def test_a_way_has_its_slack_once(before: Leg, after: int) -> None:
    made = way_with_slack(before, Mode.CAR)

    assert (made.minutes, made.least, made.metres) == (after, before.least, before.metres)


@pytest.mark.parametrize(("usual", "planned"), [(20, 25), (45, 50), (50, 55), (51, 60), (60, 70), (100, 110)])
def test_a_visit_is_planned_a_tenth_longer_up_to_the_next_five_minutes(usual: int, planned: int) -> None:
    assert stay_with_slack(usual) == planned


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("hours", "pace", "windows"),
    [
        ("09:00-17:00", "normal", [(540, 910, 110)]),
        ("09:00-10:45", "normal", [(540, 540, 105)]),
        ("09:00-10:40", "normal", [(540, 540, 100)]),
        ("09:00-10:39", "normal", []),
        ("09:00-17:00", "relaxed", [(540, 840, 180)]),
    ],
)
def test_what_is_open_for_less_is_visited_for_as_long_as_is_usual(
    hours: str, pace: str, windows: list[tuple[int, int, int]]
) -> None:
    make_county()
    make_place("hall", kind="museum", hours=f"Sa {hours}", visit_min=60, visit_usual=100, visit_max=180)

    problem = gather(trip_request({"start_date": SATURDAY, "days": 1, "pace": pace})).problem

    (hall,) = [candidate for candidate in problem.candidates if candidate.id == "place:hall"]
    assert [(each.earliest, each.latest, each.minutes) for each in hall.windows[0]] == windows
