"""A kept trip as a calendar: one entry a stop, in the language of the reader, without any token in it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID, uuid5

from events.ical import CalendarFacts, EventFacts, Status, Text, join, write_event
from routes.answer import MarkShown, PlanAnswer, StopShown
from routes.codes import Mark

WORDS = {
    "zh-Hans": {
        "name": "游神农行程 {first}",
        "description": "这份行程的每一站。行程改了，日历会跟着改。",
        "leg": "路上约 {minutes} 分（{mode}）。",
        "rest": "{time} 歇一歇，{minutes} 分。",
        "changed": "【有变】",
    },
    "en": {
        "name": "Shennong Trails trip {first}",
        "description": "Every stop of this trip. When the trip changes, so does the calendar.",
        "leg": "About {minutes} min on the way ({mode}).",
        "rest": "{time} a rest of {minutes} min.",
        "changed": "[Changed] ",
    },
}
MODES = {
    "zh-Hans": {"car": "开车", "coach": "坐车", "bike": "骑车", "walk": "步行"},
    "en": {"car": "by car", "coach": "by coach", "bike": "by bicycle", "walk": "on foot"},
}
PAGES = {"zh-Hans": "zh", "en": "en"}
SURE_POINT_M = 500


def trip_calendar(
    plan: PlanAnswer,
    marks: Sequence[MarkShown],
    *,
    trip: UUID,
    lang: str,
    sequence: int,
    modified: datetime,
    public_url: str,
) -> bytes:
    """Return the calendar file of a trip; its address is the house's, as a token must not be in stored bytes."""
    words = WORDS[lang]
    calendar = CalendarFacts(
        uid=str(trip),
        name=words["name"].format(first=plan.days[0].date.isoformat()),
        description=words["description"],
        lang=lang,
        url=f"{public_url}/",
        source=f"{public_url}/",
        modified=modified,
    )
    return join(calendar, _entries(plan, marks, trip, lang, sequence, modified, public_url))


def _entries(
    plan: PlanAnswer,
    marks: Sequence[MarkShown],
    trip: UUID,
    lang: str,
    sequence: int,
    modified: datetime,
    public_url: str,
) -> Iterable[bytes]:
    for day in plan.days:
        for number, stop in enumerate(day.stops):
            if stop.kind == "rest":
                continue
            url = f"{public_url}/{PAGES[lang]}/places/{stop.place}" if stop.place else ""
            own = [mark for mark in marks if mark.stop == stop.id]
            is_off = any(mark.code == Mark.EVENT_CANCELLED for mark in own)
            said = "\n".join(
                [
                    *(mark.text for mark in own),
                    *_description(stop, lang, url),
                    *_rest_after(day.stops[number + 1 :], lang),
                ]
            )
            yield write_event(
                EventFacts(
                    uid=str(uuid5(trip, stop.id)),
                    sequence=sequence,
                    modified=modified,
                    start=stop.start,
                    end=stop.leave,
                    summary=Text(stop.name if is_off or not own else WORDS[lang]["changed"] + stop.name, lang),
                    lang=lang,
                    status=Status.CANCELLED if is_off else Status.CONFIRMED,
                    description=Text(said, lang) if said else None,
                    location=Text(stop.where, lang) if stop.where else None,
                    geo=_geo(stop),
                    url=url,
                    demo=stop.demo,
                )
            )


def _description(stop: StopShown, lang: str, url: str) -> list[str]:
    words = WORDS[lang]
    lines = [warning.text for warning in stop.warnings]
    if stop.leg.minutes:
        lines.insert(0, words["leg"].format(minutes=stop.leg.minutes, mode=MODES[lang][stop.leg.mode]))
    return [*lines, url] if url else lines


def _rest_after(later: Sequence[StopShown], lang: str) -> list[str]:
    """Say the rest that follows a stop: nobody wants an alarm for it."""
    if not later or later[0].kind != "rest":
        return []
    minutes = round((later[0].leave - later[0].start).total_seconds() / 60)
    return [WORDS[lang]["rest"].format(time=f"{later[0].start:%H:%M}", minutes=minutes)]


def _geo(stop: StopShown) -> tuple[float, float] | None:
    """Return the point of a stop whose position is sure; a town's centre would be read as a pin."""
    spot = stop.position
    if spot is None or spot.basis != "point" or (spot.precision_m or 0) > SURE_POINT_M or spot.crs != "wgs84":
        return None
    return spot.lat, spot.lon
