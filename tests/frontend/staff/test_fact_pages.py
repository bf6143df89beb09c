"""The staff's worklist and editor: who gets in, ten gaps in a row, and a visitor's tip from its line to the page."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import NOW, make_event, make_place
from tests.frontend.public.test_views import soup, words
from tests.tourism.images.pictures import encoded, photo
from tourism.clock import KEY
from tourism.gaps.models import Later
from tourism.gaps.queries import worklist
from tourism.journal.models import Change
from tourism.places.models import Place
from tourism.tips.models import Photo, Tip
from tourism.tips.services import Draft, tell
from tourism.users.models import User

pytestmark = pytest.mark.django_db

VALUES: dict[str, dict[str, str]] = {
    "hours": {"preset": "Mo-Su 08:00-17:30"},
    "fares": {"adult": "60", "senior": "30", "child": "0"},
    "phone": {"phone": "0391-5037777"},
    "steps": {"step_free": "no", "count": "120"},
    "toilets": {"toilets": "yes"},
    "indoor": {"indoor": "no"},
    "visit_minutes": {"usual": "60"},
    "position": {"spot": "35.0906, 112.9281", "crs": "wgs84", "precision": "50"},
}
GROUND = {"ground": "phoned", "checked_on": "2026-11-24", "confidence": "high"}


def editor(*permissions: str, is_staff: bool = True) -> Client:
    user = User.objects.create_user("ann", is_staff=is_staff)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client(headers={"host": "localhost"}, **{KEY: NOW})  # type: ignore[arg-type]  # a key of the environment
    client.force_login(user)
    return client


@pytest.fixture
def ann() -> Client:
    """Return somebody who may edit places and events."""
    return editor("change_place", "change_event")


def send(client: Client, path: str, **values: Any) -> Any:
    stamp = soup(client.get(path)).select_one("input[name=seen]")
    assert stamp is not None
    return client.post(path, {"seen": stamp["value"], "do": "save", **GROUND, **values})


def tip_about(field: str, picture: bytes | None = None, **given: str) -> Tip:
    about = {"about_type": "place", "about_id": "pagoda", "about_name": "塔", "text": "成人 60 元", **given}
    draft = Draft(key=f"{field} {sorted(given)}"[:64], lang="zh-Hans", field=field, contact="老王", **about)
    return tell(draft, [picture] if picture else None, network="", now=NOW)


def test_strangers_are_sent_to_sign_in_and_others_are_refused(reader: Client) -> None:
    make_place("pagoda")
    tip = tip_about("fares", encoded(photo()))
    paths = ["facts", "facts/place/pagoda/hours", f"tips/{tip.pk}", f"tips/{tip.pk}/photo-480.jpg"]
    other = editor("view_place")

    for path in paths:
        stranger = reader.get(f"/zh/staff/{path}")
        assert stranger["Location"].startswith("/accounts/login/?next=/zh/staff/")
        assert other.get(f"/zh/staff/{path}").status_code == 403
        assert other.post(f"/zh/staff/{path}", {"do": "save"}).status_code in (403, 405)


def test_somebody_who_may_edit_places_only_does_not_edit_events() -> None:
    event = make_event("opera")
    client = editor("change_place")

    assert client.get(f"/zh/staff/facts/event/{event.pk}/phone").status_code == 403


def test_ten_gaps_are_filled_in_a_row_and_each_leads_to_the_next(ann: Client) -> None:
    make_place("pagoda", name_zh="塔", precision_m=1500)
    make_place("tower", name_zh="楼", precision_m=1500)
    first = soup(ann.get("/zh/staff/facts")).select_one("a.btn-main")
    assert first is not None
    path, filled = str(first["href"]), []

    for _ in range(10):
        field = path.split("?")[0].rsplit("/", 1)[1]
        answer = send(ann, path, **VALUES[field])
        assert answer.status_code == 303, words(answer, answer.status_code)
        filled.append(path)
        path = answer["Location"]

    assert len(set(filled)) == 10
    assert worklist("qinyang", now=NOW).filled_this_week == 10
    assert "这周查到 10 项，一共 16 项" in words(ann.get("/zh/staff/facts"))
    assert Change.objects.filter(type="place", who="ann", why__startswith="found out: ").count() == 10


def test_a_filled_fact_stands_on_the_page_and_in_the_api_with_its_source_and_day(ann: Client, reader: Client) -> None:
    make_place("pagoda")

    send(ann, "/zh/staff/facts/place/pagoda/fares", **VALUES["fares"])

    page = words(reader.get("/zh/places/pagoda"))
    answer = reader.get("/api/v1/places/pagoda").json()
    assert "成人 60 元，老人 30 元，孩子 0 元" in page
    assert "电话核实，2026年11月24日" in page
    assert answer["fares"]["adult_cny"] == 60
    assert answer["facts"]["fares"]["checked_on"] == "2026-11-24"


def test_a_refusal_keeps_what_was_typed(ann: Client) -> None:
    make_place("pagoda")

    answer = send(ann, "/en/staff/facts/place/pagoda/fares", adult="sixty", senior="30", note='"><script>')

    page = soup(answer, 400)
    assert page.select_one("input[name=senior][value='30']") is not None
    assert page.select_one("[role=alert]") is not None
    assert b"<script>" not in answer.content
    assert Place.objects.get(slug="pagoda").fare_senior_fen is None


def test_two_editors_are_told_of_each_other_and_the_second_may_decide(ann: Client) -> None:
    make_place("pagoda")
    path = "/zh/staff/facts/place/pagoda/phone"
    stale = soup(ann.get(path)).select_one("input[name=seen]")
    assert stale is not None
    send(ann, path, phone="0391-1111111")

    answer = ann.post(path, {**GROUND, "seen": stale["value"], "do": "save", "phone": "0391-2222222"})

    assert "别人刚改过" in words(answer, 409)
    assert "0391-1111111" in words(answer, 409)
    assert Place.objects.get(slug="pagoda").phone == "0391-1111111"
    fresh = soup(answer, 409).select_one("input[name=seen]")
    assert fresh is not None
    ann.post(path, {**GROUND, "seen": fresh["value"], "do": "save", "phone": "0391-2222222"})
    assert Place.objects.get(slug="pagoda").phone == "0391-2222222"


def test_hours_are_shown_for_the_next_seven_days_before_they_are_saved(ann: Client) -> None:
    make_place("pagoda")

    answer = send(ann, "/zh/staff/facts/place/pagoda/hours", do="preview", preset="Tu-Su 09:00-17:00")

    days = [item.get_text(" ", strip=True) for item in soup(answer).select(".week li")]
    assert len(days) == 7
    assert days[0] == "11月24日 周二 9:00–17:00"
    assert days[6] == "11月30日 周一 不开"
    assert Place.objects.get(slug="pagoda").hours == ""


def test_looking_in_vain_and_putting_off_go_on_to_the_next(ann: Client) -> None:
    make_place("pagoda")

    vain = send(ann, "/zh/staff/facts/place/pagoda/hours", do="unknown")
    later = send(ann, "/zh/staff/facts/place/pagoda/fares", do="later")

    assert "/hours" not in vain["Location"]
    assert "/fares" not in later["Location"]
    assert Later.objects.get().field == "fares"
    assert Place.objects.get(slug="pagoda").fact("hours")["checked_by"] == "staff"


def test_only_the_editor_of_a_position_may_ask_where_the_phone_is(ann: Client, reader: Client) -> None:
    make_place("pagoda", precision_m=1500)

    position = ann.get("/zh/staff/facts/place/pagoda/position")
    hours = ann.get("/zh/staff/facts/place/pagoda/hours")

    assert "geolocation=(self)" in position["Permissions-Policy"]
    assert "geolocation=()" in hours["Permissions-Policy"]
    assert "geolocation=()" in reader.get("/zh/places/pagoda")["Permissions-Policy"]


def test_a_tip_stands_first_is_used_with_the_fact_and_then_forgotten(ann: Client) -> None:
    make_place("pagoda")
    tip = tip_about("indoor", encoded(photo()))
    path = "/zh/staff/facts/place/pagoda/indoor"

    listed = soup(ann.get("/zh/staff/facts")).select(".gaps li")[0]
    editor_page = soup(ann.get(path))
    assert "1 条游客消息" in listed.get_text()
    assert editor_page.select_one(f"input[name=used][value='{tip.pk}'][checked]") is not None
    assert ann.get(f"/zh/staff/tips/{tip.pk}/photo-480.jpg")["Cache-Control"] == "private, no-store"
    send(ann, path, indoor="no", used=[str(tip.pk), "x", "99999999999999999999"])

    tip.refresh_from_db()
    assert (tip.state, tip.contact, tip.settled_by) == (Tip.State.USED, "", "ann")


def test_a_photo_is_approved_with_its_words_and_then_everybody_sees_it(ann: Client, reader: Client) -> None:
    make_place("pagoda")
    tip = tip_about("other", encoded(photo()))
    assert tip.photo is not None
    public = f"/media/photos/{tip.photo.name}-480.jpg"

    without = ann.post(f"/zh/staff/tips/{tip.pk}", {"do": "photo", "alt_zh": " "})
    assert without.status_code == 400
    assert reader.get(public).status_code == 404
    shown = ann.post(f"/zh/staff/tips/{tip.pk}", {"do": "photo", "alt_zh": "门口的价目牌"})

    assert shown["Location"] == f"/zh/staff/tips/{tip.pk}"
    assert reader.get(public).status_code == 200
    assert soup(reader.get("/zh/places/pagoda")).select_one("figure img[alt=门口的价目牌]") is not None


def test_a_refused_tip_takes_its_photo_along_and_is_told_once(ann: Client) -> None:
    make_place("pagoda")
    tip = tip_about("other", encoded(photo()))

    first = ann.post(f"/zh/staff/tips/{tip.pk}", {"do": "refuse"})
    second = ann.post(f"/zh/staff/tips/{tip.pk}", {"do": "use"})

    assert (first.status_code, second.status_code) == (303, 409)
    assert not Photo.objects.exists()
    assert ann.get(f"/zh/staff/tips/{tip.pk}/photo-480.jpg").status_code == 404


def test_a_line_about_something_else_is_on_the_list_too(ann: Client) -> None:
    tip = tip_about("", about_type="route", about_id="four-links", about_name="四样好")

    link = soup(ann.get("/zh/staff/facts")).find("a", href=f"/zh/staff/tips/{tip.pk}")

    assert link is not None
    assert "四样好" in words(ann.get(f"/zh/staff/tips/{tip.pk}"))


def test_the_list_is_paged_at_the_same_cost(ann: Client) -> None:
    counts = []
    for number in range(4):
        make_place(f"pagoda-{number}")
        ann.get("/zh/staff/facts")
        with CaptureQueriesContext(connection) as asked:
            page = soup(ann.get("/zh/staff/facts?page=99&town=nowhere"))
        counts.append(len(asked))

    assert len(set(counts)) == 1
    assert "第 2 页，共 2 页" in page.get_text()
    assert len(soup(ann.get("/zh/staff/facts?page=1")).select(".gaps li")) == 20


@pytest.mark.parametrize(
    "path",
    ["facts/place/pagoda/colour", "facts/place/none/hours", "facts/user/ann/phone", "tips/99", "facts/event/x/fares"],
)
def test_what_is_not_there_is_not_found(ann: Client, path: str) -> None:
    make_place("pagoda")

    assert ann.get(f"/zh/staff/{path}").status_code == 404
    assert ann.post(f"/zh/staff/{path}", {"do": "save"}).status_code == 404
