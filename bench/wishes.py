"""What a good plan for a sentence satisfies: rules that know the plan as it leaves the house, and not the search."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise
from typing import Any

from events.models import Occurrence
from routes.answer import DayShown, PlanAnswer, StopShown
from tourism.places.models import Answer, Place

Rule = Mapping[str, Any]
VISITS = ("place", "event")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the county knows of a stop, read from its rows and not from the plan."""

    names: frozenset[str]
    themes: frozenset[str]
    category: str
    step_free: str
    steps: int
    indoor: str
    diet: str


@dataclass(frozen=True, slots=True)
class World:
    """The rows behind the stops of all plans."""

    places: Mapping[str, Facts]
    occurrences: Mapping[str, Facts]

    def of(self, stop: StopShown) -> Facts | None:
        """Return what is known of a stop; of a meal near the stop before it, nothing."""
        if stop.occurrence is not None:
            return self.occurrences[stop.occurrence]
        return None if stop.place is None else self.places[stop.place]


def read_world() -> World:
    """Read all places and occurrences once."""
    places = {
        place.slug: _facts(place, {place.slug, *([place.part_of.slug] if place.part_of else [])})
        for place in Place.objects.select_related("part_of").prefetch_related("themes")
    }
    rows = Occurrence.objects.select_related("event__venue", "venue").prefetch_related("event__themes")
    return World(places, {str(row.public_id): _facts_of_event(row) for row in rows})


def _facts(place: Place, names: set[str]) -> Facts:
    themes = frozenset(theme.slug for theme in place.themes.all())
    return Facts(frozenset(names), themes, place.kind, place.step_free, place.steps or 0, place.indoor, place.diet)


def _facts_of_event(row: Occurrence) -> Facts:
    venue, event = row.venue or row.event.venue, row.event
    themes = frozenset(theme.slug for theme in event.themes.all())
    if venue is None:
        return Facts(frozenset({event.slug}), themes, event.category, Answer.UNKNOWN, 0, Answer.UNKNOWN, "")
    names = frozenset({event.slug, venue.slug})
    return Facts(names, themes, event.category, venue.step_free, venue.steps or 0, venue.indoor, venue.diet)


def complaints(plan: PlanAnswer, rules: list[Rule], world: World) -> list[str]:
    """Return what is wrong with a plan by the rules of its sentence; nothing is well."""
    return [said for rule in rules for said in RULES[rule["rule"]](plan, rule, world)]


def _days(plan: PlanAnswer, rule: Rule) -> Iterator[tuple[int, DayShown]]:
    for number, day in enumerate(plan.days, start=1):
        if rule.get("day") in (None, number):
            yield number, day


def _matching(plan: PlanAnswer, rule: Rule, world: World) -> list[tuple[int, StopShown]]:
    """Return the stops that a rule names by place, event, theme or category, with their days."""
    found = []
    for number, day in _days(plan, rule):
        for stop in day.stops:
            facts = world.of(stop)
            if facts is not None and _is_named(facts, rule):
                found.append((number, stop))
    return found


def _is_named(facts: Facts, rule: Rule) -> bool:
    return (
        rule.get("place") in {None, *facts.names}
        and rule.get("event") in {None, *facts.names}
        and rule.get("theme") in {None, *facts.themes}
        and rule.get("category") in (None, facts.category)
    )


def _what(rule: Rule) -> str:
    return " ".join(str(rule[name]) for name in ("place", "event", "theme", "category") if name in rule)


def holds(plan: PlanAnswer, rule: Rule, world: World) -> Iterator[str]:
    """At least ``least`` stops of this kind, started from ``from`` to ``until``."""
    first, last = _clock(rule.get("from", "00:00")), _clock(rule.get("until", "23:59"))
    found = [stop for _, stop in _matching(plan, rule, world) if first <= stop.start.time() <= last]
    if len(found) < rule.get("least", 1):
        yield f"holds {len(found)} of {rule.get('least', 1)}: {_what(rule)}"


def lacks(plan: PlanAnswer, rule: Rule, world: World) -> Iterator[str]:
    """No stop of this kind."""
    for number, stop in _matching(plan, rule, world):
        yield f"day {number} holds {stop.name}, which is {_what(rule)}"


def spread(plan: PlanAnswer, rule: Rule, world: World) -> Iterator[str]:
    """At most so many stops of this kind a day."""
    for number, _ in _days(plan, rule):
        count = len(_matching(plan, {**rule, "day": number}, world))
        if count > rule["most"]:
            yield f"day {number} holds {count} stops of {_what(rule)}, more than {rule['most']}"


def days(plan: PlanAnswer, rule: Rule, world: World) -> Iterator[str]:
    """As many days as asked, from the date asked."""
    del world
    if len(plan.days) != rule["count"] or plan.days[0].date != date.fromisoformat(rule["from"]):
        yield f"{len(plan.days)} days from {plan.days[0].date}"


def out(plan: PlanAnswer, rule: Rule, world: World) -> Iterator[str]:
    """Set out not before ``from``, be back by ``until``."""
    del world
    for number, day in _days(plan, rule):
        if day.start.depart.time() < _clock(rule.get("from", "00:00")):
            yield f"day {number} sets out at {day.start.depart:%H:%M}"
        if day.end.arrive.time() > _clock(rule.get("until", "23:59")):
            yield f"day {number} is back at {day.end.arrive:%H:%M}"


def ends(plan: PlanAnswer, rule: Rule, world: World) -> Iterator[str]:
    """Where a day starts and ends."""
    del world
    for number, day in _days(plan, rule):
        for name, end in (("starts", day.start.place), ("ends", day.end.place)):
            if name in rule and end != rule[name]:
                yield f"day {number} {name} at {end}"


