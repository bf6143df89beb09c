"""Writes places and what belongs to them: checked, folded for search, and journalled."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from tourism.places.facts import wrong_facts
from tourism.places.models import Closure, Industry, Organisation, Place, Sourced, Theme
from tourism.places.rows import Links, delete_row, save_row
from tourism.places.search import search_text
from tourism.values.errors import FieldError, Invalid
from tourism.values.geo import Basis
from tourism.values.hours import parse_hours


def save_place(
    place: Place, *, now: datetime, themes: Sequence[Theme] | None = None, who: str = "", why: str = ""
) -> bool:
    """Store a place after checking it, and say whether anything changed."""
    refuse_if_any(_wrong_place(place))
    place.search = search_text(place.name_zh, place.name_en, place.pinyin, place.aliases)
    links: Links = {} if themes is None else {"themes": themes}
    return save_row(place, type_="place", now=now, links=links, who=who, why=why)


def save_organisation(organisation: Organisation, *, now: datetime, who: str = "", why: str = "") -> bool:
    """Store an organisation after checking it, and say whether anything changed."""
    return save_sourced(organisation, type_="organisation", now=now, who=who, why=why)


def save_industry(
    industry: Industry, *, now: datetime, links: Links | None = None, who: str = "", why: str = ""
) -> bool:
    """Store an industry with its businesses, towns and villages, and say whether anything changed."""
    return save_sourced(industry, type_="industry", now=now, links=links, who=who, why=why)


def save_sourced(
    row: Sourced, *, type_: str, now: datetime, links: Links | None = None, who: str = "", why: str = ""
) -> bool:
    """Store any row of facts after checking its map of facts, and say whether anything changed."""
    refuse_if_any(_wrong_map(row))
    return save_row(row, type_=type_, now=now, links=links, who=who, why=why)


def close_place(
    place: Place,
    *,
    first: date,
    until: date,
    reason_zh: str,
    reason_en: str = "",
    now: datetime,
    who: str = "",
    why: str = "",
) -> Closure:
    """Shut a place from ``first`` up to, but not including, ``until``."""
    if until <= first:
        raise Invalid(
            "until is the first day it is open again, after first", "重新开放的日期应晚于关闭的日期", field="/until"
        )
    closure = Closure(
        slug=f"{place.slug[:52]}-{first}",
        place=place,
        first=first,
        until=until,
        reason_zh=reason_zh,
        reason_en=reason_en,
    )
    closure.demo = place.demo
    stored = Closure.objects.filter(slug=closure.slug).first()
    if stored is not None:
        closure.pk, closure._state.adding = stored.pk, False
    save_row(closure, type_="closure", now=now, who=who, why=why)
    return closure


def reopen_place(closure: Closure, *, now: datetime, who: str = "", why: str = "") -> None:
    """Take a closure away."""
    delete_row(closure, type_="closure", now=now, who=who, why=why)


def save_closure(closure: Closure, *, now: datetime, who: str = "", why: str = "") -> bool:
    """Store a closure whose days or words were changed, and say whether anything was."""
    if closure.until <= closure.first:
        raise Invalid(
            "until is the first day it is open again, after first", "重新开放的日期应晚于关闭的日期", field="/until"
        )
    return save_sourced(closure, type_="closure", now=now, who=who, why=why)


def refuse_if_any(errors: Iterable[FieldError]) -> None:
    """Raise ``Invalid`` with everything that is wrong, if anything is."""
    found = tuple(errors)
    if found:
        first = found[0]
        raise Invalid(
            f"{first.pointer} {first.text_en}", f"{first.pointer} {first.text_zh}", field=first.pointer, errors=found
        )


def _wrong_place(place: Place) -> Iterator[FieldError]:
    yield from _wrong_hours(place.hours)
    yield from _wrong_position(place)
    yield from _wrong_visit(place)
    yield from _wrong_map(place)
    if place.part_of_id is not None and place.part_of_id == place.pk:
        yield FieldError("/part_of", "invalid", "地点不能是自己的一部分", "is another place, not itself")


def _wrong_hours(hours: str) -> Iterator[FieldError]:
    if not hours:
        return
    try:
        parse_hours(hours)
    except ValueError as error:
        yield FieldError("/hours", "invalid", "营业时间应按 OSM opening_hours 书写，如 Mo-Su 09:00-17:00", str(error))


def _wrong_position(place: Place) -> Iterator[FieldError]:
    # The database's own rule lets a missing number pass: a comparison with nothing is neither true nor false.
    if {place.lat is None, place.lon is None, place.basis == Basis.NONE} == {True, False}:
        text = "has latitude, longitude and a basis, or none of them with the basis none"
        yield FieldError("/position", "invalid", "经纬度和依据要么都有，要么都没有（依据为 none）", text)
        return
    try:
        place.position  # noqa: B018  # reading it checks it
    except ValueError as error:
        yield FieldError("/position", "invalid", "坐标、精度与依据应一致", str(error))


def _wrong_visit(place: Place) -> Iterator[FieldError]:
    minutes = (place.visit_min, place.visit_usual, place.visit_max)
    if minutes == (None, None, None):
        return
    known = [count for count in minutes if count is not None]
    if len(known) < 3 or known != sorted(known) or known[0] <= 0:
        text = "gives minutes from the least to the most, all three or none"
        yield FieldError("/visit_minutes", "invalid", "游览时长应为由少到多的三个分钟数，或全部留空", text)


def _wrong_map(row: Sourced) -> Iterator[FieldError]:
    fields = [field.name for field in (*row._meta.concrete_fields, *row._meta.many_to_many)]
    yield from wrong_facts(row.facts, [*fields, "position", "visit_minutes", "fares"], demo=row.demo)
