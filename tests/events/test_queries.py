"""What is on, what custom says, and what the almanac names."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest

from events.models import Event, Observance, Occurrence
from events.queries import (
    customs_and_undated,
    event_by_id,
    event_by_slug,
    events_listed,
    named_days,
    occurrence_by_id,
    occurrences_between,
    occurrences_of,
)
from events.recurrence import Announced, LunarYearly, Picked, Rule, SolarTerm, Weekday, Weekly, rule_to_json
from events.services import Override, cancel_occurrence, override_occurrence, update_event
from tests.events.makers import NOW, publish
from tests.factories import make_place, make_special_day
from tourism.values.errors import NotFound
from tourism.values.geo import Coordinate

pytestmark = pytest.mark.django_db

SATURDAY = date(2026, 11, 28)
SUNDAY = date(2026, 11, 29)
NEXT = "2026-11-28T19:30"
CENTRE = Coordinate(35.0906, 112.9281)


def slugs(start: date = SATURDAY, end: date = SUNDAY, **filters: Any) -> set[str]:
    return {row.event.slug for row in occurrences_between(start, end, **filters)}


def make_observance(slug: str, rule: Rule) -> Observance:
    return Observance.objects.create(slug=slug, name_zh=slug, name_en=slug, rule=rule_to_json(rule), modified_at=NOW)


def test_the_last_day_is_not_in_the_span() -> None:
    publish()

    assert slugs(date(2026, 11, 27), SATURDAY) == set()
    assert slugs(SATURDAY, SUNDAY) == {"opera"}


def test_days_are_those_of_the_county() -> None:
    """Half past seven in the morning there is still the day before in UTC."""
    publish(rule=Picked((datetime.fromisoformat("2026-11-28T07:30"),)))

    assert slugs(SATURDAY, SUNDAY) == {"opera"}
    assert slugs(date(2026, 11, 27), SATURDAY) == set()


def test_what_lasts_for_days_is_on_each_of_them() -> None:
    publish("fair", rule=Picked((date(2026, 11, 20),)), start_time=None, duration_minutes=15 * 1440)

    assert slugs(date(2026, 12, 4), date(2026, 12, 5)) == {"fair"}
    assert slugs(date(2026, 12, 5), date(2026, 12, 6)) == set()


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"category": "banquet"}, {"banquet"}),
        ({"theme": "opera"}, {"opera", "banquet"}),
        ({"theme": "sport"}, set()),
        ({"town": "wangqu"}, {"banquet"}),
        ({"venue": "court"}, {"banquet"}),
        ({"organiser": "troupe"}, {"opera", "banquet"}),
        ({"organiser": "nobody"}, set()),
        ({"q": "怀邦"}, {"opera"}),
        ({"q": "huaibang"}, {"opera"}),
        ({"q": "饺子"}, {"banquet"}),
        ({"q": "%"}, set()),
        ({"near": CENTRE, "radius": 500}, {"opera"}),
        ({"destination": "elsewhere"}, set()),
        ({"demo": True}, {"banquet"}),
        ({"demo": False}, {"opera"}),
    ],
)
def test_dates_are_narrowed_by_each_filter(filters: dict[str, Any], found: set[str]) -> None:
    court = make_place("court", town=make_place("wangqu", role="area"), lat=35.2)
    publish("opera", title_en="Opera")
    publish("banquet", title_zh="饺子宴", title_en="Banquet", category="banquet", venue=court, demo=True)
    assert slugs() == {"opera", "banquet"}

    assert slugs(**filters) == found


def test_a_date_moved_to_another_venue_is_found_there() -> None:
    event, court = publish(), make_place("court")

    override_occurrence(event, NEXT, override=Override(venue=court), now=NOW)

    assert slugs(venue="court") == {"opera"}
    assert slugs(venue="pagoda") == set()


def test_a_cancelled_date_is_shown_but_one_that_the_rule_lost_is_not() -> None:
    cancelled, changed = publish("cancelled"), publish("changed")
    cancel_occurrence(cancelled, NEXT, reason=Occurrence.Reason.WEATHER, now=NOW)

    update_event(changed, {"rule": rule_to_json(Weekly((Weekday.FRIDAY,)))}, now=NOW)

    assert slugs() == {"cancelled"}
    assert NEXT not in occurrences_of(changed).values_list("original_start", flat=True)


@pytest.mark.parametrize("columns", [{"listed": False}, {"status": Event.Status.IN_REVIEW}])
def test_what_is_not_public_is_not_found(columns: dict[str, object]) -> None:
    event = publish()
    row = event.occurrences.get(original_start=NEXT)
    assert (slugs(), event_by_id(event.id)) == ({"opera"}, event)

    update_event(event, columns, now=NOW)

    assert slugs() == set()
    assert not events_listed().exists()
    for read in (
        lambda: event_by_id(event.id),
        lambda: event_by_slug("opera"),
        lambda: occurrence_by_id(row.public_id),
    ):
        with pytest.raises(NotFound):
            read()


def test_one_event_and_one_date_are_found_by_their_names() -> None:
    event = publish()
    row = event.occurrences.get(original_start=NEXT)

    assert (event_by_id(event.id), event_by_slug("opera")) == (event, event)
    assert occurrence_by_id(row.public_id) == row
    with pytest.raises(NotFound):
        event_by_id(uuid4())


def test_customs_have_computed_days_and_no_occurrence() -> None:
    fair = publish("fair", rule=LunarYearly(3, 1), standing="tradition", start_time=None, duration_minutes=15 * 1440)

    found, _ = customs_and_undated(date(2027, 4, 20), date(2027, 4, 21))

    assert [(one.event, one.start, one.until) for one in found] == [(fair, date(2027, 4, 7), date(2027, 4, 22))]
    assert (found[0].rule_text("zh-Hans"), found[0].rule_text("en")) == (
        "每年农历三月初一",
        "every year on day 1 of the 3rd lunar month",
    )
    assert customs_and_undated(date(2027, 4, 22), date(2027, 4, 23)) == ([], [])
    assert slugs(date(2027, 4, 1), date(2027, 5, 1)) == set()


def test_what_has_no_date_is_listed_apart() -> None:
    publish("dated")
    publish("fair", rule=LunarYearly(3, 1), standing="tradition")
    publish("blossom", rule=Announced(), standing="tradition")
    publish("banquet", rule=Announced(), standing="announced")
    publish("craft", rule=Announced(), standing="heritage")

    _, undated = customs_and_undated(date(2027, 4, 1), date(2027, 5, 1))

    assert [event.slug for event in undated] == ["banquet", "blossom"]


def test_named_days_come_in_order_holidays_and_observances_alike() -> None:
    make_observance("dongzhi", SolarTerm("dongzhi"))
    make_observance("lny", LunarYearly(1, 1))
    for day, kind in ((date(2026, 12, 1), "workday"), (date(2027, 1, 1), "holiday"), (date(2027, 3, 1), "holiday")):
        make_special_day(day, kind)

    found = [(row.day, row.kind) for row in named_days(date(2026, 12, 1), date(2027, 3, 1))]

    assert found == [
        (date(2026, 12, 1), "workday"),
        (date(2026, 12, 22), "observance"),
        (date(2027, 1, 1), "holiday"),
        (date(2027, 2, 6), "observance"),
    ]


def test_a_span_without_named_days_has_none() -> None:
    assert named_days(date(2026, 12, 1), date(2027, 3, 1)) == []


def said_of(row: Any) -> tuple[str, str, list[str]]:
    event = row.event
    return event.venue.town.name_zh, event.organiser.name_zh, [theme.slug for theme in event.themes.all()]


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_takes_the_same_queries_for_one_date_as_for_three(
    count: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for number in range(count):
        publish(f"opera-{number}", venue=make_place(f"stage-{number}", town=make_place(f"town-{number}")))

    with django_assert_num_queries(2):  # type: ignore[operator]  # the plugin's own fixture
        rows = list(occurrences_between(SATURDAY, SUNDAY))
        said = [said_of(row) for row in rows]

    assert len(said) == count


def test_the_start_of_a_date_is_an_instant() -> None:
    publish()

    (row,) = occurrences_between(SATURDAY, SUNDAY)

    assert row.start == datetime(2026, 11, 28, 11, 30, tzinfo=UTC)
