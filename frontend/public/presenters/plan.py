"""Turns a plan into what its page prints: days, legs with spans, what to ask, what was left out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from frontend.public.kinds import icon_of_place, mark_of_category
from frontend.public.language import Language
from frontend.public.moments import clock, day_full, day_month, distance, length, local, lunar, stretch, weekday
from frontend.public.presenters.maps import MapsView, maps_of
from frontend.public.presenters.sketch import Mark, Sketch, draw
from frontend.public.words import say
from routes.answer import DayShown, LegShown, MarkShown, PlanAnswer, Spot, StopShown

if TYPE_CHECKING:
    from tourism.places.models import Place

MOST_TO_ASK = 5
DAYS_WITH_MAPS = 7
ABOUT_FROM_M = 500
MODE_ICONS = {"car": "car", "coach": "coach", "bike": "bike", "walk": "walk"}
# Worst first: what can strand a reader, then what can spoil a day, then what can surprise one.
TO_ASK = (
    "tentative",
    "hours_assumed",
    "no_eating_place_known",
    "meal_inside",
    "steps_unknown",
    "price_unknown",
    "position_about",
)
# At most one note in a stop; the rest is said once, in the list of what to ask.
NOTED = ("tentative", "meal_inside", "rest_inside", "steps_unknown", "no_toilet_known", "outdoors")
ASSUMED_ENDS = ("start_assumed", "end_assumed", "lodging_assumed")
WIDE_NOTES = ("planned_for_rain", "planned_for_heat", "no_verified_service", "no_event_known", "search_cut_short")


@dataclass(frozen=True, slots=True)
class Sure:
    """How sure we are of one thing, as a chip."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class LegView:
    """The way to the next stop, in words."""

    icon: str
    text: str
    is_unserved: bool
    is_walk: bool


@dataclass(frozen=True, slots=True)
class StopView:
    """One stop of a day."""

    number: int
    time: str
    name: str
    name_zh: str
    pinyin: str
    path: str
    icon: str
    mark: str
    until: str
    where: str
    why: str
    sures: tuple[Sure, ...]
    note: str
    changes: tuple[str, ...]
    demo: bool
    maps: MapsView | None
    map_page: str
    leg: LegView


@dataclass(frozen=True, slots=True)
class DayView:
    """One day of the trip."""

    number: int
    title: str
    short: str
    lunar: str
    departs: str
    departs_from: str
    stops: tuple[StopView, ...]
    back: LegView
    arrives: str
    arrives_at: str
    is_last: bool


@dataclass(frozen=True, slots=True)
class AskView:
    """One thing to find out before setting out."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class LeftView:
    """Something that is not in the plan, and why."""

    name: str
    slug: str
    demo: bool
    text: str


@dataclass(frozen=True, slots=True)
class PlanView:
    """All that the page of a plan prints."""

    title: str
    dates: str
    lunar: str
    counts: tuple[tuple[str, str], ...]
    days: tuple[DayView, ...]
    asks: tuple[AskView, ...]
    notes: tuple[str, ...]
    assumed: str
    left_out: tuple[LeftView, ...]
    sketch: Sketch | None
    changed: int
    demo: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What the pages know beside the plan: the rows of its places, and the kind and the page of its events."""

    places: Mapping[str, "Place"]
    categories: Mapping[str, str]
    pages: Mapping[str, str]


def slugs_of(plan: PlanAnswer) -> set[str]:
    """Return the places that a plan names."""
    stops = {stop.place for day in plan.days for stop in day.stops}
    ends = {end for day in plan.days for end in (day.start.place, day.end.place)}
    return {slug for slug in stops | ends if slug}


def occurrences_of(plan: PlanAnswer) -> set[str]:
    """Return the public ids of the occurrences that a plan names."""
    return {stop.occurrence for day in plan.days for stop in day.stops if stop.occurrence}


