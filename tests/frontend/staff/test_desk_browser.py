"""Staff at work on a phone, in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, expect

from tests.frontend.conftest import site
from tourism.users.models import User

__all__ = ["site"]

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("site", ["facts"], indirect=True)]

PHONE = "0391-555 0007"
PASSWORD = "a pine on the ridge"
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def sign_in(page: Page, site: str) -> None:
    User.objects.create_superuser("li", "", PASSWORD)
    page.set_viewport_size({"width": 390, "height": 844})
    page.set_extra_http_headers({"Accept-Language": "zh-CN"})
    page.goto(f"{site}/admin/")
    page.get_by_label("用户名").fill("li")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="管理县里的资料")).to_be_visible()


def findings(page: Page) -> list[str]:
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


def test_staff_change_a_phone_number_and_the_public_reads_it(page: Page, site: str) -> None:
    told: list[ConsoleMessage] = []
    page.on("console", lambda message: told.append(message))
    sign_in(page, site)

    page.get_by_role("link", name="地点", exact=True).first.click()
    page.locator("#searchbar").fill("shennongshan")
    page.locator("#changelist-search [type=submit]").click()
    page.get_by_role("link", name="神农山风景名胜区").click()
    page.get_by_label("电话").first.fill(PHONE)
    page.get_by_label("改动的内容有多确定").select_option("assumed")
    page.get_by_label("为什么改").fill("打电话问过")
    page.locator("[name=_save]").click()

    expect(page.locator(".messagelist .success")).to_be_visible()
    page.goto(f"{site}/zh/places/shennongshan")
    expect(page.get_by_text(PHONE).first).to_be_visible()
    assert [message.text for message in told if message.type in ("error", "warning")] == []


@pytest.mark.parametrize("lang", ["zh-CN", "en-GB"])
def test_the_sign_in_pages_fit_a_phone_and_everybody(page: Page, site: str, lang: str) -> None:
    sign_in(page, site)
    page.set_extra_http_headers({"Accept-Language": lang})

    for path in ("accounts/password/change/", "accounts/logout/", "accounts/login/?next=/admin/"):
        if "login" in path:
            page.context.clear_cookies()
        page.goto(f"{site}/{path}")
        assert findings(page) == [], path
        assert page.evaluate(TOO_WIDE) == 0, path


def test_a_wrong_password_is_said_and_heard(page: Page, site: str) -> None:
    page.set_extra_http_headers({"Accept-Language": "zh-CN"})
    page.goto(f"{site}/accounts/login/")
    page.get_by_label("用户名").fill("li")
    page.get_by_label("密码").fill("wrong")
    page.get_by_role("button", name="登录").click()

    expect(page.get_by_role("alert")).to_contain_text("密码")
    assert findings(page) == []
