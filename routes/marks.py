"""Says which stops of a kept trip no longer hold, and why, from the rows as they are now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from events.models import Event, Occurrence
from events.queries import PUBLIC
from events.words import reason_word
from routes.answer import MarkShown, PlanAnswer, StopShown
from routes.codes import Mark
from routes.drafts import event_windows
from routes.openings import openings
from routes.planner import Window
from routes.queries import occurrences_named, places_named
from routes.showing import clock
from routes.wording import MARKS, Text, told
from tourism.places.models import Place
from tourism.places.queries import special_days
from tourism.values.hours import SpecialDays

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Marked:
    """What happened to one stop, in both languages, and when."""

    stop: str
    code: Mark
    text: Text
    since: datetime

    def in_lang(self, lang: str) -> MarkShown:
        """Return it as a reader of a language sees it."""
        return MarkShown(self.stop, str(self.code), self.text.in_lang(lang), self.since)


def marks_as_json(marks: Sequence[Marked]) -> list[dict[str, str]]:
    """Write marks as they are stored."""
    return [
        {"stop": m.stop, "code": str(m.code), "zh": m.text.zh, "en": m.text.en, "since": m.since.isoformat()}
        for m in marks
    ]


def marks_from_json(data: Sequence[Mapping[str, Any]]) -> list[Marked]:
    """Read marks as they are stored."""
    return [
        Marked(m["stop"], Mark(m["code"]), Text(m["zh"], m["en"]), datetime.fromisoformat(m["since"])) for m in data
    ]


def marks_of(plan: PlanAnswer, before: Sequence[Marked], zone: ZoneInfo, *, now: datetime) -> list[Marked]:
    """Return the marks of a trip's stops; a stop that is over keeps what it had, and a mark its first moment."""
    rows = _rows_of(plan)
    known = {(mark.stop, mark.code, mark.text): mark for mark in before}
    marks: list[Marked] = []
    for day in plan.days:
        for stop in day.stops:
            if stop.leave <= now:
                marks += [mark for mark in before if mark.stop == stop.id]
                continue
            for code, text, since in _Judge(stop, day.date, rows, zone).marks():
                found = Marked(stop.id, code, text, since or now)
                marks.append(known.get((found.stop, found.code, found.text), found))
    return marks


@dataclass(frozen=True, slots=True)
class _Rows:
    places: Mapping[str, Place]
    occurrences: Mapping[str, Occurrence]
    special: SpecialDays


def _rows_of(plan: PlanAnswer) -> _Rows:
    stops = [stop for day in plan.days for stop in day.stops]
    dates = [stop.occurrence for stop in stops if stop.occurrence]
    return _Rows(
        places=places_named(stop.place for stop in stops if stop.place),
        occurrences=occurrences_named(dates) if dates else {},
        special=special_days(),
    )


Found = tuple[Mark, Text, datetime | None]