def full(plan: PlanAnswer, rule: Rule, world: World) -> Iterator[str]:
    """At least and at most so many visits a day, meals and rests not counted."""
    del world
    for number, day in _days(plan, rule):
        count = sum(stop.kind in VISITS for stop in day.stops)
        if not rule.get("least", 0) <= count <= rule.get("most", 99):
            yield f"day {number} has {count} visits"


def eats(plan: PlanAnswer, rule: Rule, world: World) -> Iterator[str]:
    """A meal between ``from`` and ``until`` each day: its own, a banquet, or within a long visit that says so."""
    first, last = _clock(rule["from"]), _clock(rule["until"])
    for number, day in _days(plan, rule):
        if not any(_is_meal(stop, first, last, world) for stop in day.stops):
            yield f"day {number} has no meal from {first:%H:%M} to {last:%H:%M}"


def _is_meal(stop: StopShown, first: time, last: time, world: World) -> bool:
    facts = world.of(stop)
    feeds = stop.kind == "meal" or (facts is not None and facts.category == "banquet")
    inside = any(note.code == "meal_inside" for note in stop.warnings)
    return (feeds or inside) and stop.start.time() <= last and stop.leave.time() >= first


def travels(plan: PlanAnswer, rule: Rule, world: World) -> Iterator[str]:
    """At most so many minutes on the way a day."""
    del world
    for number, day in _days(plan, rule):
        minutes = sum(stop.leg.minutes for stop in day.stops) + day.end.leg.minutes
        if minutes > rule["most"]:
            yield f"day {number} has {minutes} minutes on the way"


def costs(plan: PlanAnswer, rule: Rule, world: World) -> Iterator[str]:
    """What is known to be paid, over the whole party, is at most this; what is unknown is said."""
    del world
    paid = sum(stop.cost_cny or 0 for day in plan.days for stop in day.stops)
    if paid > rule["most"]:
        yield f"costs {paid} yuan"
    if plan.totals.stops_with_unknown_cost and not any(note.code == "cost_incomplete" for note in plan.warnings):
        yield "does not say that prices are unknown"


def level(plan: PlanAnswer, rule: Rule, world: World) -> Iterator[str]:
    """No steps: what is known to have them is left out, and with ``unknown: warned`` the rest is known or warned of."""
    for number, day in _days(plan, rule):
        for stop in day.stops:
            facts = world.of(stop)
            if facts is None:
                continue
            warned = any(note.code == "steps_unknown" for note in stop.warnings)
            if facts.step_free == Answer.NO or facts.steps > rule.get("most", 0):
                yield f"day {number}: {stop.name} has steps"
            if facts.step_free == Answer.UNKNOWN and not (rule.get("unknown") == "warned" and warned):
                yield f"day {number}: nobody knows whether {stop.name} has steps"


def rests(plan: PlanAnswer, rule: Rule, world: World) -> Iterator[str]:
    """Never longer than ``most`` minutes from one meal, rest or seat to the next, travel by car not counted."""
    del world
    for number, day in _days(plan, rule):
        active = 0
        for stop in day.stops:
            if stop.kind in ("meal", "rest"):
                active = 0
                continue
            active += round((stop.leave - stop.start).total_seconds() / 60)
            if active > rule["most"] and stop.leave - stop.start < (day.end.arrive - day.start.depart) / 3:
                yield f"day {number}: {active} minutes without a rest before {stop.leave:%H:%M}"


def order(plan: PlanAnswer, rule: Rule, world: World) -> Iterator[str]:
    """A stop that ``first`` names comes before one that ``then`` names."""
    spots = [_matching(plan, rule[name], world) for name in ("first", "then")]
    if not all(spots) or spots[0][0][1].start > spots[1][0][1].start:
        yield f"{_what(rule['first'])} does not come before {_what(rule['then'])}"


def feeds(plan: PlanAnswer, rule: Rule, world: World) -> Iterator[str]:
    """Each meal at a place of ours is known to suit this diet."""
    for number, day in _days(plan, rule):
        for stop in day.stops:
            facts = world.of(stop)
            if stop.kind == "meal" and facts is not None and facts.diet != rule["diet"]:
                yield f"day {number}: {stop.name} is not known to be {rule['diet']}"


def warns(plan: PlanAnswer, rule: Rule, world: World) -> Iterator[str]:
    """The plan, or one of its stops, carries this warning."""
    del world
    codes = {note.code for note in plan.warnings}
    codes |= {note.code for day in plan.days for stop in day.stops for note in stop.warnings}
    if rule["code"] not in codes:
        yield f"does not warn of {rule['code']}"


def apart(plan: PlanAnswer, rule: Rule, world: World) -> Iterator[str]:
    """At least so many minutes to spare before each event: it does not wait."""
    del world
    for number, day in _days(plan, rule):
        for before, stop in pairwise(day.stops):
            spare = (stop.start - before.leave).total_seconds() / 60 - stop.leg.minutes
            if stop.kind == "event" and spare < rule["least"]:
                yield f"day {number}: {spare:.0f} minutes to spare before {stop.name}"


RULES: Mapping[str, Callable[[PlanAnswer, Rule, World], Iterator[str]]] = {
    rule.__name__: rule
    for rule in (
        holds,
        lacks,
        spread,
        days,
        out,
        ends,
        full,
        eats,
        travels,
        costs,
        level,
        rests,
        order,
        feeds,
        warns,
        apart,
    )
}


def _clock(text: str) -> time:
    return time.fromisoformat(text)
