"""Seeding again: nothing is doubled, what a person changed stays, and a demonstration never slips in."""

from io import StringIO
from time import perf_counter
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from events.models import Event, Occurrence
from events.services import rerender_for, update_event
from seed import services
from seed.models import SeededRow, SeedRun
from seed.services import make_dates, seed_demo, seed_facts
from tests.factories import NOW, make_place
from tests.seed.conftest import silent
from tourism.journal.queries import latest_seq, rendered
from tourism.places.models import Place
from tourism.places.services import save_place

pytestmark = pytest.mark.django_db


def seed(*, demo: bool = True) -> None:
    seed_facts(now=NOW, report=silent)
    if demo:
        seed_demo(now=NOW, report=silent)
    make_dates(now=NOW, report=silent)


def forget_the_digest() -> None:
    SeedRun.objects.all().delete()


def remembered() -> dict[tuple[str, str], Any]:
    return {(row.type, row.key): row.columns for row in SeededRow.objects.all()}


def say_that_the_last_seed_wrote(key: str, **columns: str) -> None:
    row = SeededRow.objects.get(key=key)
    row.columns.update(columns)
    row.save()


def test_seeding_again_doubles_nothing_even_when_the_files_are_read_anew() -> None:
    seed()
    before = (latest_seq(), Place.objects.count(), Event.objects.count(), Occurrence.objects.count())
    written = remembered()

    forget_the_digest()
    seed()

    assert (latest_seq(), Place.objects.count(), Event.objects.count(), Occurrence.objects.count()) == before
    assert remembered() == written


def test_seeding_the_same_files_again_is_quick() -> None:
    seed()
    started = perf_counter()

    seed()

    assert perf_counter() - started < 0.3


def test_what_a_person_changed_stays_and_the_rest_follows_the_files() -> None:
    seed(demo=False)
    pagoda = Place.objects.get(slug="sanshengta")
    in_the_files = pagoda.notes_zh
    pagoda.hours, pagoda.name_en, pagoda.notes_zh = "Tu-Su 09:00-17:00", "Three Saints Pagoda", "旧注"
    save_place(pagoda, now=NOW, who="ann")
    opera = update_event(Event.objects.get(slug="huaibang-benefit"), {"description_zh": "改过"}, now=NOW, who="ann")
    say_that_the_last_seed_wrote("sanshengta", notes_zh="旧注")

    forget_the_digest()
    seed(demo=False)

    pagoda.refresh_from_db()
    opera.refresh_from_db()
    assert (pagoda.hours, pagoda.name_en, pagoda.notes_zh) == ("Tu-Su 09:00-17:00", "Three Saints Pagoda", in_the_files)
    assert opera.description_zh == "改过"


def test_a_row_that_a_person_made_first_is_left_alone() -> None:
    make_place("museum", name_zh="我的馆")

    seed(demo=False)

    assert Place.objects.get(slug="museum").name_zh == "我的馆"


def test_facts_only_is_refused_where_a_demonstration_is() -> None:
    seed()

    with pytest.raises(CommandError, match="demo rows"):
        call_command("seed", "--facts-only", stdout=StringIO())


def test_production_loads_facts_only(settings: Any) -> None:
    settings.PRODUCTION = True
    out = StringIO()

    call_command("seed", stdout=out)

    assert out.getvalue().splitlines()[-1] == "Seeded: facts only."
    assert services.demo_rows() == 0


def test_the_command_says_each_step_and_then_that_nothing_is_left_to_do() -> None:
    first, second = StringIO(), StringIO()

    call_command("seed", "--facts-only", stdout=first)
    call_command("seed", "--facts-only", stdout=second)

    assert "  places: 70\n" in first.getvalue()
    assert second.getvalue() == "Already seeded: facts only.\n"


def test_a_new_address_writes_the_calendars_again(settings: Any) -> None:
    seed()
    seq = latest_seq()
    settings.PUBLIC_URL = "https://trips.example"

    make_dates(now=NOW, report=silent)

    assert latest_seq() > seq


class Terminal(StringIO):
    """A place to write to that somebody watches."""

    def isatty(self) -> bool:
        """Say that somebody watches."""
        return True


def test_a_bar_fills_where_somebody_watches() -> None:
    out = Terminal()

    call_command("seed", "--facts-only", stdout=out)

    lines = out.getvalue().splitlines()
    bars = [line.count("#") for line in lines if "[" in line]
    assert len(bars) == len(services.FACT_STEPS)
    assert bars == sorted(bars)
    assert bars[-1] > bars[0]


def test_a_place_renamed_by_the_files_is_renamed_in_the_calendars() -> None:
    seed()
    event = Event.objects.get(slug="demo-opera-saturday")
    stage = Place.objects.get(slug="demo-stage-city")
    in_the_files = stage.name_zh
    stage.name_zh = "旧戏台"
    save_place(stage, now=NOW)
    rerender_for(places=["demo-stage-city"], now=NOW)
    assert "旧戏台" in calendar_of(event)
    say_that_the_last_seed_wrote("demo-stage-city", name_zh="旧戏台")

    SeedRun.objects.update(digest="of older files")
    seed()

    assert in_the_files in calendar_of(event)


def calendar_of(event: Event) -> str:
    stored = rendered("event", [str(event.id)], lang="zh-Hans", format_="ics")[str(event.id)]
    return bytes(stored.bytes).decode().replace("\r\n ", "")
