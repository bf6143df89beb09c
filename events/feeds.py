"""Joins stored bytes into the calendars that phones poll; nothing here depends on the clock but the month."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q, QuerySet

from events.gather import PATHS, calendar_url
from events.ical import CalendarFacts, join
from events.models import Event, Occurrence
from events.queries import event_by_id, events_listed, known_category, shown_occurrences
from events.window import back_edge, cancelled_since, horizon, midnight, month_edge
from events.words import category_word
from tourism.journal.queries import last_changed_at, public_stamp, rendered
from tourism.metrics import FEED_CACHE
from tourism.places.models import Destination, Organisation, Place, Theme
from tourism.places.queries import destination_by_slug, organisation_by_slug, place_by_slug, theme_by_slug
from tourism.values.errors import Gone, NotFound

MAX_EVENTS = 300
MAX_BYTES = 300_000
KEPT_SECONDS = 3600
_HEAD_BYTES = 2_000
_TYPES = ("event", "occurrence")
_NAMED_IN_FEEDS = (*_TYPES, "place", "organisation", "theme", "destination")


@dataclass(frozen=True, slots=True)
class FeedFilters:
    """What a feed is narrowed to; each is a slug, None is all."""

    category: str | None = None
    theme: str | None = None
    town: str | None = None
    organiser: str | None = None
    venue: str | None = None
    destination: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar file with its validators."""

    bytes: bytes
    etag: str
    last_modified: datetime


class Shown(NamedTuple):
    """One date in a feed's window."""

    start: datetime
    status: str
    modified_at: datetime
    own_uid: bool
    public_id: UUID
    event_id: UUID
    event_modified_at: datetime
    demo: bool


