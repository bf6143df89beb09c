"""An edit of what an event names reaches the feeds that name it, and no other."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from events.feeds import FeedFilters, feed_bytes
from events.models import Event
from events.readers import FEEDS
from tests.events.makers import NOW, publish
from tests.factories import make_place
from tourism.jobs.services import follow
from tourism.journal.models import Change
from tourism.places.models import Destination, Organisation, Place, Theme
from tourism.places.rows import save_row
from tourism.places.services import save_organisation, save_place

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=1)


def rename_place(now: datetime) -> None:
    place = Place.objects.get(slug="pagoda")
    place.name_zh = "新名字"
    save_place(place, now=now)


def rename_town(now: datetime) -> None:
    town = Place.objects.get(slug="town")
    town.name_zh = "新名字"
    save_place(town, now=now)


def rename_organisation(now: datetime) -> None:
    organisation = Organisation.objects.get()
    organisation.name_zh = "新名字"
    save_organisation(organisation, now=now)


def rename_theme(now: datetime) -> None:
    theme = Theme.objects.get(slug="opera")
    theme.name_zh = "新名字"
    save_row(theme, type_="theme", now=now)


def rename_destination(now: datetime) -> None:
    county = Destination.objects.get()
    county.name_zh = "新名字"
    save_row(county, type_="destination", now=now)


def catch_up() -> None:
    while follow(FEEDS, clock=lambda: LATER):
        pass


def entries() -> bytes:
    """Return the feed from its first entry on: its head names the county as it is."""
    return b"BEGIN:VEVENT" + feed_bytes(FeedFilters(), "zh-Hans", LATER).bytes.partition(b"BEGIN:VEVENT")[2]


@pytest.mark.parametrize("edit", [rename_place, rename_town, rename_organisation, rename_theme, rename_destination])
def test_a_new_name_is_in_the_feed_once_its_change_was_followed(edit: Callable[[datetime], None]) -> None:
    town = make_place("town", role="area", name_zh="旧镇")
    publish(venue=make_place("pagoda", town=town))
    catch_up()
    assert "新名字".encode() not in entries()

    edit(LATER)
    assert "新名字".encode() not in entries()
    catch_up()

    assert "新名字".encode() in entries()


def test_an_event_that_does_not_name_it_is_left_alone() -> None:
    publish()
    other = publish("other", venue=make_place("elsewhere", name_zh="别处"))
    before = Event.objects.get(pk=other.pk).modified_at

    rename_place(LATER)
    catch_up()
    catch_up()

    assert Event.objects.get(pk=other.pk).modified_at == before
    assert Change.objects.filter(type="event", why="dependants").count() == 0
    assert Change.objects.filter(type="event", why="feeds").count() == 1
