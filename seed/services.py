"""Seeds an installation: the facts, and unless told otherwise a demonstration, in one transaction each run."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Model

from events.services import materialise_horizon, rerender_all
from routes.services import rerender_itineraries
from seed.files import DEMO, FACTS, digest
from seed.kinds import EVENT, ORGANISATION, PLACE, SEASON, SOURCE
from seed.loaders import calendar, county, demo, industries, places, routes, transport
from seed.models import SeedRun
from seed.store import Store
from tourism.journal.services import recording
from tourism.values.errors import Refused

Step = tuple[str, Callable[[Store], int]]
Report = Callable[[str, int], None]

FACT_STEPS: tuple[Step, ...] = (
    ("sources", county.load_sources),
    ("county and themes", county.load_county),
    ("special days", county.load_special_days),
    ("industries", industries.load_industries),
    ("places", places.load_places),
    ("centre", county.load_centre),
    ("organisations", industries.load_organisations),
    ("distances and lines", transport.load_transport),
    ("climate", county.load_climate),
    ("observances", calendar.load_observances),
    ("events", calendar.load_events),
    ("themed routes", routes.load_routes),
)
DEMO_STEPS: tuple[Step, ...] = (
    ("demo organisations", demo.load_organisations),
    ("demo places", demo.load_places),
    ("demo events", demo.load_events),
)
# Stored calendar bytes hold the public address, so a change of it is remembered like a change of the files.
ADDRESS_RUN = "public-url"


def seed_facts(*, now: datetime, report: Report) -> bool:
    """Carry in the facts, and say whether their files differ from those of the last seed."""
    return _run("facts", FACTS, FACT_STEPS, now=now, report=report)


def seed_demo(*, now: datetime, report: Report) -> bool:
    """Carry in the demonstration, and say whether its files differ from those of the last seed."""
    return _run("demo", DEMO, DEMO_STEPS, now=now, report=report)


def make_dates(*, now: datetime, report: Report) -> None:
    """Make the dates of events up to the horizon, and follow a change of the public address."""
    made = materialise_horizon(now=now)
    if made:
        report("dates", made)
    follow_address(now=now, report=report)


def follow_address(*, now: datetime, report: Report) -> None:
    """Write calendars again, of events and of kept trips, when the public address is not the one that they hold."""
    address = hashlib.sha256(settings.PUBLIC_URL.encode()).hexdigest()
    if not _is_done(ADDRESS_RUN, address):
        changed = rerender_all(now=now) + rerender_itineraries(now=now)
        if changed:
            report("calendars written for this address", changed)
        SeedRun.objects.update_or_create(name=ADDRESS_RUN, defaults={"digest": address, "finished_at": now})


def refuse_demo_rows() -> None:
    """Raise ``Refused`` when the database holds rows of the demonstration; a seed never takes rows away."""
    count = demo_rows()
    if count:
        raise Refused(
            f"this database holds {count} demo rows, and a seed never removes rows: "
            "use an empty DATA_DIR or DATABASE_URL for facts only",
            f"数据库里已有 {count} 行演示数据，装入程序从不删除数据：只要事实时请换一个空的 DATA_DIR 或 DATABASE_URL",
        )


def demo_rows() -> int:
    """Count the rows of the demonstration."""
    tables: list[type[Model]] = [kind.model for kind in (SOURCE, ORGANISATION, PLACE, SEASON, EVENT)]
    return sum(table._default_manager.filter(demo=True).count() for table in tables)


def _run(name: str, folder: Path, steps: tuple[Step, ...], *, now: datetime, report: Report) -> bool:
    current = digest(folder)
    if _is_done(name, current):
        return False
    with recording(at=now, why="seed"):
        run = _locked_run(name, now)
        # Another process may have carried in the same files while this one waited.
        if run.digest == current:
            return False
        store = Store(now)
        for title, load in steps:
            report(title, load(store))
        store.remember()
        # Events that were stored before this run name places and organisers that it may have changed.
        if run.digest and (store.changed["place"] or store.changed["organisation"]):
            rerender_all(now=now)
        run.digest, run.finished_at = current, now
        run.save()
    return True


def _is_done(name: str, current: str) -> bool:
    return SeedRun.objects.filter(name=name, digest=current).exists()


def _locked_run(name: str, now: datetime) -> SeedRun:
    SeedRun.objects.get_or_create(name=name, defaults={"digest": "", "finished_at": now})
    return SeedRun.objects.select_for_update().get(name=name)
