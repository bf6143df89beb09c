"""The one bridge from the calendar's rows to the values that calendar files are written from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from events.ical import EventFacts, Status, Text, write_event
from events.models import Event, Occurrence
from events.recurrence import start_from_text, to_rrule
from events.series import Split, Start, instant, rule_of, split
from events.window import COUNTY, cancelled_since
from events.words import category_word, reason_word, weekday_zh
from tourism.places.models import Destination, Organisation, Place
from tourism.values.geo import Basis

LANGUAGES = ("zh-Hans", "en")
PRECISE_M = 500
PATHS = {"zh-Hans": "zh", "en": "en"}


@dataclass(frozen=True, slots=True)
class Piece:
    """The stored bytes of an event, or of one date that goes out under its own UID."""

    type: str
    public_id: str
    lang: str
    data: bytes


def pieces_of(event: Event, rows: Sequence[Occurrence], *, now: datetime) -> list[Piece]:
    """Write every piece of an event in both languages; ``rows`` are all its dates in order of original start."""
    parts = split(event, rows)
    pieces = []
    for lang in LANGUAGES:
        series = _series(event, parts, lang=lang, now=now)
        if series:
            pieces.append(Piece("event", str(event.id), lang, b"".join(write_event(facts) for facts in series)))
        for row in parts.singles:
            data = write_event(_single(event, row, lang))
            pieces.append(Piece("occurrence", str(row.public_id), lang, data))
    return pieces


def _series(event: Event, parts: Split, *, lang: str, now: datetime) -> list[EventFacts]:
    if parts.series:
        return _living_series(event, parts, lang=lang, now=now)
    if parts.replaced:
        return [_ended_series(event, parts.replaced, lang=lang, now=now)]
    return []


def _living_series(event: Event, parts: Split, *, lang: str, now: datetime) -> list[EventFacts]:
    rows = _cancelled_part(parts.series) if event.status == Event.Status.CANCELLED else parts.series
    hidden = [row for row in rows if not row.with_event and _is_over(row, now)]
    first, last = start_from_text(rows[0].original_start), start_from_text(rows[-1].original_start)
    gaps = [start for start in parts.gaps if _key(start) > rows[0].original_start]
    exdates = sorted([*gaps, *(start_from_text(row.original_start) for row in hidden)], key=_key)
    master = _facts(
        event,
        rows[0],
        lang,
        uid=event.id,
        times=_times(event, first),
        sequence=event.sequence,
        status=_event_status(event),
        rrule=to_rrule(rule_of(event), last=last, zone=COUNTY),
        exdates=tuple(_moment(event, start) for start in exdates),
        plain=True,
    )
    changed = [row for row in rows if row not in hidden and not row.with_event and _differs(event, row)]
    return [master, *(_override(event, row, lang) for row in changed)]


def _cancelled_part(rows: tuple[Occurrence, ...]) -> tuple[Occurrence, ...]:
    return tuple(row for row in rows if row.with_event) or rows


def _ended_series(event: Event, rows: tuple[Occurrence, ...], *, lang: str, now: datetime) -> EventFacts:
    row = next((row for row in rows if row.end > now), rows[-1])
    return _facts(
        event,
        row,
        lang,
        uid=event.id,
        times=(_moment_of(event, row.start), _moment_of(event, row.end)),
        sequence=event.sequence,
        status=Status.CANCELLED,
    )


def _single(event: Event, row: Occurrence, lang: str) -> EventFacts:
    return _facts(
        event,
        row,
        lang,
        uid=row.public_id,
        times=(_moment_of(event, row.start), _moment_of(event, row.end)),
        sequence=event.sequence + row.sequence,
        status=_row_status(event, row),
        related_to=str(event.id),
    )


def _override(event: Event, row: Occurrence, lang: str) -> EventFacts:
    return _facts(
        event,
        row,
        lang,
        uid=event.id,
        times=(_moment_of(event, row.start), _moment_of(event, row.end)),
        sequence=event.sequence + row.sequence,
        status=_row_status(event, row),
        recurrence_id=_moment(event, start_from_text(row.original_start)),
    )


def _facts(
    event: Event,
    row: Occurrence,
    lang: str,
    *,
    uid: UUID,
    times: tuple[Start, Start],
    sequence: int,
    status: Status,
    rrule: str | None = None,
    exdates: tuple[Start, ...] = (),
    recurrence_id: Start | None = None,
    related_to: str | None = None,
    plain: bool = False,
) -> EventFacts:
    venue = event.venue if plain else row.venue or event.venue
    url = page_url(lang, event, None if plain else row)
    title = _text(event.title_zh, event.title_en, lang) if plain else _title(event, row, lang)
    return EventFacts(
        uid=str(uid),
        sequence=sequence,
        modified=event.modified_at if plain else max(event.modified_at, row.modified_at),
        start=times[0],
        end=times[1],
        summary=title,
        lang=lang,
        status=status,
        description=_description(event, None if plain else row, lang, url),
        location=_location(event, venue, lang),
        geo=_geo(venue),
        url=url,
        categories=(category_word(event.category, lang), *_theme_words(event, lang)),
        demo=event.demo,
        rrule=rrule,
        exdates=exdates,
        recurrence_id=recurrence_id,
        related_to=related_to,
    )


def calendar_url(lang: str) -> str:
    """Return the page of the current month."""
    return f"{settings.PUBLIC_URL}/{PATHS[lang]}/calendar"


def page_url(lang: str, event: Event, row: Occurrence | None) -> str:
    """Return the page of an event, or of one of its dates."""
    date_part = f"/{original_in_address(row.original_start)}" if row else ""
    return f"{settings.PUBLIC_URL}/{PATHS[lang]}/events/{event.id}{date_part}"


def original_in_address(original_start: str) -> str:
    """Write an original start for an address, where a colon would have to be escaped in places: 2026-11-29T1930."""
    return original_start.replace(":", "")


def _text(chinese: str, english: str, lang: str) -> Text:
    return Text(english, "en") if lang == "en" and english else Text(chinese, "zh-Hans")


def _title(event: Event, row: Occurrence, lang: str) -> Text:
    return _text(row.title_zh or event.title_zh, row.title_en or event.title_en, lang)


def _description(event: Event, row: Occurrence | None, lang: str, url: str) -> Text:
    english = lang == "en"
    body = _text(event.description_zh, event.description_en, lang).value
    lines = [body]
    if row is not None:
        own = _text(row.description_zh, row.description_en, lang).value
        lines = [*_changes(event, row, lang), own or body]
    if event.organiser:
        lines.append(
            f"Organiser: {_name(event.organiser, lang)}" if english else f"主办：{_name(event.organiser, lang)}"
        )
    if event.demo:
        lines.append("Invented to try the software; it does not take place." if english else "演示数据，不是真的活动。")
    return Text("\n".join([line for line in lines if line] + [url]), lang)


def _changes(event: Event, row: Occurrence, lang: str) -> list[str]:
    lines = []
    if row.status == Occurrence.Status.CANCELLED:
        said = (row.reason_en if lang == "en" else "") or row.reason_zh
        reason = said or (reason_word(row.reason, lang) if row.reason else "")
        head = "Cancelled" if lang == "en" else "已取消"
        lines.append(f"{head}{': ' if lang == 'en' else '：'}{reason}" if reason else head)
    original = instant(event, start_from_text(row.original_start))
    if original != row.start:
        lines.append(_moved_from(original.astimezone(COUNTY), lang))
    return lines


def _moved_from(start: datetime, lang: str) -> str:
    if lang == "en":
        return f"Moved from {start:%a} {start.day} {start:%b %H:%M}"
    return f"改期了：原定 {start.month}月{start.day}日 {weekday_zh(start.weekday())} {start:%H:%M}"


def _location(event: Event, venue: Place | None, lang: str) -> Text | None:
    town = venue.town if venue and venue.town else event.town
    names = [_name(venue, lang) if venue else event.venue_note_zh]
    if town and town != venue:
        names.append(_name(town, lang))
    elif venue and venue.town_zh and not venue.town:
        names.append(venue.town_zh)
    names = [name for name in names if name]
    return Text(", ".join([*names, _name(event.destination, lang)]), lang) if names else None


def _geo(venue: Place | None) -> tuple[float, float] | None:
    # A town's centre is no place to walk to: below this precision the name says more than a pin.
    if venue is None or venue.lat is None or venue.lon is None or venue.basis != Basis.POINT:
        return None
    return (venue.lat, venue.lon) if (venue.precision_m or 0) <= PRECISE_M else None


def _theme_words(event: Event, lang: str) -> list[str]:
    return [theme.name_en if lang == "en" else theme.name_zh for theme in event.themes.all()]


def _name(row: Place | Organisation | Destination, lang: str) -> str:
    return (row.name_en if lang == "en" else "") or row.name_zh


def _times(event: Event, start: Start) -> tuple[Start, Start]:
    begins = instant(event, start)
    end = begins + timedelta(minutes=event.duration_minutes)
    return _moment(event, start), _moment_of(event, end)


def _moment(event: Event, start: Start) -> Start:
    return instant(event, start) if isinstance(start, datetime) else start


def _moment_of(event: Event, moment: datetime) -> Start:
    if event.start_time is not None:
        return moment
    return moment.astimezone(ZoneInfo(event.timezone)).date()


def _event_status(event: Event) -> Status:
    if event.status == Event.Status.CANCELLED:
        return Status.CANCELLED
    return Status.TENTATIVE if event.status == Event.Status.POSTPONED else Status.CONFIRMED


def _row_status(event: Event, row: Occurrence) -> Status:
    if row.status == Occurrence.Status.CONFIRMED and event.status == Event.Status.POSTPONED:
        return Status.TENTATIVE
    return Status(row.status.upper())


def _differs(event: Event, row: Occurrence) -> bool:
    return row.overridden or _row_status(event, row) is not _event_status(event)


def _is_over(row: Occurrence, now: datetime) -> bool:
    return row.status == Occurrence.Status.CANCELLED and row.start <= cancelled_since(now)


def _key(start: Start) -> str:
    return start.isoformat()[:16]
