"""Turns a plan into a trail: each day with where it sets out, its stops, and where it ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from routes.answer import DayShown, LegShown, MarkShown, PlanAnswer, Spot, StopShown
from routes.exports.trail import Section, Trail, Waypoint
from routes.exports.words import file_notes, label, position_notes, say
from tourism.values.geo import Basis, Coordinate, Crs, Position

NOWHERE = Position(None, None, Basis.NONE)
PAGES = {"zh-Hans": "zh", "en": "en"}


def trail_of_plan(
    plan: PlanAnswer,
    in_chinese: PlanAnswer,
    marks: Sequence[MarkShown],
    *,
    lang: str,
    modified: datetime,
    public_url: str,
) -> Trail:
    """Return a plan as a trail; ``in_chinese`` has the names on the signs, ``marks`` what changed since."""
    writer = _Writer(lang, f"{public_url}/{PAGES[lang]}", marks)
    pairs = zip(plan.days, in_chinese.days, strict=True)
    sections = tuple(writer.day(number, day, signs) for number, (day, signs) in enumerate(pairs, start=1))
    points = [point for section in sections for point in section.points]
    names = {point.id: point.name for point in points}
    changed = [say(lang, "changed", name=names[mark.stop], text=mark.text) for mark in marks if mark.stop in names]
    return Trail(
        name=say(lang, "trip", first=plan.days[0].date.isoformat()),
        lang=lang,
        sections=sections,
        modified=modified,
        told=(*changed, *(note.text for note in plan.warnings), *file_notes(points, lang)),
        page=f"{public_url}/{PAGES[lang]}/",
    )


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the days of a plan in one language."""

    lang: str
    pages: str
    marks: Sequence[MarkShown]

    def day(self, number: int, day: DayShown, signs: DayShown) -> Section:
        """Return one day."""
        stops = tuple(self._stop(stop, named.name) for stop, named in zip(day.stops, signs.stops, strict=True))
        start, end = day.start, day.end
        return Section(
            name=say(self.lang, "day", number=number, date=day.date.isoformat()),
            on=day.date,
            points=(
                self._end(number, "start", (start.name, signs.start.name), start.place, start.position, start.depart),
                *stops,
                self._end(number, "end", (end.name, signs.end.name), end.place, end.position, end.arrive, leg=end.leg),
            ),
        )

    def _end(
        self,
        number: int,
        kind: str,
        names: tuple[str, str],
        place: str | None,
        spot: Spot,
        at: datetime,
        *,
        leg: LegShown | None = None,
    ) -> Waypoint:
        position = _position(spot)
        name = label(names[1], names[0], self.lang, demo=False)
        return Waypoint(
            id=f"d{number}-{kind}",
            kind=kind,
            name=say(self.lang, "sets_out" if kind == "start" else "day_over", name=name),
            position=position,
            place=place,
            told=(*self._way(leg), *position_notes(position, self.lang)),
            page=self._page(place),
            start=at,
            leave=at,
        )

    def _stop(self, stop: StopShown, name_zh: str) -> Waypoint:
        # A meal somewhere near has the spot of the stop before it, which is not where it will be eaten.
        is_near_last = stop.place is None and stop.occurrence is None
        position = NOWHERE if stop.position is None or is_near_last else _position(stop.position)
        where = (say(self.lang, "near_last"),) if is_near_last else position_notes(position, self.lang)
        return Waypoint(
            id=stop.id,
            kind=stop.kind,
            name=label(name_zh, stop.name, self.lang, demo=stop.demo),
            position=position,
            demo=stop.demo,
            place=stop.place,
            occurrence=stop.occurrence,
            told=(
                *(mark.text for mark in self.marks if mark.stop == stop.id),
                *((stop.where,) if stop.where else ()),
                *self._way(stop.leg),
                *(warning.text for warning in stop.warnings if warning.code != "position_about"),
                *where,
            ),
            page=self._page(stop.place),
            start=stop.start,
            leave=stop.leave,
        )

    def _way(self, leg: LegShown | None) -> tuple[str, ...]:
        if leg is None or not leg.minutes:
            return ()
        return (say(self.lang, "way", minutes=leg.minutes, mode=say(self.lang, leg.mode)),)

    def _page(self, place: str | None) -> str:
        return f"{self.pages}/places/{place}" if place else ""


def _position(spot: Spot) -> Position:
    coordinate = Coordinate(spot.lat, spot.lon, Crs(spot.crs)).to(Crs.WGS84)
    return Position(coordinate, spot.precision_m, Basis(spot.basis))
