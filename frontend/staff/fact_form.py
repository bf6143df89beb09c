"""Reads the value of one fact in its natural form, and its source, as somebody typed them on a phone."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NoReturn

from frontend.staff.spots import spot_of
from tourism.gaps.fields import Kind
from tourism.gaps.services import Finding, Ground
from tourism.values.errors import Invalid
from tourism.values.geo import Basis, Coordinate, Crs
from tourism.values.hours import parse_hours

Form = Mapping[str, str]

MOST_YUAN = 10_000
MOST_STEPS = 20_000
MOST_MINUTES = 24 * 60
MOST_PRECISION_M = 20_000
DEAREST_DIGITS = 9
PHONE = re.compile(r"\+?[0-9][0-9 ()/-]{3,30}[0-9]")
CLOCK = re.compile(r"(?:[01][0-9]|2[0-4]):[0-5][0-9]")
DIETS = ("halal", "vegetarian")
WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
FARE_COLUMNS = {"adult": "fare_adult_fen", "senior": "fare_senior_fen", "child": "fare_child_fen"}
HOURS_PRESETS = ("Mo-Su 08:00-17:30", "Mo-Su 08:30-17:00", "Mo-Su 09:00-17:00", "Tu-Su 09:00-17:00", "24/7")


def read_finding(kind: Kind, name: str, form: Form) -> Finding:
    """Return what was found out; raise ``Invalid`` with the field at fault."""
    ground = form.get("ground", "")
    if ground not in set(Ground):
        _refuse("/ground", "说说是怎么知道的", "say how you found out")
    try:
        checked_on = date.fromisoformat(form.get("checked_on", ""))
    except ValueError:
        _refuse("/checked_on", "写上是哪天核实的", "give the day of the check")
    return Finding(
        values=read_values(kind, name, form),
        ground=Ground(ground),
        checked_on=checked_on,
        confidence=form.get("confidence", "high"),
        note=form.get("note", "").strip(),
        source_code=form.get("source_code", ""),
        title=form.get("title", "").strip() if ground == Ground.WEB else "",
        url=form.get("url", "").strip() if ground == Ground.WEB else "",
    )


def read_values(kind: Kind, name: str, form: Form) -> dict[str, Any]:
    """Return the columns that a form fills; raise ``Invalid`` where it fills none, or wrongly."""
    return READERS[kind](name, form)


def read_hours(form: Form) -> str:
    """Return opening hours in OSM notation: as written, else of two times and a day off, else one of the usual."""
    written = form.get("osm", "").strip()
    if written:
        return written
    opens, closes, off = form.get("opens", ""), form.get("closes", ""), form.get("off", "")
    if not opens and not closes:
        preset = form.get("preset", "")
        return preset if preset in HOURS_PRESETS else ""
    if not (CLOCK.fullmatch(opens) and CLOCK.fullmatch(closes)):
        _refuse("/opens", "开门和关门的钟点都要填", "give both the time it opens and the time it closes")
    days = "Mo-Su" if off not in WEEKDAYS else ",".join(day for day in WEEKDAYS if day != off)
    return f"{days} {opens}-{closes}"


def _hours(name: str, form: Form) -> dict[str, Any]:
    del name
    text = read_hours(form)
    if not text:
        _refuse("/hours", "选一个钟点，或自己填", "choose the hours, or fill them in")
    try:
        parse_hours(text)
    except ValueError as error:
        _refuse("/hours", "钟点写法不对，如 Mo-Su 09:00-17:00", str(error))
    return {"hours": text}


def _fares(name: str, form: Form) -> dict[str, Any]:
    del name
    if form.get("free"):
        return dict.fromkeys(FARE_COLUMNS.values(), 0)
    values = {column: _fen(band, form.get(band, "").strip()) for band, column in FARE_COLUMNS.items()}
    if all(fen is None for fen in values.values()):
        _refuse("/adult", "至少填一个价钱，或勾选免费", "give at least one price, or tick free")
    return values


def _fen(band: str, text: str) -> int | None:
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,6}(?:\.[0-9]{1,2})?", text, re.ASCII) or float(text) > MOST_YUAN:
        _refuse(
            f"/{band}", f"价钱写成元，如 60 或 7.5，最多 {MOST_YUAN}", f"write yuan, as 60 or 7.5, up to {MOST_YUAN}"
        )
    return round(float(text) * 100)


def _phone(name: str, form: Form) -> dict[str, Any]:
    text = form.get(name, "").strip()
    if not PHONE.fullmatch(text) or len(text) > 32:
        _refuse("/phone", "电话写成数字，如 0391-5037777", "write a number such as 0391-5037777")
    return {"phone": text}


def _steps(name: str, form: Form) -> dict[str, Any]:
    del name
    values = _answer("step_free", form)
    values["steps"] = _number("count", form, MOST_STEPS) if form.get("count", "").strip() else None
    if values["step_free"] == "yes" and values["steps"]:
        _refuse("/count", "没有台阶，就不填级数", "where there are no steps, leave their number out")
    return values


def _answer(name: str, form: Form) -> dict[str, Any]:
    if form.get(name) not in ("yes", "no"):
        _refuse(f"/{name}", "选一个", "choose one")
    return {name: form[name]}


def _minutes(name: str, form: Form) -> dict[str, Any]:
    del name
    usual = _number("usual", form, MOST_MINUTES)
    least, most = (
        _number(each, form, MOST_MINUTES) if form.get(each, "").strip() else usual for each in ("least", "most")
    )
    if not 0 < least <= usual <= most:
        _refuse("/usual", "由少到多填分钟数", "give minutes from the least to the most")
    return {"visit_min": least, "visit_usual": usual, "visit_max": most}


def _diet(name: str, form: Form) -> dict[str, Any]:
    if form.get(name) not in DIETS:
        _refuse("/diet", "选一个", "choose one")
    return {"diet": form[name]}


def _position(name: str, form: Form) -> dict[str, Any]:
    del name
    spot = _here(form) if form.get("lat") else spot_of(form.get("spot", ""), form.get("crs", ""))
    precision = form.get("accuracy") or form.get("precision", "")
    metres = float(precision) if re.fullmatch(r"[0-9]{1,6}(?:\.[0-9]{1,20})?", precision, re.ASCII) else math.inf
    if metres > MOST_PRECISION_M:
        _refuse("/precision", "说说准到多少米", "say within how many metres")
    found = spot.to(Crs.WGS84)
    return {
        "lat": round(found.lat, 6),
        "lon": round(found.lon, 6),
        "precision_m": max(1, round(metres)),
        "basis": str(Basis.POINT),
    }


def _here(form: Form) -> Coordinate:
    """Return where the phone says that it is; browsers speak WGS-84."""
    try:
        return Coordinate(float(form["lat"]), float(form.get("lon", "")))
    except ValueError:
        _refuse("/spot", "定位没读到，再按一次", "the position was not read; press once more")


def _number(name: str, form: Form, most: int) -> int:
    text = form.get(name, "").strip()
    if not re.fullmatch(r"[0-9]{1,6}", text, re.ASCII) or int(text) > most:
        _refuse(f"/{name}", f"填一个数，最多 {most}", f"give a number, up to {most}")
    return int(text)


def _refuse(pointer: str, text_zh: str, text_en: str) -> NoReturn:
    raise Invalid(text_en, text_zh, field=pointer)


READERS: dict[Kind, Callable[[str, Form], dict[str, Any]]] = {
    Kind.HOURS: _hours,
    Kind.FARES: _fares,
    Kind.PHONE: _phone,
    Kind.STEPS: _steps,
    Kind.ANSWER: _answer,
    Kind.MINUTES: _minutes,
    Kind.DIET: _diet,
    Kind.POSITION: _position,
}
