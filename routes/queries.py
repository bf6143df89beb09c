"""Reads for planning and for showing themed routes and kept trips."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from events.models import Event, Occurrence
from routes.models import Itinerary, ItineraryLink, ItineraryTarget, Route, RouteStop
from routes.travel import StatedDistance
from tourism.places.models import Closure, Destination, Industry, KnownDistance, Place, Theme
from tourism.values.errors import NotFound


def routes_listed(*, destination: str | None = None, theme: str | None = None) -> QuerySet[Route]:
    """Return the themed routes that the public sees, with their stops."""
    stops = RouteStop.objects.select_related("place", "place__town", "industry").order_by("rank")
    routes = Route.objects.filter(listed=True).select_related("destination", "theme")
    if destination is not None:
        routes = routes.filter(destination__slug=destination)
    if theme is not None:
        routes = routes.filter(theme__slug=theme)
    return routes.prefetch_related(Prefetch("stops", queryset=stops))


def routes_counted(destination: str) -> QuerySet[Route]:
    """Return the listed routes with the number of their stops beside them, as ``stop_count``."""
    routes = Route.objects.filter(listed=True, destination__slug=destination).select_related("theme")
    return routes.annotate(stop_count=Count("stops"))


def route_by_slug(slug: str) -> Route:
    """Return a listed route with its stops; raise ``NotFound``."""
    route = routes_listed().filter(slug=slug).first()
    if route is None:
        raise NotFound(f"There is no route {slug}.", text_zh=f"没有 {slug} 这条线路。")
    return route


def stops_of_industry(industry: Industry) -> QuerySet[RouteStop]:
    """Return the stops of listed routes where an industry earns, in the order of their routes."""
    stops = RouteStop.objects.filter(industry=industry, route__listed=True).select_related("route", "place")
    return stops.order_by("route__rank", "route__slug", "rank")


def routes_named(slugs: Iterable[str]) -> QuerySet[Route]:
    """Return the listed routes of these slugs, for their names."""
    return Route.objects.filter(slug__in=list(slugs), listed=True)


@dataclass(frozen=True, slots=True)
class Liked:
    """A theme with the keys of its places, and the slug of its first listed route where it has one."""

    theme: Theme
    places: frozenset[int]
    route: str


def themes_with_routes(destination: str) -> list[Liked]:
    """Return the themes in the order shown, each with its places and its route, in one query."""
    own = Route.objects.filter(destination__slug=destination, listed=True, theme=OuterRef("pk"))
    first = own.order_by("rank", "slug").values("slug")[:1]
    rows = list(Theme.objects.annotate(route=Subquery(first), place=F("places")))
    return [
        Liked(theme, frozenset(row.place for row in same if row.place), theme.route or "")
        for same in (list(group) for _, group in groupby(rows, key=lambda row: row.pk))
        if (theme := same[0])
    ]


def destination_to_plan(slug: str | None) -> Destination | None:
    """Return a county by its slug, the first one when none is named."""
    counties = Destination.objects.select_related("centre").order_by("pk")
    return (counties if slug is None else counties.filter(slug=slug)).first()


def places_to_plan(destination: Destination) -> list[Place]:
    """Return the listed places of a county with all that planning reads, in a fixed order."""
    places = Place.objects.filter(destination=destination, listed=True)
    return list(places.select_related("town", "part_of").prefetch_related("themes").order_by("slug"))


def occurrences_to_plan(destination: Destination, first: datetime, until: datetime) -> list[Occurrence]:
    """Return the dated, published occurrences that touch a span, cancelled ones too, in a fixed order."""
    occurrences = Occurrence.objects.filter(
        event__destination=destination,
        event__listed=True,
        event__standing=Event.Standing.SCHEDULED,
        event__status__in=(Event.Status.PUBLISHED, Event.Status.CANCELLED, Event.Status.POSTPONED),
        start__lt=until,
        end__gt=first,
    ).exclude(status=Occurrence.Status.TENTATIVE)
    related = occurrences.select_related("venue", "event__venue__town", "event__town", "venue__town")
    return list(related.prefetch_related("event__themes").order_by("start", "public_id"))


def closures_to_plan(destination: Destination) -> dict[int, list[Closure]]:
    """Return the closures of a county's places, by place."""
    found: dict[int, list[Closure]] = {}
    for closure in Closure.objects.filter(place__destination=destination).order_by("first", "pk"):
        found.setdefault(closure.place_id, []).append(closure)
    return found


def stated_distances() -> list[StatedDistance]:
    """Return the road distances that sources state between two places of ours."""
    rows = KnownDistance.objects.filter(
        Q(mode="road") | Q(mode="car"), origin__isnull=False, target__isnull=False, metres__isnull=False
    ).select_related("origin", "target")
    return [
        StatedDistance(row.origin.slug, row.target.slug, row.metres, row.minutes)
        for row in rows.order_by("slug")
        if row.origin and row.target and row.metres
    ]


def places_named(slugs: Iterable[str]) -> dict[str, Place]:
    """Return the places of these slugs, listed or not, with their closures; one that is gone is missing."""
    rows = Place.objects.filter(slug__in=set(slugs)).prefetch_related("closures")
    return {place.slug: place for place in rows}


def occurrences_named(public_ids: Iterable[str]) -> dict[str, Occurrence]:
    """Return the dates of these public ids, shown or not; one that is gone is missing."""
    rows = Occurrence.objects.filter(public_id__in=set(public_ids))
    return {str(row.public_id): row for row in rows.select_related("venue", "event__venue")}


def event_ids_of(public_ids: Iterable[str]) -> set[str]:
    """Return the events that dates belong to."""
    rows = Occurrence.objects.filter(public_id__in=set(public_ids))
    return {str(event_id) for event_id in rows.values_list("event_id", flat=True)}


def trips_resting_on(targets: Iterable[tuple[str, str]], days: Iterable[date], *, today: date) -> list[UUID]:
    """Return the kept trips, not over, that rest on any of these things or fall on any of these days."""
    of_type: defaultdict[str, set[str]] = defaultdict(set)
    for type_, public_id in targets:
        of_type[type_].add(public_id)
    wanted = Q(pk__in=[])
    for type_, public_ids in sorted(of_type.items()):
        rows = ItineraryTarget.objects.filter(type=type_, public_id__in=public_ids)
        wanted |= Q(pk__in=rows.values("itinerary_id"))
    for day in set(days):
        wanted |= Q(first_day__lte=day, last_day__gte=day)
    kept = Itinerary.objects.filter(wanted, deleted_at__isnull=True, last_day__gte=today)
    return list(kept.order_by("pk").values_list("pk", flat=True))


def link_by_hash(token_hash: str) -> ItineraryLink | None:
    """Return the link with this hash, with its trip."""
    links = ItineraryLink.objects.select_related("itinerary", "itinerary__destination")
    return links.filter(token_hash=token_hash).first()
