"""What is compared: the way we took, and the way we did not."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from events.feeds import FeedFilters, feed_bytes
from events.services import rerender_all
from routes.asking import trip_request
from routes.gather import gather
from routes.planner import check, solve
from routes.services import ROUNDS, plan_trip

FEED = "/feeds/zh/events.ics"


def table(median_ms: Callable[..., float]) -> Iterator[tuple[str, float, float]]:
    """Yield (name, milliseconds of ours, milliseconds of the other way)."""
    call_command("migrate", verbosity=0)
    call_command("seed", verbosity=0, quiet=True)
    now = timezone.now()
    joined = median_ms(lambda: feed_bytes(FeedFilters(), "zh-Hans", now))
    built = median_ms(lambda: rerender_all(now=now), 3) / 2
    yield "feed of all events: as kept until a change, against every VEVENT built", joined, built
    client = Client(SERVER_NAME="localhost")
    etag = client.get(FEED).headers["ETag"]
    unchanged = median_ms(lambda: client.get(FEED, headers={"If-None-Match": etag}))
    yield "polled feed: 304, against 200", unchanged, median_ms(lambda: client.get(FEED))
    start = (timezone.localdate() + timedelta(days=10)).isoformat()
    request = trip_request({"start_date": start, "days": 3, "interests": {"shennongshan": 3, "opera": 2}})
    gathered = gather(request)
    plan = solve(gathered.problem, rounds=ROUNDS[request.effort], seed=0)
    whole = median_ms(lambda: plan_trip(request, now=now), 5)
    yield "3-day plan: gathering, against the whole answer", median_ms(lambda: gather(request), 5), whole
    searching = median_ms(lambda: solve(gathered.problem, rounds=ROUNDS[request.effort], seed=0), 5)
    yield "3-day plan: search, against the whole answer", searching, whole
    yield "3-day plan: checking, against the whole answer", median_ms(lambda: check(gathered.problem, plan)), whole
