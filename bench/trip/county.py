"""Measures trips through the seeded county: each stage of a request, and the whole of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from statistics import median
from typing import Any

from django.core.management import call_command
from django.utils import timezone

from bench.trip.measure import LATE, Effort, Row, checked, measured, seconds
from routes.answer import as_json
from routes.asking import trip_request
from routes.gather import gather
from routes.planner import check, solve
from routes.request import Lang, TripRequest
from routes.services import ROUNDS, plan_trip
from routes.showing import Showing

INTERESTS: tuple[dict[str, int], ...] = (
    {"shennongshan": 3, "opera": 2},
    {"food": 3},
    {"heritage": 4, "headwear": 2},
    {},
)
REQUESTS = 24
DAYS = 3


def seed_county() -> None:
    """Make the county in the database that the settings name."""
    call_command("migrate", verbosity=0)
    call_command("seed", verbosity=0, quiet=True)


def requests() -> list[TripRequest]:
    """Return three-day trips with different wishes, from dates that lie ahead."""
    first = timezone.localdate() + timedelta(days=10)
    return [
        trip_request(
            {
                "start_date": (first + timedelta(days=number)).isoformat(),
                "days": DAYS,
                "interests": INTERESTS[number % len(INTERESTS)],
            }
        )
        for number in range(REQUESTS)
    ]


def county_row(effort: Effort) -> Row:
    """Measure a trip through the seeded county as one of the generator."""
    return measured(f"seeded county, {DAYS} days", gather(requests()[0]).problem, effort)


def stages() -> dict[str, dict[str, float]]:
    """Return the median and the late time of each stage of a request, in milliseconds."""
    asked, now = requests(), timezone.now()
    plan_trip(asked[0], now=now)
    times: dict[str, list[float]] = {name: [] for name in ("gather", "search", "check", "write", "whole")}
    for request in asked:
        kept: dict[str, Any] = {}
        rounds = ROUNDS[request.effort]
        times["gather"].append(_kept(kept, "gathered", partial(gather, request)))
        problem = kept["gathered"].problem
        times["search"].append(_kept(kept, "plan", partial(solve, problem, rounds=rounds, seed=0)))
        checked(problem, kept["plan"])
        times["check"].append(seconds(partial(check, problem, kept["plan"], with_margins=True)))
        showing = Showing(request, kept["gathered"], kept["plan"], Lang.ZH, 0)
        times["write"].append(seconds(partial(_written, showing)))
        times["whole"].append(seconds(partial(_answered, request, now)))
    return {name: _told(each) for name, each in times.items()}


def _written(showing: Showing) -> dict[str, Any]:
    return as_json(showing.answer())


def _answered(request: TripRequest, now: datetime) -> dict[str, Any]:
    return as_json(plan_trip(request, now=now))


def _kept(kept: dict[str, Any], name: str, action: Callable[[], object]) -> float:
    def keep() -> None:
        kept[name] = action()

    return seconds(keep)


def _told(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {
        "median_ms": round(1000 * median(ordered), 2),
        "p95_ms": round(1000 * ordered[int(LATE * len(ordered))], 2),
    }