@dataclass(frozen=True, slots=True)
class _Judge:
    """Judges one stop; a moment is None where the row that would tell it is gone."""

    stop: StopShown
    day: date
    rows: _Rows
    zone: ZoneInfo

    def marks(self) -> Iterator[Found]:
        if self.stop.occurrence is not None:
            yield from self._event(self.rows.occurrences.get(self.stop.occurrence))
        if self.stop.place is not None:
            yield from self._place(self.rows.places.get(self.stop.place))

    def _event(self, row: Occurrence | None) -> Iterator[Found]:
        if row is None or not row.event.listed or row.event.status not in PUBLIC:
            yield Mark.EVENT_WITHDRAWN, told(MARKS[Mark.EVENT_WITHDRAWN]), row.event.modified_at if row else None
            return
        since = max(row.modified_at, row.event.modified_at)
        if Occurrence.Status.CANCELLED in (row.status, row.event.status):
            yield Mark.EVENT_CANCELLED, self._cancelled(row), since
        elif row.status == Occurrence.Status.TENTATIVE or row.event.status == Event.Status.POSTPONED:
            yield Mark.EVENT_POSTPONED, told(MARKS[Mark.EVENT_POSTPONED]), since
        else:
            yield from self._still_on(row, since)

    def _still_on(self, row: Occurrence, since: datetime) -> Iterator[Found]:
        windows = event_windows(row, [self.day], self.zone)[0]
        if not any(self._is_seen_in(window) for window in windows):
            yield Mark.EVENT_MOVED, self._moved(row), since
        venue = row.venue or row.event.venue
        if (venue.slug if venue else None) != self.stop.place:
            yield Mark.EVENT_ELSEWHERE, self._elsewhere(venue, row.event), since

    def _is_seen_in(self, window: Window) -> bool:
        """A show with a fixed hour must be seen from its start."""
        if window.earliest == window.latest and self._minute(self.stop.start) != window.earliest:
            return False
        return self._fits(window)

    def _fits(self, window: Window) -> bool:
        return window.earliest <= self._minute(self.stop.start) and self._minute(self.stop.leave) <= window.closes

    def _minute(self, moment: datetime) -> int:
        return (moment - datetime.combine(self.day, time(), self.zone)) // MINUTE

    def _cancelled(self, row: Occurrence) -> Text:
        reason = row.reason or Occurrence.Reason.OTHER
        zh = row.reason_zh or reason_word(reason, "zh-Hans")
        return told(MARKS[Mark.EVENT_CANCELLED], zh={"reason": zh}, reason=row.reason_en or reason_word(reason, "en"))

    def _moved(self, row: Occurrence) -> Text:
        start = row.start.astimezone(self.zone)
        zh, en = f"{_day_zh(start)} {start:%H:%M}", f"{_day_en(start)}, {start:%H:%M}"
        return told(MARKS[Mark.EVENT_MOVED], zh={"when": zh}, when=en)

    def _elsewhere(self, venue: Place | None, event: Event) -> Text:
        zh = venue.name_zh if venue else event.venue_note_zh or "还没定的地方"
        en = (venue.name_en or venue.name_zh) if venue else event.venue_note_zh or "not yet told"
        return told(MARKS[Mark.EVENT_ELSEWHERE], zh={"place": zh}, place=en)

    def _place(self, place: Place | None) -> Iterator[Found]:
        is_event = self.stop.occurrence is not None
        if place is None or not place.listed:
            # The venue of a show need not be a place to visit.
            if not is_event:
                yield Mark.PLACE_WITHDRAWN, told(MARKS[Mark.PLACE_WITHDRAWN]), place.modified_at if place else None
            return
        shut = next((closure for closure in place.closures.all() if closure.covers(self.day)), None)
        if shut is not None:
            last = shut.until - timedelta(days=1)
            said = told(
                MARKS[Mark.PLACE_CLOSED],
                zh={"first": _day_zh(shut.first), "last": _day_zh(last), "reason": shut.reason_zh},
                first=_day_en(shut.first),
                last=_day_en(last),
                reason=shut.reason_en or shut.reason_zh,
            )
            yield Mark.PLACE_CLOSED, said, shut.modified_at
        elif not is_event:
            yield from self._hours(place)

    def _hours(self, place: Place) -> Iterator[Found]:
        if not place.is_in_season(self.day):
            yield Mark.PLACE_OUT_OF_SEASON, told(MARKS[Mark.PLACE_OUT_OF_SEASON]), place.modified_at
            return
        stays = max(1, (self.stop.leave - self.stop.start) // MINUTE)
        if any(self._fits(window) for window in self._windows(place, stays)):
            return
        spans = [f"{clock(window.earliest)}–{clock(window.closes)}" for window in self._windows(place, 1)]
        zh, en = "、".join(spans) or "不开", ", ".join(spans) or "closed"
        yield Mark.HOURS_CHANGED, told(MARKS[Mark.HOURS_CHANGED], zh={"hours": zh}, hours=en), place.modified_at

    def _windows(self, place: Place, minutes: int) -> tuple[Window, ...]:
        return openings(place, [self.day], (minutes, minutes), self.rows.special, ())[0].windows


def _day_zh(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _day_en(day: date) -> str:
    return f"{day.day} {day:%b}"
