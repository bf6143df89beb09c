"""Stories told in a real browser, on facts only and with the demonstration."""

import re
import urllib.request

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PLAN = "plan?on=2026-12-05&nights=1&who=2&like=shennongshan&like=opera&by=car"
PAGES = (
    "",
    "plan",
    PLAN,
    "plan?on=2020-01-01",
    "calendar/2026-12",
    "calendar/2026-w49",
    "tonight",
    "places",
    "places/shennongshan",
    "map",
    "subscribe",
    "changes",
    "routes",
    "routes/four-links",
    "industries",
    "industries/headwear",
    "organisations/ziqin-headwear",
    "about/facts",
    "tell?about=places/shennongshan&field=fares",
    "safety",
    "search?q=%E6%80%80%E9%82%A6",
    "search?q=zzz",
    "nothing",
)
NARROWEST = 320
SMALLEST_TARGET = 44
SMALLEST_TEXT = 13
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL_TARGETS = """least => [...document.querySelectorAll("a, button, input, select, summary, .opt")].filter(it => {
  const box = it.getBoundingClientRect();
  const shown = box.width > 1 && box.height > 1 && !it.classList.contains("skip") && !it.matches(".opt input");
  const inText = it.matches(".stopc h3 a, .rows h3 a, .linestops h3 a, .dl h3 a, .on h3 a, .on p a, .py a")
    || it.matches(".rowtitle a, .sources a, .ck input");
  return shown && !inText && box.height < least - 0.5;
}).map(it => it.outerHTML.slice(0, 120))"""
SMALL_TEXT = """least => [...document.querySelectorAll("body *")].filter(it =>
  [...it.childNodes].some(part => part.nodeType === 3 && part.data.trim()) && !it.closest("svg")
  && parseFloat(getComputedStyle(it).fontSize) < least).map(it => it.outerHTML.slice(0, 120))"""


def kept(page: Page, site: str, lang: str = "zh") -> str:
    page.goto(f"{site}/{lang}/{PLAN}")
    page.locator("form.dock button").click()
    page.wait_for_url(re.compile("/t/"))
    return page.url


def event_pages(page: Page, site: str, lang: str) -> list[str]:
    """Return the pages of an event without a date, and of the first one with dates where there is one."""
    page.goto(f"{site}/{lang}/calendar/2026-12")
    links = [page.locator("#undated h3 a").first, *page.locator("li[id^=o-] h3 a").all()[:1]]
    dated = [str(link.get_attribute("href")).removeprefix(f"/{lang}/") for link in links]
    return dated + [path.rsplit("/", 1)[0] for path in dated if path.count("/") == 2]


def findings(page: Page) -> list[str]:
    results = Axe().run(page, options={"runOnly": RULES["runOnly"], "resultTypes": ["violations"]})
    return [f"{found['id']}: {found['nodes'][0]['html'][:160]}" for found in results.response["violations"]]


def test_a_traveller_plans_keeps_and_subscribes(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site}/")
    page.goto(f"{site}/zh/")

    page.get_by_role("button", name="排行程").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("两天")
    page.get_by_role("button", name="存下行程").click()
    expect(page.get_by_text("行程存下了")).to_be_visible()

    feed = str(page.locator("a[href^='webcal://']").get_attribute("href"))
    view = str(page.locator("p.link", has_text="/zh/t/").first.text_content())
    with urllib.request.urlopen(feed.replace("webcal://", "http://")) as answer:
        calendar = answer.read()
    assert calendar.startswith(b"BEGIN:VCALENDAR")
    assert calendar.count(b"BEGIN:VEVENT") == page.locator(".stopc").count()
    page.goto(view)
    expect(page.get_by_text("删掉这份行程")).to_have_count(0)


def test_without_script_a_trip_is_planned_kept_and_deleted(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/en/")

    page.get_by_role("button", name="Make the plan").click()
    page.get_by_role("button", name="Keep this trip").click()
    address = page.url
    page.get_by_role("link", name="Delete this trip").click()
    page.get_by_role("button", name="Delete it").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("The trip is deleted")
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 410
    context.close()


def test_the_keyboard_reaches_the_questions_and_sends_them(page: Page, site: str) -> None:
    page.goto(f"{site}/zh/")

    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.locator("input[name=nights]:checked").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile("nights=2"))
    expect(page.locator("section[id^=d]")).to_have_count(3)


def test_sharing_hands_on_the_view_link(page: Page, site: str) -> None:
    page.add_init_script("navigator.share = async data => { window.shared = data.url }")
    edit = kept(page, site)

    page.get_by_role("link", name="发给家人").click()

    shared = str(page.evaluate("window.shared"))
    assert shared != edit
    assert shared.startswith(f"{site}/zh/t/")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_axe_finds_nothing_on_any_kind_of_page_light_or_dark(page: Page, site: str, lang: str) -> None:
    # On a screen of the page's own height the bar at the bottom covers nothing.
    page.set_viewport_size({"width": 390, "height": 20_000})
    trip = kept(page, site, lang).removeprefix(f"{site}/{lang}/")
    found: dict[str, list[str]] = {}

    for path in (*PAGES, *event_pages(page, site, lang), trip, f"{trip}/delete"):
        page.goto(f"{site}/{lang}/{path}")
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        found[f"{path} dark"] = findings(page)
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        found[f"{path} light"] = findings(page)

    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_narrowest_phone_scrolls_one_way_and_every_target_can_be_hit(page: Page, site: str, lang: str) -> None:
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    wrong: dict[str, object] = {}

    for path in (*PAGES, *event_pages(page, site, lang)):
        page.goto(f"{site}/{lang}/{path}")
        page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true })")
        wide = page.evaluate(TOO_WIDE)
        small, tiny = page.evaluate(SMALL_TARGETS, SMALLEST_TARGET), page.evaluate(SMALL_TEXT, SMALLEST_TEXT)
        if wide > 0 or small or tiny:
            wrong[path] = (wide, small, tiny)

    assert wrong == {}


def test_the_first_thing_of_a_page_stands_high(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    tops = {}

    for path in (
        "",
        PLAN,
        "calendar/2026-12",
        "tonight",
        "places",
        "places/shennongshan",
        "map",
        "subscribe",
        "changes",
    ):
        page.goto(f"{site}/zh/{path}")
        box = page.locator("h1").bounding_box()
        assert box is not None
        tops[path] = box["y"]

    assert {path: top for path, top in tops.items() if top > 200} == {}


def test_pages_load_nothing_from_elsewhere_and_break_no_rule(page: Page, site: str) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))

    for path in (
        "",
        PLAN,
        "calendar/2026-12",
        "places/shennongshan",
        "routes/four-links",
        *event_pages(page, site, "zh"),
    ):
        page.goto(f"{site}/zh/{path}")
    kept(page, site)

    assert [url for url in asked if not url.startswith(site)] == []
    assert said == []
