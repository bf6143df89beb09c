"""Fills a gap: the value, what it rests on and since when, in one transaction with its journal entry."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from events.models import Event
from events.services import save_event
from tourism.gaps.demand import COUNTY
from tourism.gaps.fields import BY_TYPE, Field, Kind
from tourism.gaps.models import Later
from tourism.gaps.queries import BY_STAFF, SOUGHT_AGAIN
from tourism.journal.services import recording
from tourism.places.facts import CONFIDENCES, Standing, fact
from tourism.places.models import Place, Source
from tourism.places.rows import save_row
from tourism.places.services import save_place
from tourism.values.errors import Conflict, Forbidden, Invalid, NotFound
from tourism.values.geo import Coordinate, distance_m

PUT_OFF = timedelta(days=7)
OLDEST_CHECK = timedelta(days=3 * 365)
FARTHEST_M = 80_000
LONGEST_TITLE, LONGEST_ADDRESS, LONGEST_NOTE = 300, 500, 300
PERMISSIONS = {"place": "places.change_place", "event": "events.change_event"}


class Ground(StrEnum):
    """How a fact was found out."""

    PHONED = "phoned"
    SEEN = "seen"
    WEB = "web"
    KNOWN = "known"


GRADES = {Ground.PHONED: "A", Ground.SEEN: "A", Ground.WEB: "B"}
# A source has one title, in the language of the place; the county's other sources have too.
TITLES = {Ground.PHONED: "电话核实", Ground.SEEN: "现场看到"}


@dataclass(frozen=True, slots=True)
class Finding:
    """A value found out: its columns, what it rests on, when it was looked up, and how sure that is."""

    values: Mapping[str, Any]
    ground: Ground
    checked_on: date
    confidence: str = "high"
    note: str = ""
    source_code: str = ""
    title: str = ""
    url: str = ""


def require_editor(user: "AbstractBaseUser | AnonymousUser", type_: str) -> None:
    """Raise ``Forbidden`` unless somebody may change rows of a type."""
    permission = PERMISSIONS.get(type_)
    allowed = permission and getattr(user, "is_staff", False) and user.has_perm(permission)  # type: ignore[union-attr]
    if not allowed:
        raise Forbidden("your account may not change this", "您的账号不能改这一项", code="not_an_editor")


def find(type_: str, public_id: str, field_name: str) -> tuple[Any, Field]:
    """Return a row and the question asked of it; raise ``NotFound`` where there is none."""
    field = BY_TYPE.get(type_, {}).get(field_name)
    row = _row(type_, public_id, lock=False) if field is not None else None
    if field is None or row is None:
        raise NotFound("there is no such field", "没有这一项", field="field")
    return row, field


def stamp(row: Any, field: Field) -> str:
    """Digest what stands in a field, so that an editor who saw something else is told."""
    held = [getattr(row, column) for column in field.columns]
    return hashlib.sha256(json.dumps([held, row.fact(field.name)], sort_keys=True).encode()).hexdigest()[:32]


def fill(type_: str, public_id: str, field_name: str, finding: Finding, *, seen: str, who: str, now: datetime) -> Any:
    """Store what was found out about one field; ``seen`` is the stamp of what the editor had before him."""
    _refuse_wrong(finding, now)

    def change(row: Any, field: Field) -> None:
        if field.kind is Kind.POSITION:
            _refuse_far(row, finding)
        code = _source(finding, who=who, now=now)
        for column, value in finding.values.items():
            setattr(row, column, value)
        row.facts = {
            **row.facts,
            field.name: fact(
                Standing.KNOWN,
                sources=[code],
                checked_on=finding.checked_on,
                checked_by=BY_STAFF,
                confidence=finding.confidence,
                note=finding.note,
            ),
        }

    return _changed(type_, public_id, field_name, change, seen=seen, who=who, why=f"found out: {field_name}", now=now)


def still_unknown(type_: str, public_id: str, field_name: str, *, seen: str, who: str, now: datetime) -> Any:
    """Say that somebody looked and did not find out: what stood there stays, and is asked for again in two months."""
    today = now.astimezone(COUNTY).date()

    def change(row: Any, field: Field) -> None:
        entry = {"status": str(Standing.UNKNOWN), "sources": [], "confidence": "", "note": "", **row.fact(field.name)}
        row.facts = {**row.facts, field.name: {**entry, "checked_on": today.isoformat(), "checked_by": BY_STAFF}}

    why = f"looked for, not found: {field_name}"
    row, field = find(type_, public_id, field_name)
    if not field.is_empty(row):
        # An old or assumed value that could not be checked keeps the day of its last check.
        _put_off(type_, public_id, field_name, today + SOUGHT_AGAIN)
        return row
    return _changed(type_, public_id, field_name, change, seen=seen, who=who, why=why, now=now)


def put_off(type_: str, public_id: str, field_name: str, *, now: datetime) -> None:
    """Take a gap off the list for a week."""
    find(type_, public_id, field_name)
    _put_off(type_, public_id, field_name, now.astimezone(COUNTY).date() + PUT_OFF)


def purge_later(*, now: datetime) -> int:
    """Forget what was put off until a day that has come."""
    gone, _ = Later.objects.filter(until__lte=now.astimezone(COUNTY).date()).delete()
    return gone


def _changed(
    type_: str,
    public_id: str,
    field_name: str,
    change: Callable[[Any, Field], None],
    *,
    seen: str,
    who: str,
    why: str,
    now: datetime,
) -> Any:
    with recording(at=now, who=who, why=why):
        field = BY_TYPE.get(type_, {}).get(field_name)
        row = _row(type_, public_id, lock=True) if field is not None else None
        if field is None or row is None:
            raise NotFound("there is no such field", "没有这一项", field="field")
        if stamp(row, field) != seen:
            raise Conflict(
                "Somebody changed this while you were at it. See what stands there now, then choose.",
                "您填的时候，别人刚改过这一项。看看现在写的是什么，再选用哪个。",
                field="/seen",
            )
        change(row, field)
        if type_ == "event":
            save_event(row, now=now, who=who, why=why)
        else:
            save_place(row, now=now, who=who, why=why)
        Later.objects.filter(type=type_, public_id=public_id, field=field_name).delete()
    return row


def _row(type_: str, public_id: str, *, lock: bool) -> Any:
    if type_ == "place":
        places = Place.objects.filter(slug=public_id, listed=True)
        return (places.select_for_update() if lock else places.select_related("destination__centre", "town")).first()
    try:
        event_id = UUID(public_id)
    except ValueError:
        return None
    events = Event.objects.filter(pk=event_id, listed=True)
    return (events.select_for_update() if lock else events.select_related("destination__centre")).first()


def _put_off(type_: str, public_id: str, field_name: str, until: date) -> None:
    Later.objects.update_or_create(type=type_, public_id=public_id, field=field_name, defaults={"until": until})


def _source(finding: Finding, *, who: str, now: datetime) -> str:
    """Return the code of the source that a finding names, made where it is new; the same one is made once."""
    if finding.ground is Ground.KNOWN:
        if not Source.objects.filter(code=finding.source_code, demo=False).exists():
            raise Invalid("choose one of the sources", "选一个已有的出处", field="/source_code")
        return finding.source_code
    day = finding.checked_on
    title = finding.title or f"{TITLES[finding.ground]}，{day.year}年{day.month}月{day.day}日"
    code = "V" + hashlib.sha256(f"{finding.ground} {title} {finding.url}".encode()).hexdigest()[:12]
    if not Source.objects.filter(code=code).exists():
        source = Source(
            code=code, title=title, url=finding.url, published=day.isoformat(), grade=GRADES[finding.ground]
        )
        save_row(source, type_="source", now=now, who=who, why="found out")
    return code


def _refuse_far(row: Any, finding: Finding) -> None:
    """Refuse a spot far outside of the county: its numbers are swapped, or of somewhere else."""
    centre = row.destination.centre
    if centre is None or centre.lat is None:
        return
    spot = Coordinate(finding.values["lat"], finding.values["lon"])
    away = distance_m(spot, Coordinate(centre.lat, centre.lon))
    if away > FARTHEST_M:
        raise Invalid(
            f"this spot is {away / 1000:.0f} km from the county's centre; check the numbers and their map",
            f"这个点离县城 {away / 1000:.0f} 公里，看看数字和地图选得对不对",
            field="/spot",
        )


def _refuse_wrong(finding: Finding, now: datetime) -> None:
    today = now.astimezone(COUNTY).date()
    if not today - OLDEST_CHECK <= finding.checked_on <= today:
        raise Invalid(
            "the day of the check lies within the last three years, and not ahead",
            "核实的日子应在最近三年内，不能晚于今天",
            field="/checked_on",
        )
    if finding.confidence not in CONFIDENCES:
        raise Invalid("say how sure it is", "选一个把握大小", field="/confidence")
    if finding.ground is Ground.WEB and not (finding.title and finding.url.startswith(("https://", "http://"))):
        raise Invalid(
            "a web page has a title and an address that begins with https://",
            "网页要写标题，和以 https:// 开头的网址",
            field="/title",
        )
    for name, text, most in (
        ("title", finding.title, LONGEST_TITLE),
        ("url", finding.url, LONGEST_ADDRESS),
        ("note", finding.note, LONGEST_NOTE),
    ):
        if len(text) > most or not text.isprintable():
            raise Invalid(
                f"at most {most} characters, and none that is invisible",
                f"最多 {most} 个字，不能有看不见的字符",
                field=f"/{name}",
            )