_SHOWN_COLUMNS = (
    "start",
    "status",
    "modified_at",
    "own_uid",
    "public_id",
    "event_id",
    "event__modified_at",
    "event__demo",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One stored piece of a feed: where it stands, and whether a cut may take it."""

    start: datetime
    uid: str
    cancelled: bool
    data: bytes

    @property
    def events(self) -> int:
        """How many events a reader finds in it."""
        return self.data.count(b"BEGIN:VEVENT")


def feed_bytes(filters: FeedFilters, lang: str, now: datetime) -> Feed:
    """Return the feed of all events, or of those that the filters name; an unknown name is not found."""
    return _kept(repr(filters), lang, now, lambda: _joined(filters, lang, now))


def _kept(what: str, lang: str, now: datetime, join_feed: Callable[[], Feed]) -> Feed:
    """Return a feed as it was joined last, until the journal, the month or the public address changes."""
    parts = (what, lang, public_stamp(), month_edge(now).isoformat(), settings.PUBLIC_URL)
    key = f"feed:{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()}"
    found: Feed | None = cache.get(key)
    FEED_CACHE.labels("miss" if found is None else "hit").inc()
    if found is None:
        found = join_feed()
        cache.set(key, found, KEPT_SECONDS)
    return found


def _joined(filters: FeedFilters, lang: str, now: datetime) -> Feed:
    labels = _labels(filters, lang)
    events = events_listed(**{one.name: getattr(filters, one.name) for one in fields(filters)})
    query = {one.name: value for one in fields(filters) if (value := getattr(filters, one.name)) is not None}
    address = f"/feeds/{PATHS[lang]}/events.ics" + (f"?{urlencode(query)}" if query else "")
    name = " · ".join([_base_name(filters.destination, lang), *labels])
    rows = shown_occurrences().filter(_of_filters(filters, events))
    return _feed(rows, name=name, address=address, lang=lang, now=now)


def event_feed_bytes(event_id: UUID, lang: str, now: datetime) -> Feed:
    """Return the feed of one event; one that was withdrawn is gone."""
    return _kept(f"event {event_id}", lang, now, lambda: _joined_event(event_id, lang, now))


def _joined_event(event_id: UUID, lang: str, now: datetime) -> Feed:
    if Event.objects.filter(pk=event_id, status=Event.Status.ARCHIVED).exists():
        raise Gone("this event was withdrawn", "这个活动已经撤下", field="id")
    event = event_by_id(event_id)
    if event.standing != Event.Standing.SCHEDULED:
        raise NotFound("this event has no dates to subscribe to", "这个活动没有可订阅的日期", field="id")
    name = event.title_en if lang == "en" and event.title_en else event.title_zh
    address = f"/feeds/{PATHS[lang]}/events/{event_id}.ics"
    return _feed(shown_occurrences().filter(event=event), name=name, address=address, lang=lang, now=now)


def _of_filters(filters: FeedFilters, events: QuerySet[Event]) -> Q:
    # A single date moved to another venue belongs to that venue's feed with its whole event: a reader shows it whole.
    moved = Q()
    if filters.venue is not None:
        others = {one.name: getattr(filters, one.name) for one in fields(filters) if one.name != "venue"}
        moved = Q(own_uid=True, venue__slug=filters.venue, event__in=events_listed(**others))
    return Q(event__in=events) | moved


def _feed(rows: QuerySet[Occurrence], *, name: str, address: str, lang: str, now: datetime) -> Feed:
    shown = _in_window(rows, now)
    entries, left = _cut(_entries(shown, lang))
    demo = any(row.demo for row in shown)
    modified = _modified(shown, now)
    calendar = CalendarFacts(
        uid=str(uuid5(NAMESPACE_URL, settings.PUBLIC_URL + address)),
        name=_demo_name(name, lang) if demo else name,
        description=_description(now, lang, demo=demo, left=left),
        lang=lang,
        url=calendar_url(lang),
        source=settings.PUBLIC_URL + address,
        modified=modified,
    )
    data = join(calendar, (entry.data for entry in entries))
    return Feed(data, hashlib.sha256(data).hexdigest(), max(modified, last_changed_at(_NAMED_IN_FEEDS) or modified))


def _in_window(rows: QuerySet[Occurrence], now: datetime) -> list[Shown]:
    window = Q(end__gt=midnight(back_edge(now)), start__lt=midnight(horizon(now)))
    shown = ~Q(status=Occurrence.Status.CANCELLED) | Q(start__gt=cancelled_since(now))
    # Tuples rather than rows: a series alone has a hundred of them, and only these columns are wanted.
    plain = rows.filter(window & shown).order_by("start", "public_id").values_list(*_SHOWN_COLUMNS)
    return [Shown(*columns) for columns in plain]


def _entries(rows: Iterable[Shown], lang: str) -> list[Entry]:
    pieces: dict[tuple[str, str], list[Shown]] = defaultdict(list)
    for row in rows:
        key = ("occurrence", str(row.public_id)) if row.own_uid else ("event", str(row.event_id))
        pieces[key].append(row)
    stored = {
        (type_, public_id): bytes(found.bytes)
        for type_ in _TYPES
        for public_id, found in rendered(
            type_, [key[1] for key in pieces if key[0] == type_], lang=lang, format_="ics"
        ).items()
    }
    entries = [_entry(key[1], group, stored[key]) for key, group in pieces.items() if key in stored]
    return sorted(entries, key=lambda entry: (entry.start, entry.uid))


def _entry(uid: str, rows: list[Shown], data: bytes) -> Entry:
    cancelled = all(row.status == Occurrence.Status.CANCELLED for row in rows)
    return Entry(rows[0].start, uid, cancelled, data)


def _cut(entries: list[Entry]) -> tuple[list[Entry], int]:
    """Drop the farthest future first until the rest fits, but never a cancellation; return what stays and the loss."""
    events = sum(entry.events for entry in entries)
    size = _HEAD_BYTES + sum(len(entry.data) for entry in entries)
    dropped: set[str] = set()
    for entry in reversed(entries):
        if events <= MAX_EVENTS and size <= MAX_BYTES:
            break
        if not entry.cancelled:
            dropped.add(entry.uid)
            events -= entry.events
            size -= len(entry.data)
    return [entry for entry in entries if entry.uid not in dropped], len(dropped)


def _modified(rows: list[Shown], now: datetime) -> datetime:
    moments = [max(row.modified_at, row.event_modified_at) for row in rows]
    return max([midnight(month_edge(now)), *moments])


def _labels(filters: FeedFilters, lang: str) -> list[str]:
    labels = []
    if filters.category is not None:
        labels.append(category_word(known_category(filters.category), lang))
    if filters.theme is not None:
        labels.append(_named(theme_by_slug(filters.theme), lang))
    places = [slug for slug in (filters.town, filters.venue) if slug is not None]
    labels.extend(_named(place_by_slug(slug), lang) for slug in places)
    if filters.organiser is not None:
        labels.append(_named(organisation_by_slug(filters.organiser), lang))
    return labels


def _base_name(destination: str | None, lang: str) -> str:
    slug = destination or settings.DESTINATION
    row = destination_by_slug(slug) if destination else Destination.objects.filter(slug=slug).first()
    if lang == "en":
        return f"{row.name_en} events" if row else "Events"
    return f"{row.name_zh.removesuffix('市').removesuffix('县') if row else ''}活动"


def _named(row: Place | Organisation | Theme, lang: str) -> str:
    return (row.name_en if lang == "en" else "") or row.name_zh


def _demo_name(name: str, lang: str) -> str:
    return f"[Demo] {name}" if lang == "en" else f"【演示】{name}"


def _description(now: datetime, lang: str, *, demo: bool, left: int) -> str:
    first, last = back_edge(now), horizon(now)
    if lang == "en":
        said = [f"From {first} up to, but not including, {last}, in the county's time."]
        said += ["Holds invented rows to try the software."] if demo else []
        said += [f"The farthest {left} entries are left out to keep the file small."] if left else []
        return " ".join(said)
    said = [f"从{first}到{last}（不含）的活动，按当地时间。"]
    said += ["含演示数据，不是真的活动。"] if demo else []
    said += [f"为了文件小，最远的{left}条没有列出。"] if left else []
    return "".join(said)
