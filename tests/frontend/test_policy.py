"""A real chromium finds no page that breaks our own content security policy, the desk and the API's page included."""

import re

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from tests.frontend.test_browser import PAGES
from tourism.users.models import User

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("site", ["demo"], indirect=True)]

OUTSIDE = ("/api/v1/docs", "/problems/not_found", "/accounts/login/", "/feeds/zh/nothing.ics", "/zh/t/no-such-trip")
# A status that is not 200 is told by the console too, and is no fault of a page's.
STATUS = "Failed to load resource: the server responded with a status of 4"


def _sign_in(page: Page, site: str) -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("li", None, "a pine on the ridge"))
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])


def _desk(page: Page, site: str) -> list[str]:
    """Return the list, the first row and the blank form of everything that the desk keeps."""
    page.goto(f"{site}/admin/")
    lists = [str(link.get_attribute("href")) for link in page.locator("th[scope=row] a").all()]
    links = [str(link.get_attribute("href")) for link in page.locator("a.addlink").all()]
    assert lists, "the desk keeps something, or nobody is signed in"
    rows = []
    for path in lists:
        page.goto(f"{site}{path}")
        rows += [str(link.get_attribute("href")) for link in page.locator("#result_list th a").all()[:1]]
    return ["/admin/", *lists, *links, *rows]


def test_no_page_breaks_the_policy(page: Page, site: str) -> None:
    said: list[str] = []
    where = ""
    # A breach is an error or a warning; what the browser advises of a form that the framework made is neither.
    page.on(
        "console", lambda found: said.append(f"{where}: {found.text}") if found.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: said.append(f"{where}: {error}"))
    _sign_in(page, site)

    for path in [*OUTSIDE, *(f"/zh/{path}" for path in PAGES), *_desk(page, site)]:
        where = path
        page.goto(f"{site}{path}")

    assert [line for line in said if STATUS not in line] == []


def test_a_script_that_somebody_smuggles_in_does_not_run(page: Page, site: str) -> None:
    said: list[str] = []
    page.goto(f"{site}/zh/")
    page.on("console", lambda message: said.append(message.text))

    page.evaluate("""document.body.insertAdjacentHTML('beforeend', '<img src="x:" onerror="window.ran = 1">')""")
    page.wait_for_timeout(200)

    assert page.evaluate("window.ran") is None
    assert any(re.search("Content Security Policy", line) for line in said)
