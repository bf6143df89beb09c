"""Signing in: who gets in, how often one may try, and what stays untouched by it."""

import os
import secrets
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.factories import NOW, make_place
from tourism.clock import KEY
from tourism.journal.models import Change
from tourism.journal.queries import public_stamp
from tourism.staff.attempts import MOST_PER_ACCOUNT, MOST_PER_ADDRESS
from tourism.staff.groups import EDITORS
from tourism.staff.services import purge_sign_ins
from tourism.users.models import User

pytestmark = pytest.mark.django_db

SIGN_IN = "/accounts/login/"
PASSWORD = "a pine on the ridge"


@pytest.fixture
def client() -> Client:
    """Return a client that checks tokens, as a browser makes it do."""
    return Client(enforce_csrf_checks=True, headers={"host": "localhost"}, **{KEY: NOW})  # type: ignore[arg-type]


def make_user(name: str = "li", *, is_staff: bool = True, **columns: bool) -> User:
    return User.objects.create_user(name, None, PASSWORD, is_staff=is_staff, **columns)


def sign_in(client: Client, name: str = "li", password: str = PASSWORD, **extra: str) -> str:
    page = client.get(SIGN_IN, **extra)  # type: ignore[arg-type]  # keys of the environment
    token = page.context["csrf_token"]
    answer = client.post(SIGN_IN, {"login": name, "password": password, "csrfmiddlewaretoken": token}, **extra)  # type: ignore[arg-type]
    return str(answer.headers.get("Location") or answer.content.decode())


def test_staff_sign_in_and_come_to_the_desk(client: Client) -> None:
    make_user(is_superuser=True)

    assert sign_in(client) == "/admin/"
    assert "游神农 工作台" in client.get("/admin/").content.decode()


def test_the_desk_sends_a_stranger_to_the_sign_in_page(client: Client) -> None:
    answer = client.get("/admin/login/?next=/admin/")

    assert answer.headers["Location"] == "/accounts/login/?next=%2Fadmin%2F"


def test_an_account_that_is_not_staff_does_not_get_to_the_desk(client: Client) -> None:
    make_user(is_staff=False)
    sign_in(client)

    assert client.get("/admin/login/").status_code == 403
    assert client.get("/admin/").headers["Location"].startswith("/admin/login/")


def test_an_account_that_was_switched_off_does_not_get_in(client: Client) -> None:
    make_user(is_active=False)

    assert sign_in(client) == "/accounts/inactive/"
    assert "账号已停用" in client.get("/accounts/inactive/").content.decode()
    assert client.get("/admin/").headers["Location"].startswith("/admin/login/")


def test_after_five_wrong_passwords_even_the_right_one_is_refused(client: Client, settings: Settings) -> None:
    make_user()
    settings.ACCOUNT_RATE_LIMITS = False
    for _ in range(MOST_PER_ACCOUNT):
        assert "密码" in sign_in(client, password="wrong")

    assert "登录失败次数过多" in sign_in(client)


def test_an_address_behind_our_proxy_is_counted_and_not_the_proxy(client: Client, settings: Settings) -> None:
    make_user()
    settings.TRUSTED_PROXIES = 1
    settings.ACCOUNT_RATE_LIMITS = False
    for number in range(MOST_PER_ADDRESS):
        sign_in(client, f"guess-{number}", HTTP_X_FORWARDED_FOR="198.51.100.7")

    assert "登录失败次数过多" in sign_in(client, HTTP_X_FORWARDED_FOR="203.0.113.1, 198.51.100.7")
    assert sign_in(client, HTTP_X_FORWARDED_FOR="198.51.100.8") == "/admin/"


def test_the_librarys_own_limits_are_on(client: Client) -> None:
    make_user()
    answers = {
        client.post(SIGN_IN, {"login": f"guess-{number}", "password": "wrong"}).status_code for number in range(9)
    }
    assert answers == {403}, "no token, no attempt"
    free = Client(headers={"host": "localhost"}, **{KEY: NOW})  # type: ignore[arg-type]

    statuses = [free.post(SIGN_IN, {"login": f"guess-{n}", "password": "wrong"}).status_code for n in range(31)]

    assert statuses[0] == 200
    assert statuses[-1] == 429
    assert "试得太快了" in free.post(SIGN_IN, {"login": "li", "password": "wrong"}).content.decode()


def test_nobody_can_sign_himself_up(client: Client) -> None:
    assert client.get("/accounts/signup/").status_code == 404
    assert "signup" not in client.get(SIGN_IN).content.decode()


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_signing_in_leads_to_no_other_site(client: Client, target: str) -> None:
    make_user()
    token = client.get(SIGN_IN).context["csrf_token"]

    answer = client.post(SIGN_IN, {"login": "li", "password": PASSWORD, "csrfmiddlewaretoken": token, "next": target})
    spoken = client.get(f"/accounts/language/en/?next={target}")

    assert answer.headers["Location"] == "/admin/"
    assert spoken.headers["Location"] == SIGN_IN


