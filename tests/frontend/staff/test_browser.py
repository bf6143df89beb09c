"""A price told by a visitor without script, found first by the staff on a phone, and known to everybody after that."""

import json
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.factories import NOW
from tests.frontend.test_browser import (
    NARROWEST,
    SMALL_TARGETS,
    SMALL_TEXT,
    SMALLEST_TARGET,
    SMALLEST_TEXT,
    TOO_WIDE,
    findings,
)
from tests.tourism.images.pictures import tagged
from tourism.gaps.demand import write_met
from tourism.gaps.models import Met
from tourism.journal.models import Change
from tourism.tips.models import Tip
from tourism.users.models import User

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("site", ["facts"], indirect=True)]

PASSWORD = "a pine on the ridge"
PHONE = {"width": 390, "height": 844}
TICK = "() => document.querySelectorAll('details').forEach(it => { it.open = true })"


def sign_in(page: Page, site: str, path: str) -> None:
    User.objects.create_superuser("ann", None, PASSWORD)
    page.goto(f"{site}/{path}")
    page.locator("input[name=login]").fill("ann")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button").click()
    page.wait_for_url(f"{site}/{path}")


def tell_without_script(browser: Browser, site: str, photo: Path) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)  # type: ignore[arg-type]  # a size
    page = context.new_page()
    page.goto(f"{site}/zh/places/shennongshan")
    page.get_by_role("link", name="我知道，补一条").click()
    page.locator(".opt", has_text="价钱").click()
    page.locator("textarea").fill("成人票 60 元，门口牌子上写的")
    page.locator("input[type=file]").set_input_files(photo)
    page.get_by_role("button", name="发给管理员").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("收到了，谢谢您")
    assert context.cookies() == []
    context.close()


def plan_of(site: str) -> dict[str, object]:
    body = {"start_date": "2026-12-05", "days": 1, "must": [{"place": "shennongshan"}], "party": {"adults": 1}}
    request = urllib.request.Request(
        f"{site}/api/v1/plans", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request) as answer:
        stops = [stop for day in json.load(answer)["days"] for stop in day["stops"]]
    return next(stop for stop in stops if stop["place"] == "shennongshan")


def test_a_price_goes_from_a_visitor_to_the_next_plan(page: Page, browser: Browser, site: str, tmp_path: Path) -> None:
    photo = tmp_path / "gate.jpg"
    photo.write_bytes(tagged(6))
    assert plan_of(site)["cost_cny"] is None
    write_met(now=NOW)
    assert Met.objects.filter(public_id="shennongshan", field="fares").exists()
    tell_without_script(browser, site, photo)

    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a size
    sign_in(page, site, "zh/staff/facts")
    page.get_by_role("link", name="从第一项开始").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("神农山")
    expect(page.get_by_text("成人票 60 元，门口牌子上写的")).to_be_visible()
    expect(page.locator(".told img")).to_be_visible()
    page.locator("input[name=adult]").fill("60")
    page.locator(".opt", has_text="打电话问的").click()
    page.get_by_role("button", name="保存，下一项").click()
    expect(page.get_by_role("status")).to_contain_text("存下了：神农山")

    page.goto(f"{site}/zh/places/shennongshan")
    expect(page.locator(".facts")).to_contain_text("成人 60 元")
    expect(page.locator(".facts")).to_contain_text("电话核实，2026年11月24日")
    assert plan_of(site)["cost_cny"] == 60
    assert Tip.objects.get().state == Tip.State.USED
    change = Change.objects.filter(type="place", public_id="shennongshan").latest("seq")
    assert (change.who, change.why) == ("ann", "found out: fares")


def test_the_phone_says_where_it_stands(page: Page, site: str) -> None:
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 35.1, "longitude": 112.9, "accuracy": 12})
    sign_in(page, site, "zh/staff/facts/place/shennongshan/position")

    page.get_by_role("button", name="我就在这里，定个位").click()
    expect(page.locator("[data-locate] [role=status]")).to_have_text("定到了，准到 12 米")
    page.locator(".opt", has_text="在现场看到").click()
    page.get_by_role("button", name="保存，下一项").click()

    expect(page.get_by_role("status")).to_contain_text("存下了")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_of_the_desk_fits_a_phone_and_axe_finds_nothing(
    page: Page, browser: Browser, site: str, tmp_path: Path, lang: str
) -> None:
    photo = tmp_path / "gate.jpg"
    photo.write_bytes(tagged())
    tell_without_script(browser, site, photo)
    fields = ("hours", "fares", "phone", "steps", "toilets", "position", "visit_minutes")
    paths = ["facts", f"tips/{Tip.objects.get().pk}", *(f"facts/place/shennongshan/{field}" for field in fields)]
    sign_in(page, site, f"{lang}/staff/facts")
    wrong: dict[str, object] = {}

    for path in paths:
        page.set_viewport_size({"width": NARROWEST, "height": 8_000})
        page.goto(f"{site}/{lang}/staff/{path}")
        page.evaluate(TICK)
        sizes = [page.evaluate(TOO_WIDE), page.evaluate(SMALL_TEXT, SMALLEST_TEXT)]
        small = [each for each in page.evaluate(SMALL_TARGETS, SMALLEST_TARGET) if "checkbox" not in each]
        faults = [*findings(page), *small]
        if sizes != [0, []] or faults:
            wrong[path] = (sizes, faults)

    assert wrong == {}
