"""The pages of a week, of tonight and of a season: what is on, and the nearest date where nothing is."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.models import Season
from tests.factories import NOW, make_destination, make_event, make_occurrence
from tests.frontend.public.test_views import soup, words
from tourism.clock import KEY
from tourism.places.models import Place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("facts_seeded")]

# Tuesday 24 November 2026, 19:30 in the county.
THIS_EVENING = datetime(2026, 11, 24, 11, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


def titles(response: object) -> list[str]:
    return [found.get_text(strip=True) for found in soup(response).select("li[id^=o-] h3 a")]  # type: ignore[arg-type]


def test_a_week_goes_from_monday_to_sunday(reader: Client) -> None:
    for slug, day in (("before", 29), ("monday", 30)):
        make_occurrence(make_event(slug), start := THIS_EVENING.replace(day=day), start + HOUR)
    for slug, day in (("sunday", 6), ("after", 7)):
        start = datetime(2026, 12, day, 11, 30, tzinfo=UTC)
        make_occurrence(make_event(slug), start, start + HOUR)

    response = reader.get("/zh/calendar/2026-w49")

    assert titles(response) == ["monday", "sunday"]
    assert "11月30日 – 12月6日" in words(response)


@pytest.mark.parametrize("week", ["2026-w00", "2026-w54", "2025-w53", "1900-w10", "2100-w02"])
def test_a_week_that_is_none_is_not_found(reader: Client, week: str) -> None:
    assert words(reader.get(f"/zh/calendar/{week}"), 404)


def test_the_last_week_of_a_long_year_leads_into_the_next(reader: Client) -> None:
    page = soup(reader.get("/zh/calendar/2026-w53"))

    assert page.find("a", href="/zh/calendar/2027-w01") is not None
    assert "12月28日 – 1月3日" in page.get_text()


def test_tonight_holds_what_is_not_over_and_no_afternoon(reader: Client) -> None:
    afternoon = datetime(2026, 11, 24, 6, tzinfo=UTC)
    make_occurrence(make_event("afternoon"), afternoon, afternoon + HOUR)
    make_occurrence(make_event("evening"), THIS_EVENING, THIS_EVENING + HOUR)
    make_occurrence(make_event("tomorrow"), THIS_EVENING + timedelta(days=1), THIS_EVENING + timedelta(days=1, hours=1))

    def shown_at(moment: datetime) -> list[str]:
        return titles(reader.get("/zh/tonight", **{KEY: moment}))  # type: ignore[arg-type]  # a key of the environment

    assert shown_at(NOW) == ["evening"]
    assert shown_at(THIS_EVENING + timedelta(minutes=59)) == ["evening"]
    assert shown_at(THIS_EVENING + HOUR) == []
    assert "Last-Modified" not in reader.get("/zh/tonight").headers


def test_an_evening_without_anything_names_the_nearest_date(reader: Client) -> None:
    event = make_event("sung", title_zh="清风亭")
    start = THIS_EVENING + timedelta(days=11)
    make_occurrence(make_event("off"), start - timedelta(days=2), start, status="cancelled")
    make_occurrence(event, start, start + HOUR)

    response = reader.get("/zh/tonight")

    assert "今晚没有登记的活动。 最近的一场在12月5日：清风亭。" in words(response)
    assert soup(response).find("a", href=f"/zh/events/{event.pk}/2026-12-05T1930") is not None


def test_a_week_is_narrowed_by_kind_theme_and_town_and_so_is_its_nearest_date(reader: Client) -> None:
    start = THIS_EVENING + timedelta(days=11)
    make_occurrence(make_event("sung", town=Place.objects.get(slug="ziling")), start, start + HOUR)
    make_occurrence(make_event("feast", category="banquet", themes=("community",)), start, start + HOUR)

    def shown(query: str) -> list[str]:
        return titles(reader.get(f"/zh/calendar/2026-w49?{query}"))

    assert (shown("category=banquet"), shown("theme=opera"), shown("town=ziling")) == (["feast"], ["sung"], ["sung"])
    assert "最近的一场在12月5日：feast" in words(reader.get("/zh/calendar/2026-w48?category=banquet"))
    assert words(reader.get("/zh/calendar/2026-w49?town=paris"), 404)


def test_a_season_shows_its_dates_to_come_and_pages_by_whole_days(reader: Client) -> None:
    season = Season.objects.create(slug="winter", destination=make_destination(), name_zh="冬闲演义季", modified_at=NOW)
    event, start = make_event("sung", season=season), THIS_EVENING
    for day in range(-1, 30):
        for hour in (0, 2):
            at = start + timedelta(days=day, hours=hour)
            make_occurrence(event, at, at + HOUR)

    first = soup(reader.get("/zh/seasons/winter"))
    later = soup(reader.get(f"/zh/seasons/winter{first.select('p.wrapline a')[0]['href']}"))

    assert (len(first.select("li.on")), len(later.select("li.on"))) == (40, 20)
    assert "11月24日" in first.select("li.on")[0].get_text()
    assert "12月14日" in later.select("li.on")[0].get_text()


@pytest.mark.parametrize(
    "query", ["", "?after=", "?after=x", "?after=2026-99-99", "?after=1000-01-01", "?from=groupmessage"]
)
def test_a_season_without_dates_says_so_whatever_is_asked(reader: Client, query: str) -> None:
    Season.objects.create(slug="winter", destination=make_destination(), name_zh="冬闲演义季", modified_at=NOW)

    assert "这一季没有接下来的场次了" in words(reader.get(f"/zh/seasons/winter?{query}"))
    assert words(reader.get("/zh/seasons/summer"), 404)


@pytest.mark.parametrize("path", ["calendar/2026-12", "calendar/2026-w49", "tonight", "seasons/winter", ""])
def test_more_dates_ask_the_database_no_more_often_and_at_most_five_times(reader: Client, path: str) -> None:
    season = Season.objects.create(slug="winter", destination=make_destination(), name_zh="冬闲演义季", modified_at=NOW)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert reader.get(f"/zh/{path}").status_code == 200
        return len(found)

    none = asked()
    counts = []
    for number in (1, 2, 3):
        event = make_event(f"show-{number}", season=season)
        for start in (THIS_EVENING, THIS_EVENING + timedelta(days=11)):
            make_occurrence(event, start, start + HOUR)
        counts.append(asked())

    assert counts[0] == counts[2]
    assert max(none, *counts) <= 5
