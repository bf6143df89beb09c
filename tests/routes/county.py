"""A small county to plan in: a mountain with a part, sights in the city, places to eat, a show and a banquet."""

from datetime import UTC, datetime

from events.models import Event, Occurrence
from tests.factories import make_destination, make_event, make_occurrence, make_place
from tourism.places.models import Destination, Place

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
SATURDAY = "2026-12-05"
MOUNTAIN = (35.21920, 112.81711)
STATION = (35.20857, 113.05600)


def make_county() -> Destination:
    """Make the county with nothing but what is known without hours, prices and events."""
    centre = make_place("qinyang", role=Place.Role.AREA, kind="county_city", precision_m=2500, themes=())
    county = make_destination()
    county.centre = centre
    county.save()
    mountain = make_place(
        "shennongshan",
        kind="scenic_area",
        lat=MOUNTAIN[0],
        lon=MOUNTAIN[1],
        precision_m=1500,
        visit_min=300,
        visit_usual=360,
        visit_max=420,
        themes=("shennongshan",),
    )
    make_place("sns-plaza", part_of=mountain, lat=MOUNTAIN[0], lon=MOUNTAIN[1], basis="area", themes=("shennongshan",))
    make_place("museum", kind="museum", lat=35.092, lon=112.93)
    make_place("beidasi", kind="heritage_national", lat=35.10444, lon=112.94083)
    make_place("penyao", themes=("black-pottery",), lat=None, lon=None, precision_m=None, basis="none")
    make_place("dong-donkey", role=Place.Role.FOOD, kind="restaurant", themes=("donkey-meat",))
    make_place("baixiang-donkey", role=Place.Role.PRODUCER, lat=35.05491, lon=112.76529, themes=("donkey-meat",))
    make_place("sta-jiaozuoxi", role=Place.Role.HUB, lat=STATION[0], lon=STATION[1], themes=())
    return county


def make_show(**columns: object) -> Occurrence:
    """Make an afternoon of opera in the city on the Saturday."""
    venue = Place.objects.filter(slug="concert-hall").first() or make_place("concert-hall", role=Place.Role.VENUE)
    event: Event = make_event("qingfengting", venue=venue)
    start, end = datetime(2026, 12, 5, 6, 0, tzinfo=UTC), datetime(2026, 12, 5, 7, 30, tzinfo=UTC)
    return make_occurrence(event, start, end, **columns)


def make_banquet() -> Occurrence:
    """Make a dumpling banquet at noon on the Saturday."""
    venue = make_place("yard", role=Place.Role.VENUE)
    event = make_event("dumplings", venue=venue, category="banquet", themes=("community",))
    return make_occurrence(event, datetime(2026, 12, 5, 3, 30, tzinfo=UTC), datetime(2026, 12, 5, 5, 0, tzinfo=UTC))
