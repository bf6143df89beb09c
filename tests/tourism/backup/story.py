"""One installation's life in a process of its own: run as a module, told what to do, and says as JSON what it found.

A process of its own because its database is not the one that the suite runs on.
"""

import json
import sys
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import django

django.setup()

# Only now: these read the settings and the models.
from django.contrib.auth.hashers import PBKDF2PasswordHasher  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.files.storage import default_storage  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from events.models import Event, Occurrence  # noqa: E402
from events.recurrence import Weekday, Weekly, rule_to_json  # noqa: E402
from events.services import Override, cancel_occurrence, create_event, override_occurrence  # noqa: E402
from routes.asking import trip_request  # noqa: E402
from routes.models import Route, RouteStop  # noqa: E402
from routes.services import keep_itinerary  # noqa: E402
from routes.themed import save_route  # noqa: E402
from seed.models import SeedRun  # noqa: E402
from seed.services import make_dates, seed_facts  # noqa: E402
from tests.tourism.backup.story_files import FIRST_RELEASE  # noqa: E402
from tourism.backup.services import restore_backup, save_backup  # noqa: E402
from tourism.clock import KEY  # noqa: E402
from tourism.journal.models import Change  # noqa: E402
from tourism.journal.queries import latest_seq, public_stamp  # noqa: E402
from tourism.places.facts import Standing, fact  # noqa: E402
from tourism.places.models import Destination, Place, Theme  # noqa: E402
from tourism.places.services import close_place, save_place  # noqa: E402
from tourism.users.models import User  # noqa: E402

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
# The trip that somebody kept on the first release; its tokens lie nowhere else.
OLD_TRIP = {"edit": "zC4ByXMEs-PX5169hncPww", "view": "GI-Ytb75keeoO8KmtnWJiQ", "feed": "lZN0CR_NCghDgxaUUK0pvw"}
COLLECTIONS = ("industries", "themes", "organisations", "places", "routes", "events")
DATES = "occurrences?from=2026-11-24&to=2027-03-01"


def silent(title: str, count: int) -> None:
    """Take a report of a step and say nothing."""


def seed() -> None:
    """Read the files of today anew, as an upgrade does."""
    SeedRun.objects.all().delete()
    seed_facts(now=NOW, report=silent)
    make_dates(now=NOW, report=silent)


def edit() -> dict[str, str]:
    """Let staff and a traveller do what they do, and return the new trip's tokens."""
    county = Destination.objects.get(slug="qinyang")
    centre = Place.objects.get(slug="huaibang-center")
    centre.hours = "Mo-Fr 08:00-12:00"
    centre.facts = {
        **centre.facts,
        "hours": fact(Standing.KNOWN, sources=["S01"], checked_on=date(2026, 11, 24), checked_by="bo", note="问过门卫"),
    }
    save_place(centre, now=NOW, who="bo", why="asked at the door")
    show = create_event(
        {
            "id": UUID("6f1b1d1e-0d7c-4c55-9a37-6b0a7a3a6b33"),
            "slug": "sunday-opera",
            "destination": county,
            "category": "opera",
            "title_zh": "周日怀梆",
            "title_en": "Sunday Huaibang",
            "venue": centre,
            "rule": rule_to_json(Weekly((Weekday.SUNDAY,))),
            "start_time": time(14, 30),
            "duration_minutes": 90,
        },
        now=NOW,
        themes=[Theme.objects.get(slug="opera")],
        who="bo",
    )
    moved = Override(start=datetime(2026, 12, 6, 10, 0, tzinfo=UTC))
    override_occurrence(show, "2026-12-06T14:30", override=moved, now=NOW, who="bo")
    power = Occurrence.Reason.POWER
    cancel_occurrence(show, "2026-12-13T14:30", reason=power, text_zh="停电", text_en="No power", now=NOW, who="bo")
    close_place(centre, first=date(2027, 2, 1), until=date(2027, 2, 8), reason_zh="过年", reason_en="New Year", now=NOW)
    walk = Route(slug="spring-walk", destination=county, name_zh="春日散步", name_en="A spring walk")
    save_route(walk, stops=[RouteStop(place=centre), RouteStop(place=Place.objects.get(slug="museum"))], now=NOW)
    default_storage.save("posters/雪.bin", ContentFile(bytes(range(256)) * 2000))
    asked = {"start_date": "2026-12-06", "days": 1, "interests": {"opera": 3, "heritage": 1}}
    return {role: link.token for role, link in keep_itinerary(trip_request(asked), now=NOW).links.items()}


