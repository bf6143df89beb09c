"""Tells search engines what a page is about, in the words of schema.org: what is unknown is left out.

A row of the demonstration says in its description that it is invented.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings

from frontend.public.language import Language
from frontend.public.moments import local
from frontend.public.presenters.calendar import place_said
from frontend.public.presenters.happenings import event_path, original_instant
from frontend.public.presenters.place import EXACT_FROM_M, town_said
from frontend.public.words import say

if TYPE_CHECKING:
    from events.models import Event, Occurrence, Season
    from routes.models import Route
    from tourism.places.models import Destination, Industry, Organisation, Place

Data = dict[str, Any]

STATUSES = {"cancelled": "EventCancelled", "tentative": "EventPostponed"}
# Places that people come for; a town, a station or a lodging is a place, and no more is claimed.
ATTRACTIONS = ("sight", "producer", "venue")


def site_data(lang: Language) -> Data:
    """Return the whole site, with the search that it answers."""
    home = f"{settings.PUBLIC_URL}/{lang}/"
    search = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{home}search?q={{search_term_string}}"},
        "query-input": "required name=search_term_string",
    }
    return _thing("WebSite", say(lang, "site"), home, inLanguage=lang.code, potentialAction=search)


def place_data(place: "Place", lang: Language) -> Data:
    """Return a place; its position is told only where it is a point that can be navigated to."""
    kind = "TouristAttraction" if place.role in ATTRACTIONS else "Place"
    data = _thing(
        kind,
        lang.pick(place.name_zh, place.name_en),
        _address(lang, f"places/{place.slug}"),
        description=_described(lang.pick(place.description_zh, place.description_en), lang, demo=place.demo),
        address=_postal(place.destination, lang, town_said(place, lang)),
    )
    if place.lat is not None and place.basis == "point" and (place.precision_m or 0) <= EXACT_FROM_M:
        data["geo"] = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon}
    if place.phone:
        data["telephone"] = place.phone
    return data


def event_data(event: "Event", dates: Iterable["Occurrence"], lang: Language) -> list[Data]:
    """Return the dates of an event; without a date there is nothing that a search engine could show."""
    return [_date_data(event, row, lang) for row in dates]


def season_data(season: "Season", dates: Sequence["Occurrence"], lang: Language) -> Data:
    """Return a season with the dates that its page shows."""
    return _thing(
        "EventSeries",
        lang.pick(season.name_zh, season.name_en),
        _address(lang, f"seasons/{season.slug}"),
        description=_described("", lang, demo=season.demo),
        subEvent=[_date_data(row.event, row, lang) for row in dates],
    )


def line_data(route: "Route", lang: Language) -> Data:
    """Return a route; stops that are invented are no part of a real one."""
    stops = [stop.place for stop in route.stops.all() if route.demo or not stop.place.demo]
    items = [
        {"@type": "ListItem", "position": at, "name": lang.pick(place.name_zh, place.name_en)}
        for at, place in enumerate(stops, start=1)
    ]
    return _thing(
        "TouristTrip",
        lang.pick(route.name_zh, route.name_en),
        _address(lang, f"routes/{route.slug}"),
        description=_described(lang.pick(route.summary_zh, route.summary_en), lang, demo=route.demo),
        itinerary={"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items},
    )


def trade_data(industry: "Industry", places: Iterable["Place"], lang: Language) -> Data:
    """Return the page of an industry as the list of real places where it is seen."""
    seen = [place for place in places if industry.demo or not place.demo]
    items = [
        {
            "@type": "ListItem",
            "position": at,
            "name": lang.pick(place.name_zh, place.name_en),
            "url": _address(lang, f"places/{place.slug}"),
        }
        for at, place in enumerate(seen, start=1)
    ]
    return _thing(
        "CollectionPage",
        lang.pick(industry.name_zh, industry.name_en),
        _address(lang, f"industries/{industry.slug}"),
        description=_described(lang.pick(industry.product_zh, industry.product_en), lang, demo=industry.demo),
        mainEntity={"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items},
    )


def body_data(body: "Organisation", lang: Language) -> Data:
    """Return an organisation."""
    data = _thing(
        "Organization",
        lang.pick(body.name_zh, body.name_en),
        _address(lang, f"organisations/{body.slug}"),
        description=_described(lang.pick(body.description_zh, body.description_en), lang, demo=body.demo),
    )
    return {**data, "telephone": body.phone} if body.phone else data


def _date_data(event: "Event", row: "Occurrence", lang: Language) -> Data:
    place = row.venue or event.venue
    county = lang.pick(event.destination.name_zh, event.destination.name_en)
    where = lang.pick(place.name_zh, place.name_en) if place else place_said(event, lang)
    data = _thing(
        "Event",
        lang.pick(row.title_zh or event.title_zh, row.title_en or event.title_en),
        _address(lang, event_path(event, row)),
        description=_described(lang.pick(event.description_zh, event.description_en), lang, demo=event.demo),
        startDate=local(row.start).isoformat(),
        endDate=local(row.end).isoformat(),
        eventAttendanceMode="https://schema.org/OfflineEventAttendanceMode",
        location={"@type": "Place", "name": where or county, "address": _postal(event.destination, lang, "")},
    )
    data |= _status(row)
    if event.organiser:
        named = lang.pick(event.organiser.name_zh, event.organiser.name_en)
        data["organizer"] = {"@type": "Organization", "name": named}
    return data


def _status(row: "Occurrence") -> Data:
    """Return whether a date holds; a moved one says when it was to be."""
    original = original_instant(row)
    if row.status in STATUSES:
        return {"eventStatus": f"https://schema.org/{STATUSES[row.status]}"}
    if original is None:
        return {"eventStatus": "https://schema.org/EventScheduled"}
    return {"eventStatus": "https://schema.org/EventRescheduled", "previousStartDate": local(original).isoformat()}


def _thing(kind: str, name: str, url: str, **rest: object) -> Data:
    known = {key: value for key, value in rest.items() if value not in ("", None)}
    return {"@context": "https://schema.org", "@type": kind, "name": name, "url": url, **known}


def _postal(county: "Destination", lang: Language, town: str) -> Data:
    data = {"@type": "PostalAddress", "addressCountry": "CN", "addressRegion": lang.pick("河南省", "Henan")}
    data["addressLocality"] = lang.pick(county.name_zh, county.name_en)
    return {**data, "streetAddress": town} if town else data


def _described(text: str, lang: Language, *, demo: bool) -> str:
    return " ".join(part for part in (say(lang, "invented") if demo else "", text) if part)


def _address(lang: Language, path: str) -> str:
    return f"{settings.PUBLIC_URL}/{lang}/{path}"