def show_plan(
    plan: PlanAnswer, known: Known, lang: Language, *, county: str, marks: Sequence[MarkShown] = ()
) -> PlanView:
    """Return the view of a plan; ``marks`` say what happened since to the stops of a kept one."""
    writer = _Writer(plan, known, lang, marks)
    first, last = plan.days[0].date, plan.days[-1].date
    one_day = first == last
    return PlanView(
        title=say(lang, "plan_title", place=writer.headline(county), days=_days_said(len(plan.days), lang)),
        dates=day_full(first, lang) if one_day else f"{day_full(first, lang)} – {day_full(last, lang)}",
        lunar=lunar(first, lang) if one_day else say(lang, "lunar_from", day=lunar(first, lang)),
        counts=tuple(writer.counts()),
        days=tuple(writer.days()),
        asks=tuple(writer.asks())[:MOST_TO_ASK],
        notes=tuple(note.text for note in plan.warnings if note.code in WIDE_NOTES),
        assumed=writer.assumed(),
        left_out=tuple(LeftView(left.name, left.place or "", left.demo, left.text) for left in plan.left_out),
        sketch=draw(writer.marks()),
        changed=len({mark.stop for mark in marks}),
        demo=any(stop.demo for day in plan.days for stop in day.stops) or any(left.demo for left in plan.left_out),
    )


