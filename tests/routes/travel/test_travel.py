"""Travel is estimated with its uncertainty, and a stated distance wins."""

import pytest

from routes.travel import Estimate, Mode, Point, StatedDistance, WithTable
from tourism.values.geo import Coordinate, Crs, distance_m

CITY = Coordinate(35.09061, 112.92805)
MOUNTAIN = Coordinate(35.21920, 112.81711)


@pytest.mark.parametrize(("mode", "minutes"), [(Mode.CAR, 40), (Mode.COACH, 67), (Mode.BIKE, 112), (Mode.WALK, 329)])
def test_the_way_to_the_mountain_takes_its_time_in_each_mode(mode: Mode, minutes: int) -> None:
    legs = Estimate().matrix([Point(CITY), Point(MOUNTAIN)], mode).legs

    assert (legs[0][1].minutes, legs[0][1].about, legs[0][0].minutes) == (minutes, False, 0)


def test_both_positions_add_their_uncertainty() -> None:
    sure = Estimate().matrix([Point(CITY), Point(MOUNTAIN)], Mode.CAR).legs[0][1]

    unsure = Estimate().matrix([Point(CITY, 2500), Point(MOUNTAIN, 1500)], Mode.CAR).legs[0][1]

    assert (unsure.minutes > sure.minutes, unsure.least < sure.least, unsure.about) == (True, True, True)
    assert unsure.metres == sure.metres == round(distance_m(CITY, MOUNTAIN) * 1.33)


def test_two_places_known_by_their_town_alone_are_not_beside_each_other() -> None:
    leg = Estimate().matrix([Point(CITY, 2500, "a"), Point(CITY, 2500, "b")], Mode.CAR).legs[0][1]

    assert (leg.minutes > 5, leg.least) == (True, 0)


def test_the_datum_is_heeded() -> None:
    shifted = CITY.to(Crs.GCJ02)

    assert Estimate().matrix([Point(CITY), Point(shifted)], Mode.WALK).legs[0][1].metres == 0


def test_a_stated_distance_wins_both_ways() -> None:
    stated = WithTable([StatedDistance("qinyang", "shennongshan", 23_000)], Estimate())

    legs = stated.matrix([Point(CITY, 0, "qinyang"), Point(MOUNTAIN, 0, "shennongshan"), Point(CITY)], Mode.CAR).legs

    assert [(leg.metres, leg.minutes, leg.basis) for leg in (legs[0][1], legs[1][0])] == [(23_000, 40, "table")] * 2
    assert legs[1][2].basis == "estimate"


def test_stated_minutes_hold_by_car_alone() -> None:
    stated = WithTable([StatedDistance("qinyang", "shennongshan", 23_000, 50)], Estimate())
    points = [Point(CITY, 0, "qinyang"), Point(MOUNTAIN, 0, "shennongshan")]

    assert [stated.matrix(points, mode).legs[0][1].minutes for mode in (Mode.CAR, Mode.BIKE)] == [50, 117]