def test_signing_out_ends_the_session(client: Client) -> None:
    make_user()
    sign_in(client)
    token = client.get("/accounts/logout/").context["csrf_token"]

    client.post("/accounts/logout/", {"csrfmiddlewaretoken": token})

    assert client.get("/admin/").headers["Location"].startswith("/admin/login/")


def test_a_new_password_is_in_the_journal_without_being_in_it(client: Client) -> None:
    user = make_user()
    sign_in(client)
    token = client.get("/accounts/password/change/").context["csrf_token"]
    new = "a lantern by the river"
    stamp = public_stamp()

    client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new, "csrfmiddlewaretoken": token},
    )

    user.refresh_from_db()
    assert user.check_password(new)
    change = Change.objects.get(type="user", public_id=str(user.pk))
    assert (change.who, change.why) == ("li", "password")
    assert "password" not in (change.after or {})
    assert public_stamp() == stamp, "who works here is no news to the public"


def test_the_sign_in_page_speaks_both_languages(client: Client) -> None:
    assert "<h1>登录</h1>" in client.get(SIGN_IN).content.decode()
    assert "<h1>Sign in</h1>" in client.get(SIGN_IN, headers={"accept-language": "en-GB"}).content.decode()

    client.get(f"/accounts/language/en/?next={SIGN_IN}")

    assert "<h1>Sign in</h1>" in client.get(SIGN_IN, headers={"accept-language": "zh-CN"}).content.decode()


def test_pages_for_signing_in_are_kept_by_no_cache(client: Client) -> None:
    answer = client.get(SIGN_IN)

    assert "no-store" in answer.headers["Cache-Control"]
    assert client.cookies[configured.CSRF_COOKIE_NAME]["httponly"]
    assert client.cookies[configured.CSRF_COOKIE_NAME]["samesite"] == "Lax"


PUBLIC = ("/zh/", "/en/places", "/zh/places/pagoda", "/zh/calendar/2026-12", "/robots.txt", "/api/v1/places",
          "/feeds/zh/events.ics", "/healthz", "/zh/nothing", "/nothing")  # fmt: skip


@pytest.mark.parametrize("path", PUBLIC)
def test_what_anybody_may_read_knows_no_session(client: Client, path: str) -> None:
    make_place("pagoda")
    make_user()
    sign_in(client)
    signed_in = {name: morsel.value for name, morsel in client.cookies.items()}

    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(path)

    tables = " ".join(query["sql"] for query in asked)
    assert "session" not in tables
    assert "users_user" not in tables
    assert not answer.cookies
    assert "cookie" not in answer.headers.get("Vary", "").lower()
    assert {name: morsel.value for name, morsel in client.cookies.items()} == signed_in


def test_a_travellers_form_needs_no_cookie(client: Client) -> None:
    make_place("pagoda")

    answer = client.post("/zh/plan", {})

    assert b"error_403" not in answer.content
    assert answer.status_code != 403
    assert not answer.cookies


def test_a_county_editor_may_edit_facts_events_and_routes_and_no_account() -> None:
    user = make_user()
    user.groups.add(Group.objects.get(name=EDITORS))

    may = user.get_all_permissions()

    assert {"places.change_place", "events.change_event", "events.change_occurrence", "routes.change_route"} <= may
    assert not [name for name in may if name.startswith(("users.", "auth.", "staff."))]
    assert "events.delete_occurrence" not in may


def test_in_production_cookies_travel_over_https_and_belong_to_this_host_alone(tmp_path: Path) -> None:
    ask = """
from tourism import settings as s
print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.CSRF_TRUSTED_ORIGINS)
"""
    production = {"PRODUCTION": "1", "SECRET_KEY": secrets.token_urlsafe(48), "PUBLIC_URL": "https://trips.example"}

    told = subprocess.run(
        [sys.executable, "-c", ask],
        env={**os.environ, **production, "DATA_DIR": str(tmp_path), "TRUSTED_PROXIES": "1"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout == "__Host-session __Host-csrf True True ['https://trips.example']\n"


def test_what_has_ended_is_forgotten_and_an_open_session_is_not(client: Client) -> None:
    make_user()
    sign_in(client)
    session = Session.objects.get(pk=client.cookies[configured.SESSION_COOKIE_NAME].value)

    assert purge_sign_ins(now=session.expire_date - timedelta(seconds=1)) == 1, "the count of the address"
    assert Session.objects.filter(pk=session.pk).exists()
    assert purge_sign_ins(now=session.expire_date) == 1
    assert not Session.objects.exists()
