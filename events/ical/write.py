"""Writes one event as the bytes of a VEVENT, once, when it is saved."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Event, vRecur

from events.ical.text import clean, clean_line

COUNTY = ZoneInfo("Asia/Shanghai")
_PREFIXES = {
    "zh-Hans": {"cancelled": "【已取消】", "demo": "【演示】"},
    "en": {"cancelled": "[Cancelled] ", "demo": "[Demo] "},
}


class Status(StrEnum):
    """The states that every calendar reader knows; any other makes some refuse the whole file."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class Text:
    """Words with the language they are in, which may be another than the feed's where a translation is missing."""

    value: str
    lang: str


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What one VEVENT says. Times are aware instants, or dates for an event of whole days; ``end`` is excluded."""

    uid: str
    sequence: int
    modified: datetime
    start: datetime | date
    end: datetime | date
    summary: Text
    lang: str
    status: Status = Status.CONFIRMED
    description: Text | None = None
    location: Text | None = None
    geo: tuple[float, float] | None = None
    url: str = ""
    categories: tuple[str, ...] = ()
    demo: bool = False
    rrule: str | None = None
    exdates: tuple[datetime | date, ...] = ()
    recurrence_id: datetime | date | None = None
    related_to: str | None = None

    def __post_init__(self) -> None:
        whole_days = not isinstance(self.start, datetime)
        if whole_days == isinstance(self.end, datetime):
            raise ValueError("start and end must both be instants, or both be dates")
        if _order(self.end) <= _order(self.start):
            raise ValueError(f"{self.uid} ends at {self.end}, not after its start {self.start}")


def write_event(facts: EventFacts) -> bytes:
    """Return the bytes of one VEVENT, with CRLF after every line."""
    event = Event()
    event.add("uid", facts.uid)
    event.add("dtstamp", facts.modified.astimezone(UTC).replace(microsecond=0))
    event.add("last-modified", facts.modified.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", facts.sequence)
    event.add("status", str(facts.status))
    event.add("class", "PUBLIC")
    event.add("transp", "TRANSPARENT" if _is_free(facts) else "OPAQUE")
    _add_times(event, facts)
    _add_words(event, facts)
    if facts.related_to:
        event.add("related-to", facts.related_to)
    data: bytes = event.to_ical()
    return data


def _is_free(facts: EventFacts) -> bool:
    return facts.status is Status.CANCELLED or not isinstance(facts.start, datetime)


def _add_times(event: Event, facts: EventFacts) -> None:
    event.add("dtstart", _local(facts.start))
    event.add("dtend", _local(facts.end))
    if facts.rrule:
        event.add("rrule", vRecur.from_ical(facts.rrule))
    for moment in facts.exdates:
        event.add("exdate", _local(moment))
    if facts.recurrence_id is not None:
        event.add("recurrence-id", _local(facts.recurrence_id))


def _add_words(event: Event, facts: EventFacts) -> None:
    event.add("summary", _prefix(facts) + clean_line(facts.summary.value), _language(facts.summary))
    if facts.description:
        event.add("description", clean(facts.description.value), _language(facts.description))
    if facts.location:
        event.add("location", clean_line(facts.location.value), _language(facts.location))
    if facts.geo:
        event.add("geo", facts.geo)
    if facts.url:
        event.add("url", clean_line(facts.url))
    if facts.categories:
        event.add("categories", [clean_line(category) for category in facts.categories])


def _prefix(facts: EventFacts) -> str:
    words = _PREFIXES[facts.lang]
    cancelled = words["cancelled"] if facts.status is Status.CANCELLED else ""
    return cancelled + (words["demo"] if facts.demo else "")


def _language(text: Text) -> dict[str, str]:
    return {"LANGUAGE": text.lang}


def _local(moment: datetime | date) -> datetime | date:
    return moment.astimezone(COUNTY).replace(microsecond=0) if isinstance(moment, datetime) else moment


def _order(moment: datetime | date) -> datetime:
    return moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
