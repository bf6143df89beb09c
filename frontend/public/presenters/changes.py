"""Turns the journal into sentences: what moved, what was cancelled, what is new, and what was looked up again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from frontend.public.language import Language
from frontend.public.moments import clock, day_dated, day_month, local
from frontend.public.presenters.happenings import event_path
from frontend.public.words import say

if TYPE_CHECKING:
    from events.models import Event
    from routes.models import Route
    from tourism.journal.models import Change
    from tourism.places.models import Place

# What travellers read about, and where each lives; nothing else of the journal is anybody's business here.
PATHS = {
    "place": "places",
    "route": "routes",
    "industry": "industries",
    "organisation": "organisations",
    "season": "seasons",
}
TYPES = ("event", "occurrence", *PATHS)
LISTS = {
    "place": "places",
    "event": "calendar",
    "route": "routes",
    "industry": "industries",
    "organisation": "industries",
    "season": "calendar",
}
PUBLIC = ("published", "cancelled", "postponed")
# More new rows than these in one stroke are counted, not named one by one.
MOST_NAMED = 3
GAP = "\x1f"

LABELS = {
    **dict.fromkeys(("name_zh", "name_en", "title_zh", "title_en"), "news_name"),
    **dict.fromkeys(("description_zh", "description_en", "summary_zh", "summary_en"), "f_about"),
    **dict.fromkeys(("rule", "rule_note_zh", "start_time", "duration_minutes"), "event_when"),
    **dict.fromkeys(
        ("venue", "town", "venue_note_zh", "lat", "lon", "precision_m", "basis", "position"), "event_where"
    ),
    **dict.fromkeys(("fare_adult_fen", "fare_senior_fen", "fare_child_fen", "fares"), "f_price"),
    **dict.fromkeys(("season_zh", "season_en", "season_from", "season_until"), "f_season"),
    **dict.fromkeys(("visit_min", "visit_usual", "visit_max", "visit_minutes"), "f_visit"),
    **dict.fromkeys(("steps", "step_free"), "f_steps"),
    "hours": "f_hours",
    "phone": "f_phone",
    "toilets": "f_toilets",
    "diet": "f_diet",
    "industry": "f_industry",
    "operator": "f_operator",
    "organiser": "f_organiser",
    "aliases": "f_aliases",
    "notes_zh": "f_notes",
    "age_from": "f_age",
    "seats": "f_seats",
    "stops": "line_stops",
}

Columns = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Names:
    """The rows that changes speak of, as they are now; what is not here is not shown."""

    events: Mapping[str, "Event"] = field(default_factory=dict)
    places: Mapping[str, "Place"] = field(default_factory=dict)
    routes: Mapping[str, "Route"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class News:
    """One sentence around a name that leads to its page; ``seq`` is the number of the change behind it."""

    seq: int
    day: str
    time: str
    before: str
    title: str
    title_lang: str
    path: str
    after: str
    demo: bool


def mentioned(changes: Iterable["Change"]) -> dict[str, set[str]]:
    """Return the slugs of the events, places and routes that changes speak of."""
    found: dict[str, set[str]] = {"event": set(), "place": set(), "route": set()}
    for change in changes:
        now = change.after or change.before or {}
        if change.type == "occurrence":
            found["event"].add(now.get("event", ""))
            found["place"].add(now.get("venue") or "")
        elif change.type in found:
            found[change.type].add(now.get("slug", ""))
    return found


def show_changes(changes: Sequence["Change"], names: Names, lang: Language) -> list[News]:
    """Return what changes say to a reader, in the order given; what says nothing is left out."""
    shown: list[News] = []
    strokes = {(one.at, (one.after or {}).get("slug")) for one in changes if one.type == "event" and _differs(one)}
    # Dates that follow a change of their event are told by it, not one by one.
    own = [
        one for one in changes if one.type != "occurrence" or (one.at, (one.after or {}).get("event")) not in strokes
    ]
    for (kind, at, is_new), group in groupby(own, key=lambda one: (one.type, one.at, one.before is None)):
        told = [news for change in group if (news := _Teller(change, names, lang).tell())]
        if is_new and len(told) > MOST_NAMED and kind in LISTS:
            shown.append(_many(kind, at, told, lang))
        else:
            shown += told
    return shown


def _differs(change: "Change") -> bool:
    return change.before != change.after


def _many(kind: str, at: datetime, told: Sequence[News], lang: Language) -> News:
    title = say(lang, f"news_many_{kind}", n=len(told))
    before, _, after = say(lang, "news_new_many", title=GAP).partition(GAP)
    return News(
        seq=told[-1].seq,
        day=day_dated(local(at).date(), lang),
        time=clock(at),
        before=before,
        title=title,
        title_lang="",
        path=LISTS[kind],
        after=after,
        demo=all(news.demo for news in told),
    )


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells one change in one language."""

    change: "Change"
    names: Names
    lang: Language

    def tell(self) -> News | None:
        """Return the sentence of the change; None when it is nothing to a reader."""
        if self.change.after is None:
            return None
        if self.change.type == "occurrence":
            event = self.names.events.get(self.change.after.get("event", ""))
            said = self._date() if event else None
            return self._of_event(event, said) if event else None
        if self.change.type == "event":
            event = self.names.events.get(self.change.after.get("slug", ""))
            said = self._event() if event else None
            return self._of_event(event, said) if event else None
        return self._of_row(self._row())

    def _of_event(self, event: "Event", said: str | None) -> News | None:
        title = self.lang.pick(event.title_zh, event.title_en)
        return self._news(said, title, event.title_en, event_path(event), demo=event.demo)

    def _of_row(self, said: str | None) -> News | None:
        after = self.change.after or {}
        slug = after.get("slug", "")
        listed = {"place": self.names.places, "route": self.names.routes}.get(self.change.type)
        if listed is not None and slug not in listed:
            return None
        zh, en = after.get("name_zh", ""), after.get("name_en", "")
        path = f"{PATHS[self.change.type]}/{slug}"
        return self._news(said, self.lang.pick(zh, en), en, path, demo=bool(after.get("demo")))

    def _news(self, said: str | None, title: str, title_en: str, path: str, *, demo: bool) -> News | None:
        if said is None:
            return None
        before, _, after = said.partition(GAP)
        fallback = Language.ZH.code if self.lang is Language.EN and not title_en else ""
        day = day_dated(local(self.change.at).date(), self.lang)
        return News(self.change.seq, day, clock(self.change.at), before, title, fallback, path, after, demo)

    def _date(self) -> str | None:
        """Say what became of one date of an event."""
        was, now = self.change.before or {}, self.change.after or {}
        if not was:
            return None
        start = datetime.fromisoformat(was["start"])
        day = day_month(local(start).date(), self.lang)
        if now["status"] != was["status"]:
            return self._status(now, day)
        if now["start"] != was["start"]:
            return self._say("news_moved", day=day, when=self._when(start, datetime.fromisoformat(now["start"])))
        if now["venue"] != was["venue"]:
            place = self.names.places.get(now["venue"] or "")
            named = self.lang.pick(place.name_zh, place.name_en) if place else ""
            return self._say("news_venue", day=day, place=named) if named else self._say("news_elsewhere", day=day)
        changed = any(now[name] != was[name] for name in ("end", "title_zh", "title_en", "description_zh"))
        return self._say("news_date_words", day=day) if changed else None

    def _status(self, now: Columns, day: str) -> str:
        if now["status"] != "cancelled":
            return self._say("news_tentative" if now["status"] == "tentative" else "news_held", day=day)
        reason = self.lang.pick(now["reason_zh"], now["reason_en"])
        if not reason and now["reason"]:
            reason = say(self.lang, f"reason_{now['reason']}")
        return self._say("news_cancelled_why", day=day, why=reason) if reason else self._say("news_cancelled", day=day)

    def _when(self, was: datetime, now: datetime) -> str:
        before, after = local(was), local(now)
        if before.date() == after.date():
            return clock(now)
        day = day_month(after.date(), self.lang)
        is_same_month = (before.year, before.month) == (after.year, after.month)
        return self.lang.pick(f"{after.day}日" if is_same_month else day, f"{day}, ") + clock(now)

    def _event(self) -> str | None:
        """Say what became of an event; what happened to a draft is not told."""
        was, now = self.change.before, self.change.after or {}
        if now.get("status") not in PUBLIC:
            return None
        if was is None or was.get("status") not in PUBLIC:
            return self._say("news_new_event")
        if now["status"] != was["status"]:
            return self._say(f"news_event_{now['status']}")
        return self._columns(was, now)

    def _row(self) -> str | None:
        was, now = self.change.before, self.change.after or {}
        if was is None or (now.get("listed") and not was.get("listed")):
            return self._say(f"news_new_{self.change.type}")
        return self._columns(was, now)

    def _columns(self, was: Columns, now: Columns) -> str | None:
        """Name what was changed; else name what was only looked up again."""
        changed = [name for name in now if now[name] != was.get(name) and name != "facts"]
        if labels := self._labels(changed):
            return self._say("news_changed", what=labels)
        facts, old = now.get("facts") or {}, was.get("facts") or {}
        if labels := self._labels(name for name in facts if facts[name] != old.get(name)):
            return self._say("news_checked", what=labels)
        return None

    def _labels(self, columns: Iterable[str]) -> str:
        return self.lang.pick("、", ", ").join(dict.fromkeys(self._named(columns)))

    def _named(self, columns: Iterable[str]) -> Iterator[str]:
        for name in columns:
            if name in LABELS:
                said = say(self.lang, LABELS[name])
                yield said if self.lang is Language.ZH else said.lower()

    def _say(self, key: str, **values: object) -> str:
        return say(self.lang, key, title=GAP, **values)
