"""A traveller with a phone opens a stop in a map app, and takes a file along."""

import re
from urllib.parse import parse_qs, urlsplit

import coord_convert.transform as coord_convert
import eviltransform
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.frontend.test_browser import PLAN, SMALLEST_TARGET, TOO_WIDE, findings, kept
from tests.routes.exports.readers import read_gpx
from tourism.places.models import Place

pytestmark = pytest.mark.browser

METRE = 1e-5


def addresses(links: Locator) -> dict[str, dict[str, str]]:
    found = {str(link.text_content()): str(link.get_attribute("href")) for link in links.all()}
    return {
        name: {key: value for key, (value,) in parse_qs(urlsplit(url).query).items()} for name, url in found.items()
    }


def mountain_of(page: Page) -> Locator:
    return page.locator(".stopc", has=page.locator("a[href='/zh/places/shennongshan']")).first


def test_a_sure_stop_opens_where_two_strangers_say_that_each_app_draws_it(page: Page, site: str) -> None:
    Place.objects.filter(slug="shennongshan").update(precision_m=50)
    place = Place.objects.get(slug="shennongshan")
    assert place.lat is not None
    assert place.lon is not None
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site}/zh/{PLAN}")
    stop = mountain_of(page)
    expect(stop.get_by_role("link", name="高德")).to_be_hidden()

    stop.locator("summary").focus()
    page.keyboard.press("Enter")

    expect(stop.get_by_role("link", name="高德")).to_be_visible()
    apps = addresses(stop.locator(".maps a"))
    lat, lon = eviltransform.wgs2gcj(place.lat, place.lon)
    bd_lon, bd_lat = coord_convert.wgs2bd(place.lon, place.lat)
    gcj = pytest.approx((lat, lon), abs=METRE)
    assert list(apps) == ["高德", "百度", "腾讯", "苹果", "谷歌"]
    assert tuple(map(float, reversed(apps["高德"]["position"].split(",")))) == gcj
    assert tuple(map(float, apps["百度"]["location"].split(","))) == pytest.approx((bd_lat, bd_lon), abs=METRE)
    assert tuple(map(float, apps["腾讯"]["marker"].split(";")[0].removeprefix("coord:").split(","))) == gcj
    assert tuple(map(float, apps["苹果"]["ll"].split(","))) == gcj
    assert tuple(map(float, apps["谷歌"]["query"].split(","))) == gcj


def test_a_stop_that_is_about_here_is_searched_by_name(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site}/zh/{PLAN}")
    stop = mountain_of(page)

    stop.get_by_text("打开地图").click()

    expect(stop.get_by_text("点开是按名字搜")).to_be_visible()
    assert addresses(stop.locator(".maps a"))["高德"]["keyword"] == "沁阳市 神农山风景名胜区"


@pytest.mark.parametrize("path", [PLAN, "places/shennongshan", "routes/four-links"])
def test_open_links_fit_a_narrow_phone_and_a_thumb(page: Page, site: str, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 20_000})
    page.goto(f"{site}/zh/{path}")

    for summary in page.locator(".maps summary").all():
        summary.click()

    boxes = [link.bounding_box() for link in page.locator(".maps a, .maps summary").all()]
    assert len(boxes) >= 6
    assert [box for box in boxes if box is None or box["height"] < SMALLEST_TARGET - 0.5] == []
    assert page.evaluate(TOO_WIDE) <= 0
    assert findings(page) == []


def test_without_script_a_kept_trip_is_taken_along_as_a_file(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    kept(page, site)

    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("GPX")).click()

    assert waiting.value.suggested_filename == "游神农行程 2026-12-05.gpx"
    assert len(read_gpx(waiting.value.path().read_bytes()).routes) == 2
    context.close()