def look(trips: list[dict[str, str]]) -> dict[str, Any]:
    """Return what the public, the travellers and the staff find: a status, a digest and an ETag for each address."""
    client = Client()
    served: dict[str, Any] = {"SERVER_NAME": "trips.example", "wsgi.url_scheme": "https", KEY: NOW}
    client.defaults.update(served)
    found: dict[str, Any] = {}

    def get(path: str) -> Any:
        answer = client.get(path)
        found[path] = [answer.status_code, sha256(answer.content).hexdigest(), answer.headers.get("ETag")]
        return answer

    for name in COLLECTIONS:
        for item in _items(get, f"/api/v1/{name}"):
            get(f"/api/v1/{name}/{item.get('slug') if name != 'events' else item['id']}")
    _items(get, f"/api/v1/{DATES}")
    for lang in ("zh", "en"):
        get(f"/feeds/{lang}/events.ics")
        for event in Event.objects.filter(standing="scheduled"):
            get(f"/feeds/{lang}/events/{event.id}.ics")
        for trip in trips:
            get(f"/feeds/{lang}/itineraries/{trip['feed']}.ics")
    for trip in trips:
        get(f"/api/v1/itineraries/{trip['edit']}")
        get(f"/api/v1/itineraries/{trip['view']}")
        found[trip["edit"]] = client.get(f"/zh/t/{trip['view']}").status_code
    return found


def _items(get: Any, path: str) -> list[dict[str, Any]]:
    items, page = [], get(path).json()
    while True:
        items += page["items"]
        if not page["next"]:
            return items
        page = get(f"{path}{'&' if '?' in path else '?'}cursor={page['next']}").json()


def report(trips: list[dict[str, str]]) -> dict[str, Any]:
    """Return all that is compared between two installations."""
    pagoda, museum = Place.objects.get(slug="sanshengta"), Place.objects.get(slug="museum")
    ann = User.objects.get(username="ann")
    return {
        "vendor": connection.vendor,
        "trips": trips,
        "seen": look(trips),
        "edits": [
            pagoda.hours,
            pagoda.phone,
            pagoda.facts["hours"]["note"],
            Place.objects.get(slug="huaibang-center").hours,
        ],
        "untouched": museum.notes_zh,
        "ann": PBKDF2PasswordHasher().verify("the keeper of the pagoda", ann.password),
        "photo": sha256(default_storage.open("posters/雪.bin").read()).hexdigest(),
        "journal": [latest_seq(), Change.objects.count(), public_stamp()],
        "next_user": _next_user(),
    }


def _next_user() -> int:
    user = User.objects.create(username=f"cy{latest_seq()}")
    key = user.pk
    user.delete()
    return int(key)


def upgrade(path: Path) -> dict[str, Any]:
    """Bring the first release's county to today, let people work on it, seed it again, and back it up."""
    restore_backup(FIRST_RELEASE, replace=False, now=NOW, report=silent)
    seed()
    trips = [OLD_TRIP, edit()]
    seed()
    found = report(trips)
    save_backup(path, now=NOW + timedelta(days=1), report=silent)
    return found


def restore(path: Path, again: Path, trips: list[dict[str, str]]) -> dict[str, Any]:
    """Restore a backup, back it up under another name, and then restore the first one in its place."""
    restore_backup(path, replace=False, now=NOW + timedelta(days=2), report=silent)
    found = report(trips)
    save_backup(again, now=NOW + timedelta(days=3), report=silent)
    restore_backup(path, replace=True, now=NOW + timedelta(days=4), report=silent)
    return {**found, "journal_after_another": report(trips)["journal"]}


def main(verb: str, *told: str) -> dict[str, Any]:
    """Tell the chapter that is asked for."""
    if verb == "upgrade":
        return upgrade(Path(told[0]))
    return restore(Path(told[0]), Path(told[1]), json.loads(told[2]))


if __name__ == "__main__":
    json.dump(main(*sys.argv[1:]), sys.stdout)
