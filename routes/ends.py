"""Where each day starts and ends: what was asked, or the county's centre with a warning."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from routes.asking import fault, invalid
from routes.codes import Caution, Fault
from routes.request import TripRequest, Where
from routes.wording import Text
from tourism.places.models import Destination, Place
from tourism.values.geo import Basis, Position

EXACT = 0
TOWN_PRECISION_M = 3000


@dataclass(frozen=True, slots=True)
class Site:
    """A spot with its name."""

    place: Place | None
    name: Text
    position: Position


@dataclass(frozen=True, slots=True)
class Nights:
    """The start and end of each day, and which of them nobody asked for."""

    days: tuple[tuple[Site, Site], ...]
    assumed: tuple[Caution, ...]


def position_to_plan(place: Place) -> Position:
    """Return a place's position, its town's where it has none, as far off as a town is wide."""
    if place.position.coordinate is not None or place.town is None:
        return place.position
    town = place.town.position
    if town.coordinate is None:
        return place.position
    return Position(town.coordinate, max(town.precision_m or 0, TOWN_PRECISION_M), Basis.TOWN)


def nights(request: TripRequest, destination: Destination, places: dict[str, Place]) -> Nights:
    """Return where the days start and end."""
    centre = _centre(destination)
    lodging = [_site(where, f"/lodging/{number}", places) for number, where in enumerate(request.lodging)]
    first = lodging[0] if lodging else centre
    start = _site(request.start, "/start", places) if request.start else first
    end = (
        _site(request.end, "/end", places)
        if request.end
        else (start if request.start else lodging[-1] if lodging else centre)
    )
    slept = lodging * (request.days - 1) if len(lodging) == 1 else lodging or [centre] * (request.days - 1)
    bounds = [start, *slept[: request.days - 1], end]
    return Nights(tuple(pairwise(bounds)), _assumed(request))


def _assumed(request: TripRequest) -> tuple[Caution, ...]:
    taken = []
    if request.start is None and not request.lodging:
        taken.append(Caution.START_ASSUMED)
    if request.end is None and (request.start is not None or not request.lodging):
        taken.append(Caution.END_ASSUMED)
    if request.days > 1 and not request.lodging:
        taken.append(Caution.LODGING_ASSUMED)
    return tuple(taken)


def _centre(destination: Destination) -> Site:
    centre = destination.centre
    if centre is None or centre.position.coordinate is None:
        return Site(None, Text(destination.name_zh, destination.name_en), Position(None, None, Basis.NONE))
    return Site(centre, Text(centre.name_zh, centre.name_en or centre.name_zh), centre.position)


def _site(where: Where, pointer: str, places: dict[str, Place]) -> Site:
    if where.coordinate is not None:
        position = Position(where.coordinate, EXACT, Basis.POINT)
        return Site(None, Text("您给的位置", "the position you gave"), position)
    place = places.get(where.place or "")
    if place is None:
        raise invalid([fault(pointer, Fault.UNKNOWN_PLACE, found=where.place)])
    position = position_to_plan(place)
    if position.coordinate is None:
        raise invalid([fault(pointer, Fault.NO_POSITION, found=place.slug)])
    return Site(place, Text(place.name_zh, place.name_en or place.name_zh), position)


def dates_of(request: TripRequest) -> tuple[date, ...]:
    """Return the dates of the trip."""
    first = request.start_date.toordinal()
    return tuple(date.fromordinal(first + number) for number in range(request.days))