def _days_said(days: int, lang: Language) -> str:
    if lang is Language.ZH:
        return "一两三四五六七八九十"[days - 1] + "天" if days <= 10 else f"{days}天"
    return "One day" if days == 1 else f"{days} days"


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the parts of one plan in one language."""

    plan: PlanAnswer
    known: Known
    lang: Language
    happened: Sequence[MarkShown]

    @property
    def is_long(self) -> bool:
        """Whether links at every stop would make the page too long for an old phone."""
        return len(self.plan.days) > DAYS_WITH_MAPS

    @property
    def stops(self) -> list[StopShown]:
        return [stop for day in self.plan.days for stop in day.stops]

    def headline(self, county: str) -> str:
        """Name the trip by what was asked for or fills most of a day, else by the county."""
        longest = max(self.stops, key=lambda stop: stop.leave - stop.start, default=None)
        if longest and longest.place and (longest.leave - longest.start).total_seconds() >= 4 * 3600:
            return longest.name
        return county

    def counts(self) -> Iterator[tuple[str, str]]:
        visits = [stop for stop in self.stops if stop.kind in ("place", "event")]
        shows = sum(stop.kind == "event" for stop in visits)
        yield say(self.lang, "count_stops", n=len(visits)), say(self.lang, "count_stops_label")
        yield self._hours(self.plan.totals.travel_minutes), say(self.lang, "count_road_label")
        yield (
            (say(self.lang, "count_shows", n=shows), say(self.lang, "count_shows_label"))
            if shows
            else (say(self.lang, "count_none"), say(self.lang, "count_no_shows_label"))
        )
        yield self._cost()

    def _hours(self, minutes: int) -> str:
        if minutes < 60:
            return length(minutes, self.lang)
        hours = f"{round(minutes / 30) / 2:g}"
        return self.lang.pick(f"{hours} 小时", f"{hours} h")

    def _cost(self) -> tuple[str, str]:
        unknown = self.plan.totals.stops_with_unknown_cost
        if unknown:
            return say(self.lang, "cost_open"), say(self.lang, "cost_open_label", n=unknown)
        return say(self.lang, "cost", yuan=f"{self.plan.totals.cost_cny_known:g}"), say(self.lang, "cost_label")

    def days(self) -> Iterator[DayView]:
        number = 0
        for position, day in enumerate(self.plan.days, start=1):
            views = tuple(self._stop(stop, number + n) for n, stop in enumerate(day.stops, start=1))
            number += len(views)
            yield self._day(day, position, views)

    def _day(self, day: DayShown, position: int, stops: tuple[StopView, ...]) -> DayView:
        return DayView(
            number=position,
            title=day_full(day.date, self.lang),
            short=f"{weekday(day.date, self.lang)} {day_month(day.date, self.lang)}",
            lunar=lunar(day.date, self.lang),
            departs=clock(day.start.depart),
            departs_from=say(self.lang, "departs_from", place=self._with_chinese(day.start.name, day.start.place)),
            stops=stops,
            back=self._leg(day.end.leg, None),
            arrives=clock(day.end.arrive),
            arrives_at=say(
                self.lang,
                "arrives_at" if position == len(self.plan.days) else "sleeps_at",
                place=self._with_chinese(day.end.name, day.end.place),
            ),
            is_last=position == len(self.plan.days),
        )

    def assumed(self) -> str:
        """Say in one sentence what was not asked and therefore assumed."""
        notes = [note for note in self.plan.warnings if note.code in ASSUMED_ENDS]
        if len(notes) < len(ASSUMED_ENDS):
            return _joined((note.text for note in notes), self.lang)
        return say(self.lang, "assumed_ends", place=self.plan.days[0].start.name)

    def _with_chinese(self, name: str, slug: str | None) -> str:
        row = self.known.places.get(slug or "")
        return f"{name} {row.name_zh}" if row and self.lang is Language.EN and row.name_zh != name else name

    def _stop(self, stop: StopShown, number: int) -> StopView:
        row = self.known.places.get(stop.place or "")
        category = self.known.categories.get(stop.occurrence or "")
        is_place = row is not None and stop.kind != "event"
        return StopView(
            number=number,
            time=clock(stop.start),
            name=self._named(stop),
            name_zh=row.name_zh if row and is_place and self.lang is Language.EN else "",
            pinyin=row.pinyin if row and is_place and self.lang is Language.EN else "",
            path=self.known.pages.get(stop.occurrence or "") or (f"places/{stop.place}" if stop.place else ""),
            icon=self._icon(stop, row),
            mark=mark_of_category(category) if category else "",
            until=self._until(stop),
            where=(stop.where or "") if stop.kind == "event" else "",
            why=_joined((note.text for note in stop.reasons), self.lang),
            sures=tuple(self._sures(stop)),
            note=next((note.text for code in NOTED for note in stop.warnings if note.code == code), ""),
            changes=tuple(mark.text for mark in self.happened if mark.stop == stop.id),
            demo=stop.demo,
            maps=maps_of(row, row.destination.name_zh, self.lang) if row and not self.is_long else None,
            map_page=f"places/{row.slug}#maps" if row and self.is_long and not row.demo else "",
            leg=self._leg(stop.leg, stop),
        )

    def _icon(self, stop: StopShown, row: "Place | None") -> str:
        icon = icon_of_place(row) if row else "plan"
        if stop.kind == "rest":
            return "chair"
        return "food" if stop.kind == "meal" and icon != "donkey-meat" else icon

    def _named(self, stop: StopShown) -> str:
        if stop.kind != "meal":
            return stop.name
        if stop.place is None:
            return say(self.lang, "meal_nearby", meal=stop.name)
        meal = say(self.lang, "dinner" if local(stop.start).hour >= 16 else "lunch")
        return say(self.lang, "meal_at", meal=meal, place=stop.name)

    def _until(self, stop: StopShown) -> str:
        stays = int((stop.leave - stop.start).total_seconds() // 60)
        guessed = any(note.code == "visit_length_assumed" for note in stop.warnings)
        said = say(
            self.lang, "until_about" if guessed else "until", time=clock(stop.leave), length=length(stays, self.lang)
        )
        waits = int((stop.start - stop.arrive).total_seconds() // 60)
        if waits >= 10:
            said += say(self.lang, "waits", time=clock(stop.arrive))
        return said

    def _sures(self, stop: StopShown) -> Iterator[Sure]:
        for note in stop.warnings:
            if note.code == "price_unknown":
                yield Sure("unknown", say(self.lang, "price_not_verified"))
            elif note.code == "hours_assumed":
                yield Sure("assumed", _first_sentence(note.text))

    def _leg(self, leg: LegShown, stop: StopShown | None) -> LegView:
        unserved = leg.mode == "coach" and leg.metres > 0
        # No timetable is known, so nothing may look like one.
        parts = [say(self.lang, "ride_to_arrange" if unserved else f"by_{leg.mode}"), self._span(leg)]
        if leg.metres >= 1000:
            parts.append(distance(leg.metres, self.lang))
        text = self.lang.pick("，", ", ").join([" ".join(parts[:2]), *parts[2:]])
        if leg.minutes == 0:
            text = say(self.lang, "same_spot")
        if leg.about and leg.minutes:
            text += say(self.lang, "leg_about")
        if stop is not None and stop.spare_minutes <= 5 and leg.minutes:
            text += say(self.lang, "no_spare")
        return LegView(MODE_ICONS.get(leg.mode, "car"), text, unserved, leg.mode == "walk")

    def _span(self, leg: LegShown) -> str:
        return stretch(leg.least_minutes, leg.minutes, self.lang)

    def asks(self) -> Iterator[AskView]:
        for code in TO_ASK:
            stops = [stop for stop in self.stops if any(note.code == code for note in stop.warnings)]
            if stops:
                title = say(self.lang, f"ask_{code}", names=self._names(stops), n=len(stops), total=len(self.stops))
                yield AskView(title, self._ask_text(code, stops))

    def _ask_text(self, code: str, stops: Sequence[StopShown]) -> str:
        phones = [self._phone(stop) for stop in stops] if code in ("hours_assumed", "price_unknown") else []
        known = self.lang.pick("；", "; ").join(dict.fromkeys(phone for phone in phones if phone))
        if known:
            return say(self.lang, f"ask_{code}_with_phone", phones=known)
        return say(self.lang, f"ask_{code}_text", n=len(stops), total=len(self.stops))

    def _phone(self, stop: StopShown) -> str:
        row = self.known.places.get(stop.place or "")
        return f"{stop.name} {row.phone}" if row and row.phone else ""

    def _names(self, stops: Iterable[StopShown]) -> str:
        names = list(dict.fromkeys(stop.name for stop in stops))
        shown = self.lang.pick("、", ", ").join(names[:3])
        return shown if len(names) <= 3 else say(self.lang, "and_more", names=shown, n=len(names))

    def marks(self) -> list[list[Mark]]:
        number, days = 0, []
        for position, day in enumerate(self.plan.days, start=1):
            marks = [_end_mark(day.start.position, day.start.name, position)]
            for stop in day.stops:
                number += 1
                # A meal near the stop before it has no spot of its own to draw.
                if stop.position and (stop.place or stop.kind not in ("meal", "rest")):
                    marks.append(_stop_mark(stop, stop.position, self._map_name(stop), position, number))
            marks.append(_end_mark(day.end.position, day.end.name, position))
            days.append(marks)
        return days

    def _map_name(self, stop: StopShown) -> str:
        return stop.name + (say(self.lang, "map_demo") if stop.demo else "")


def _stop_mark(stop: StopShown, spot: Spot, name: str, day: int, number: int) -> Mark:
    minutes = int((stop.leave - stop.start).total_seconds() // 60)
    return Mark(spot.lat, spot.lon, spot.precision_m or 0, name, day, number, weight=minutes)


def _end_mark(spot: Spot, name: str, day: int) -> Mark:
    return Mark(spot.lat, spot.lon, spot.precision_m or 0, name, day, None)


def _joined(sentences: Iterable[str], lang: Language) -> str:
    return ("" if lang is Language.ZH else " ").join(dict.fromkeys(sentences))


def _first_sentence(text: str) -> str:
    for stop in ("。", ". "):
        head, found, _ = text.partition(stop)
        if found:
            return head
    return text.rstrip(".")
