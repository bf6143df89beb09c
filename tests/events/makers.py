"""Plain makers of events through the services, so that dates, journal and bytes are there too."""

from datetime import UTC, datetime, time
from typing import Any
from uuid import uuid5

from events.models import Event
from events.recurrence import Rule, Weekday, Weekly, rule_to_json
from events.services import create_event
from tests.factories import NAMESPACE, make_destination, make_organisation, make_place, make_theme
from tourism.places.models import Organisation, Place

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
SATURDAYS = Weekly((Weekday.SATURDAY,))


def publish(
    slug: str = "opera", *, rule: Rule | dict[str, Any] | str = SATURDAYS, now: datetime = NOW, **columns: Any
) -> Event:
    """Publish a scheduled show on Saturday evenings at the pagoda."""
    defaults = {
        "id": uuid5(NAMESPACE, slug),
        "slug": slug,
        "destination": make_destination(),
        "category": "opera",
        "title_zh": "怀梆义演",
        "title_en": "Huaibang opera",
        "organiser": Organisation.objects.filter(slug="troupe").first() or make_organisation("troupe"),
        "venue": Place.objects.filter(slug="pagoda").first() or make_place("pagoda", name_zh="三圣塔"),
        "rule": rule if isinstance(rule, dict | str) else rule_to_json(rule),
        "start_time": time(19, 30),
        "duration_minutes": 90,
    }
    return create_event({**defaults, **columns}, now=now, themes=[make_theme("opera", name_zh="怀梆")])
