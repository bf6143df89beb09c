"""Reads a trip request from JSON, naming every field that is wrong, and writes it back."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, time
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeGuard, TypeVar

from routes.codes import Fault
from routes.request import (
    MOST_DAYS,
    MOST_INTEREST,
    MOST_MUSTS,
    MOST_PEOPLE,
    Diet,
    Effort,
    Lang,
    Mobility,
    Pace,
    Party,
    TripRequest,
    Weather,
    Where,
    Wish,
)
from routes.travel import Mode
from routes.wording import FAULTS, told
from tourism.values.errors import FieldError, Invalid
from tourism.values.geo import Coordinate, Crs
from tourism.values.money import Fen, fen_to_yuan, yuan_to_fen

MOST_SEED = 2**31 - 1
LONGEST_ID = 120
MOST_THEMES = 40
FIRST_YEAR, LAST_YEAR = 2000, 2099
TARGETS = ("place", "occurrence", "theme")

Read = TypeVar("Read")
Choice = TypeVar("Choice", bound=StrEnum)


def fault(pointer: str, code: Fault, *, zh: Mapping[str, object] | None = None, **params: object) -> FieldError:
    """Return what is wrong with one field, in words."""
    text = told(FAULTS[code], zh=zh, **params)
    return FieldError(pointer=pointer, code=code, text_zh=text.zh, text_en=text.en)


def escaped(name: str) -> str:
    """Return a name as a JSON pointer writes it."""
    return name.replace("~", "~0").replace("/", "~1")


def invalid(errors: list[FieldError]) -> Invalid:
    """Return the refusal that names these fields."""
    first = errors[0]
    return Invalid(
        f"{first.pointer}: {first.text_en}",
        text_zh=f"{first.pointer}：{first.text_zh}",
        field=first.pointer,
        errors=tuple(errors),
    )


class _WrongError(Exception):
    """One value is wrong; caught where its pointer is known."""

    def __init__(self, code: Fault, **params: object) -> None:
        self.code, self.params = code, params
        super().__init__(code)


class _Reader:
    """Reads the fields of one object and gathers what is wrong with them."""

    def __init__(self, data: object, pointer: str, errors: list[FieldError]) -> None:
        self.pointer, self.errors = pointer, errors
        self.data: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
        if not isinstance(data, Mapping):
            errors.append(fault(pointer, Fault.NOT_AN_OBJECT))

    def refuse_others(self, *known: str) -> None:
        """Name every field that is not known."""
        for name in self.data:
            if name not in known:
                shown = str(name)[:LONGEST_ID].encode("utf-8", "replace").decode()
                self.errors.append(fault(self._at(shown), Fault.UNKNOWN_FIELD, name=shown, known=", ".join(known)))

    def take(self, name: str, read: Callable[[Any], Read], default: Read) -> Read:
        """Read a field that may be left out."""
        if name not in self.data:
            return default
        try:
            return read(self.data[name])
        except _WrongError as wrong:
            self.errors.append(fault(self._at(name), wrong.code, zh=None, **wrong.params))
            return default

    def need(self, name: str, read: Callable[[Any], Read], default: Read) -> Read:
        """Read a field that must be there."""
        if name not in self.data:
            self.errors.append(fault(self._at(name), Fault.REQUIRED, name=name))
        return self.take(name, read, default)

    def items(self, name: str, most: int) -> list[tuple[str, Any]]:
        """Return the entries of a list with their pointers."""
        none: list[Any] = []
        values = self.take(name, _list_of(most), none)
        return [(f"{self._at(name)}/{number}", value) for number, value in enumerate(values)]

    def _at(self, name: str) -> str:
        return f"{self.pointer}/{escaped(name)}"


def trip_request(data: object) -> TripRequest:
    """Return the request that JSON asks for; raise ``Invalid`` with every field that is wrong."""
    errors: list[FieldError] = []
    reader = _Reader(data, "", errors)
    reader.refuse_others(*("budget_cny" if each.name == "budget_fen" else each.name for each in fields(TripRequest)))
    request = TripRequest(
        start_date=reader.need("start_date", _date, date(2000, 1, 1)),
        days=reader.need("days", _days, 1),
        day_start=reader.take("day_start", _time, time(8, 30)),
        day_end=reader.take("day_end", _time, time(20, 30)),
        start=_where(reader, "start", errors),
        end=_where(reader, "end", errors),
        lodging=_lodging(reader, errors),
        party=_party(reader, errors),
        mobility=reader.take("mobility", _choice(Mobility), Mobility.ANY),
        diet=reader.take("diet", _choice(Diet), Diet.NONE),
        interests=_interests(reader, errors),
        pace=reader.take("pace", _choice(Pace), Pace.NORMAL),
        transport=reader.take("transport", _choice(Mode), Mode.CAR),
        meals=reader.take("meals", _boolean, True),
        rests=reader.take("rests", _optional(_boolean), None),
        include_events=reader.take("include_events", _boolean, True),
        weather=reader.take("weather", _choice(Weather), Weather.ANY),
        last_transport=reader.take("last_transport", _optional(_time), None),
        must=_wishes(reader, "must", errors),
        avoid=_wishes(reader, "avoid", errors),
        prefer=_wishes(reader, "prefer", errors),
        budget_fen=reader.take("budget_cny", _money, None),
        alternatives=reader.take("alternatives", _between(0, 3), 0),
        effort=reader.take("effort", _choice(Effort), Effort.FAST),
        seed=reader.take("seed", _between(0, MOST_SEED), 0),
        lang=reader.take("lang", _choice(Lang), Lang.ZH),
        crs=reader.take("crs", _choice(Crs), Crs.WGS84),
        destination=reader.take("destination", _optional(_text), None),
    )
    errors.extend(_across(request))
    if errors:
        raise invalid(errors)
    return request


def _across(request: TripRequest) -> list[FieldError]:
    """Name what is wrong between fields, and what asks for a part that is not built."""
    errors: list[FieldError] = []
    if request.day_end <= request.day_start:
        errors.append(fault("/day_end", Fault.DAY_TOO_SHORT))
    if request.last_transport is not None and request.last_transport <= request.day_start:
        errors.append(fault("/last_transport", Fault.TOO_EARLY, found=request.last_transport.isoformat("minutes")))
    if len(request.lodging) > 1 and len(request.lodging) != request.days - 1:
        errors.append(fault("/lodging", Fault.WRONG_NIGHTS, needed=max(1, request.days - 1)))
    for name in ("must", "avoid", "prefer"):
        for number, wish in enumerate(getattr(request, name)):
            if wish.day is not None and wish.day > request.days:
                errors.append(fault(f"/{name}/{number}/day", Fault.OUT_OF_RANGE, least=1, most=request.days))
    return errors + _not_built(request)


def _not_built(request: TripRequest) -> list[FieldError]:
    """Refuse by name what would otherwise be ignored in silence."""
    built = {"alternatives": 0, "effort": Effort.FAST}
    return [
        fault(f"/{name}", Fault.NOT_BUILT, name=name, known=known)
        for name, known in built.items()
        if getattr(request, name) != known
    ]


def _where(reader: _Reader, name: str, errors: list[FieldError]) -> Where | None:
    value = reader.data.get(name)
    return None if value is None else _spot(value, f"{reader.pointer}/{name}", errors)


def _spot(value: object, pointer: str, errors: list[FieldError]) -> Where | None:
    """Read a place or a position; a wrong one is named and read as none."""
    inner = _Reader(value, pointer, errors)
    inner.refuse_others("place", "lat", "lon", "crs")
    place = inner.take("place", _optional(_text), None)
    crs = inner.take("crs", _choice(Crs), Crs.WGS84)
    lat: Any = inner.data.get("lat")
    lon: Any = inner.data.get("lon")
    if place is not None and lat is None and lon is None:
        return Where(place=place)
    if place is None and _is_number(lat) and _is_number(lon):
        try:
            return Where(coordinate=Coordinate(float(lat), float(lon), crs))
        except (ValueError, OverflowError):
            pass
    errors.append(fault(pointer, Fault.NOT_A_SPOT))
    return None


def _lodging(reader: _Reader, errors: list[FieldError]) -> tuple[Where, ...]:
    spots = (_spot(value, pointer, errors) for pointer, value in reader.items("lodging", MOST_DAYS))
    return tuple(spot for spot in spots if spot is not None)


def _party(reader: _Reader, errors: list[FieldError]) -> Party:
    if "party" not in reader.data:
        return Party()
    before = len(errors)
    inner = _Reader(reader.data["party"], "/party", errors)
    inner.refuse_others("adults", "seniors", "children")
    people = _between(0, MOST_PEOPLE)
    party = Party(inner.take("adults", people, 0), inner.take("seniors", people, 0), inner.take("children", people, 0))
    total = party.adults + party.seniors + party.children
    if total == 0 and len(errors) == before:
        errors.append(fault("/party", Fault.NOBODY_COMES))
    if total > MOST_PEOPLE:
        errors.append(fault("/party", Fault.TOO_MANY_PEOPLE, most=MOST_PEOPLE, found=total))
    return party


def _interests(reader: _Reader, errors: list[FieldError]) -> Mapping[str, int]:
    if "interests" not in reader.data:
        return MappingProxyType({})
    inner = _Reader(reader.data["interests"], "/interests", errors)
    if len(inner.data) > MOST_THEMES:
        errors.append(fault("/interests", Fault.TOO_MANY, most=MOST_THEMES))
        return MappingProxyType({})
    read = _between(0, MOST_INTEREST)
    return MappingProxyType({str(name): inner.take(name, read, 0) for name in sorted(inner.data, key=str)})


def _wishes(reader: _Reader, name: str, errors: list[FieldError]) -> tuple[Wish, ...]:
    wishes = (_wish(value, pointer, errors) for pointer, value in reader.items(name, MOST_MUSTS))
    return tuple(wish for wish in wishes if wish is not None)


def _wish(value: object, pointer: str, errors: list[FieldError]) -> Wish | None:
    inner = _Reader(value, pointer, errors)
    inner.refuse_others(*TARGETS, "day", "between")
    named = [kind for kind in TARGETS if inner.data.get(kind) is not None]
    day = inner.take("day", _optional(_between(1, MOST_DAYS)), None)
    between = inner.take("between", _optional(_stretch), None)
    if len(named) != 1:
        errors.append(fault(pointer, Fault.NOT_ONE_TARGET))
        return None
    return Wish(named[0], inner.take(named[0], _text, ""), day, between)


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _WrongError(Fault.NOT_A_WHOLE_NUMBER)
    return value


def _between(least: int, most: int) -> Callable[[Any], int]:
    def read(value: object) -> int:
        number = _whole(value)
        if not least <= number <= most:
            raise _WrongError(Fault.OUT_OF_RANGE, least=least, most=most)
        return number

    return read


def _days(value: object) -> int:
    number = _whole(value)
    if not 1 <= number <= MOST_DAYS:
        raise _WrongError(Fault.TOO_MANY_DAYS, most=MOST_DAYS, found=number if abs(number) < 10**6 else "…")
    return number


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise _WrongError(Fault.NOT_A_BOOLEAN)
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_ID or not value.isprintable():
        raise _WrongError(Fault.NOT_TEXT, most=LONGEST_ID)
    return value


def _date(value: object) -> date:
    try:
        day = date.fromisoformat(value if isinstance(value, str) and len(value) == 10 else "")
    except ValueError:
        raise _WrongError(Fault.NOT_A_DATE) from None
    # The library also reads weeks, such as 2026-W48-2.
    if day.isoformat() != value or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _WrongError(Fault.NOT_A_DATE)
    return day


def _time(value: object) -> time:
    try:
        if isinstance(value, str) and len(value) == 5 and value[2] == ":":
            return time.fromisoformat(value)
    except ValueError:
        pass
    raise _WrongError(Fault.NOT_A_TIME)


def _minutes(value: object) -> int:
    moment = _time(value)
    return moment.hour * 60 + moment.minute


def _stretch(value: object) -> tuple[int, int]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise _WrongError(Fault.NOT_A_STRETCH)
    first, last = _minutes(value[0]), _minutes(value[1])
    if last < first:
        raise _WrongError(Fault.NOT_A_STRETCH)
    return first, last


def _money(value: object) -> Fen | None:
    if value is None:
        return None
    if not _is_number(value):
        raise _WrongError(Fault.NOT_MONEY)
    try:
        return yuan_to_fen(value)
    except ValueError:
        raise _WrongError(Fault.NOT_MONEY) from None


def _list_of(most: int) -> Callable[[Any], list[Any]]:
    def read(value: object) -> list[Any]:
        if not isinstance(value, list | tuple):
            raise _WrongError(Fault.NOT_A_LIST)
        if len(value) > most:
            raise _WrongError(Fault.TOO_MANY, most=most)
        return list(value)

    return read


def _choice(choices: type[Choice]) -> Callable[[Any], Choice]:
    def read(value: object) -> Choice:
        if isinstance(value, str) and value in {choice.value for choice in choices}:
            return choices(value)
        raise _WrongError(Fault.NOT_ONE_OF, known=", ".join(choices))

    return read


def _optional(read: Callable[[Any], Read]) -> Callable[[Any], Read | None]:
    def maybe(value: object) -> Read | None:
        return None if value is None else read(value)

    return maybe


def request_json(request: TripRequest) -> dict[str, Any]:
    """Write a request as JSON, defaults included, so that a kept trip says what it was planned from."""
    last = request.last_transport
    plain = ("weather", "mobility", "diet", "pace", "transport", "effort", "lang", "crs")
    return {
        "start_date": request.start_date.isoformat(),
        "days": request.days,
        "day_start": request.day_start.isoformat("minutes"),
        "day_end": request.day_end.isoformat("minutes"),
        "start": _spot_json(request.start),
        "end": _spot_json(request.end),
        "lodging": [_spot_json(spot) for spot in request.lodging],
        "party": {
            "adults": request.party.adults,
            "seniors": request.party.seniors,
            "children": request.party.children,
        },
        "interests": dict(request.interests),
        "meals": request.meals,
        "rests": request.rests,
        "include_events": request.include_events,
        "last_transport": None if last is None else last.isoformat("minutes"),
        "must": [_wish_json(wish) for wish in request.must],
        "avoid": [_wish_json(wish) for wish in request.avoid],
        "prefer": [_wish_json(wish) for wish in request.prefer],
        "budget_cny": None if request.budget_fen is None else fen_to_yuan(request.budget_fen),
        "alternatives": request.alternatives,
        "seed": request.seed,
        "destination": request.destination,
        **{name: str(getattr(request, name)) for name in plain},
    }


def _spot_json(spot: Where | None) -> dict[str, Any] | None:
    if spot is None:
        return None
    if spot.coordinate is None:
        return {"place": spot.place}
    return {"lat": spot.coordinate.lat, "lon": spot.coordinate.lon, "crs": str(spot.coordinate.crs)}


def _wish_json(wish: Wish) -> dict[str, Any]:
    shown: dict[str, Any] = {wish.kind: wish.id}
    if wish.day is not None:
        shown["day"] = wish.day
    if wish.between is not None:
        shown["between"] = [f"{minute // 60:02d}:{minute % 60:02d}" for minute in wish.between]
    return shown
