"""Itineraries: trips that travellers keep, at links that nobody can guess."""

import hashlib
from dataclasses import replace
from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema
from pydantic import Field

from api.calendars import calendar_response
from api.precondition import require_match
from api.v1.answers import answer, private, problems
from api.v1.parameters import Shown
from api.v1.plan_shapes import KeepIn, pointing_into_body
from routes.answer import DayShown, MarkShown, PlanAnswer, Spot
from routes.services import Trip, delete_itinerary, itinerary_calendar, keep_itinerary, read_itinerary
from tourism.clock import moment_of
from tourism.values.geo import Coordinate, Crs

router = Router(tags=["trips"])

Token = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}$", description="Secret of a link.")]


class LinkOut(Schema):
    """One way in to a kept trip."""

    token: str
    url: str


class ItineraryOut(Schema):
    """A kept trip, as the link that was used may show it."""

    id: UUID
    role: str = Field(description="what the link allows: edit or view")
    version: int
    links: dict[str, LinkOut] = Field(description="the links that this one may hand on, by role: edit, view, feed")
    plan: PlanAnswer
    marks: list[MarkShown] = Field(description="what happened since to its stops; empty while all still holds")
    created_at: datetime
    modified_at: datetime


@router.post("", response={201: ItineraryOut, **problems(413, 415, 422)}, summary="Keep a trip")
def create_itinerary(request: HttpRequest, body: KeepIn) -> HttpResponse:
    """Keep a trip: the days given, once they have passed the checker, or a fresh plan.

    The answer holds its links. Only the edit link writes; the feed link goes into a calendar.
    """
    asked = body.to_request()
    with pointing_into_body():
        trip = keep_itinerary(asked, body.field("days"), now=moment_of(request))
    response = _answer(trip, asked.crs, str(asked.lang), status=201)
    response.headers["Location"] = f"/api/v1/itineraries/{trip.links['edit'].token}"
    return response


@router.get("/{token}.ics", response={200: str, **problems(404, 410)}, summary="Download a kept trip's calendar")
def get_itinerary_calendar(request: HttpRequest, token: Token, shown: Query[Shown]) -> HttpResponse:
    """Read a kept trip as an iCalendar file, by any of its links."""
    data, etag, modified = itinerary_calendar(token, lang=shown.lang, now=moment_of(request))
    return private(calendar_response(request, data, etag=etag, modified=modified, public=False))


@router.get("/{token}", response={200: ItineraryOut, **problems(403, 404, 410)}, summary="Read a kept trip")
def get_itinerary(request: HttpRequest, token: Token, shown: Query[Shown]) -> HttpResponse:
    """Read a kept trip by its edit or view link; once deleted, every link answers 410."""
    return _answer(read_itinerary(token, lang=shown.lang, now=moment_of(request)), shown.crs, shown.lang)


@router.delete("/{token}", response={204: None, **problems(403, 404, 410, 412, 428)}, summary="Delete a kept trip")
def remove_itinerary(request: HttpRequest, token: Token) -> HttpResponse:
    """Delete a kept trip by its edit link. `If-Match` holds the ETag that reading it gave, in any language."""
    now = moment_of(request)
    require_match(request, str(read_itinerary(token, now=now).itinerary.version))
    delete_itinerary(token, now=now)
    return HttpResponse(status=204)


def _answer(trip: Trip, crs: Crs, lang: str, *, status: int = 200) -> HttpResponse:
    shown = ItineraryOut(
        id=trip.itinerary.id,
        role=trip.role,
        version=trip.itinerary.version,
        links={role: LinkOut(token=link.token, url=link.url) for role, link in trip.links.items()},
        plan=replace(trip.plan, days=tuple(_day_in(day, crs) for day in trip.plan.days)),
        marks=list(trip.marks),
        created_at=trip.itinerary.created_at,
        modified_at=trip.itinerary.modified_at,
    )
    response = private(answer(shown, ItineraryOut, lang=lang, status=status))
    # The version comes first, so that a change may be conditional whatever language its reader had.
    digest = hashlib.sha256(response.content).hexdigest()[:24]
    response.headers["ETag"] = f'"{trip.itinerary.version}-{digest}"'
    return response


def _day_in(day: DayShown, crs: Crs) -> DayShown:
    """Return a day with its positions in another datum; a kept trip is stored in WGS-84."""
    return replace(
        day,
        start=replace(day.start, position=_spot_in(day.start.position, crs)),
        stops=tuple(
            replace(stop, position=None if stop.position is None else _spot_in(stop.position, crs))
            for stop in day.stops
        ),
        end=replace(day.end, position=_spot_in(day.end.position, crs)),
    )


def _spot_in(spot: Spot, crs: Crs) -> Spot:
    shown = Coordinate(spot.lat, spot.lon, Crs(spot.crs)).to(crs)
    return replace(spot, lat=round(shown.lat, 6), lon=round(shown.lon, 6), crs=str(crs))
