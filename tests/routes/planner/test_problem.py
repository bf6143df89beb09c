"""Values of the planner check themselves at birth."""

from datetime import date

import pytest

from routes.planner import Candidate, Day, Kind, Limits, Meal, Target, Window
from tests.routes.planner.problems import make_place, make_problem


@pytest.mark.parametrize(("earliest", "latest", "minutes"), [(-1, 5, 10), (10, 9, 10), (0, 1440, 10), (0, 5, 0)])
def test_a_window_that_is_no_stretch_of_a_day_is_refused(earliest: int, latest: int, minutes: int) -> None:
    with pytest.raises(ValueError, match=r"a visit (may start|lasts)"):
        Window(earliest, latest, minutes)


@pytest.mark.parametrize(("opens", "closes"), [(-1, 10), (10, 10), (0, 1441)])
def test_a_day_that_ends_before_it_starts_is_refused(opens: int, closes: int) -> None:
    with pytest.raises(ValueError, match="the day runs"):
        Day(date(2026, 12, 5), 0, 0, opens, closes)


def test_a_candidate_without_a_point_must_be_barred() -> None:
    with pytest.raises(ValueError, match="must be barred"):
        Candidate("lost", Kind.PLACE, None, ((),), 1, 30)


def test_a_candidate_without_a_visit_is_refused() -> None:
    with pytest.raises(ValueError, match="longer than none"):
        Candidate("sight", Kind.PLACE, 1, ((),), 1, 0)


def test_windows_for_other_days_than_the_trips_are_refused() -> None:
    with pytest.raises(ValueError, match="windows for 2 of 1 days"):
        make_problem(make_place("sight", 1, days=2))


def test_two_candidates_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="share an id"):
        make_problem(make_place("sight", 1), make_place("sight", 2))


def test_a_meal_is_had_when_the_stay_is_long_enough_around_its_hour() -> None:
    lunch = Meal("lunch", 660, 810, 60)

    assert [lunch.is_had(600, 719), lunch.is_had(600, 720), lunch.is_had(810, 870), lunch.is_had(811, 900)] == [
        False,
        True,
        True,
        False,
    ]


def test_a_target_matches_its_day_and_hours_with_both_ends() -> None:
    target = Target(frozenset({"sight"}), "sight", day=1, between=(600, 660))

    matches = [target.matches("sight", day, start) for day, start in ((1, 600), (1, 660), (1, 661), (0, 600))]
    assert (matches, target.matches(None, 1, 600)) == ([True, True, False, False], False)


@pytest.mark.parametrize("sated", [(-1,), (50, 30)])
def test_a_later_visit_that_loses_less_than_the_one_before_is_refused(sated: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="loses as much"):
        Limits(sated=sated)
