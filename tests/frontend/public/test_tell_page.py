"""Telling us: from every page, without an account, a cookie or script; refused in words that keep what was typed."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import Signer
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontend.public.bodies import FORM_BYTES
from frontend.public.tell_page import _signer
from tests.factories import NOW, make_event, make_industry, make_organisation, make_place
from tests.frontend.public.test_views import soup, words
from tests.tourism.images.pictures import encoded, photo, tagged
from tourism.images.guard import MOST_BYTES
from tourism.tips.limits import TRIES
from tourism.tips.models import Photo, Tip
from tourism.tips.services import approve_photo

pytestmark = pytest.mark.django_db

LINE = "成人票 60 元 <b>11 月</b>"


def form_of(reader: Client, about: str = "places/pagoda", lang: str = "zh") -> dict[str, Any]:
    page = soup(reader.get(f"/{lang}/tell?about={about}"))
    return {str(field["name"]): str(field.get("value", "")) for field in page.select("form.tell input[type=hidden]")}


def send(reader: Client, lang: str = "zh", headers: dict[str, str] | None = None, **values: Any) -> Any:
    return reader.post(f"/{lang}/tell", values, headers=headers)


def picture(data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("../../evil.php", tagged() if data is None else data, content_type="text/html")


def test_a_line_and_a_photo_about_a_place_are_taken_without_a_cookie(reader: Client) -> None:
    make_place("pagoda", name_zh="天宁寺三圣塔")
    form = form_of(reader)

    answer = send(reader, **form, field="fares", text=f" {LINE}\r\n门口 ", contact="老王", photo=picture())

    tip = Tip.objects.get()
    assert "收到了" in words(answer)
    assert (tip.about_type, tip.about_id, tip.about_name) == ("place", "pagoda", "天宁寺三圣塔")
    assert (tip.field, tip.text, tip.contact, tip.lang) == ("fares", f"{LINE}  门口", "老王", "zh-Hans")
    assert tip.photo is not None
    assert (tip.photo.width, tip.photo.approved_at) == (60, None)
    assert dict(answer.cookies) == {}
    assert answer["Cache-Control"] == "private, no-store"
    assert reader.get(f"/media/photos/{tip.photo.name}-480.jpg").status_code == 404


def test_pressing_twice_is_telling_once_and_another_line_is_another_tip(reader: Client) -> None:
    make_place("pagoda")
    form = form_of(reader)

    for text in ("一", "一", "二"):
        assert send(reader, **form, text=text).status_code == 200

    assert list(Tip.objects.values_list("text", flat=True)) == ["一", "二"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"text": ""}, 400),
        ({"text": "长" * 301}, 400),
        ({"text": LINE, "contact": "\x1b"}, 400),
        ({"text": LINE, "form": "forged:1abcde:xyz"}, 400),
        ({"text": LINE, "form": ""}, 400),
        ({"text": LINE, "photo": b"<svg onload='alert(1)'>"}, 422),
        ({"text": LINE, "photo": encoded(photo())[:-200]}, 422),
    ],
)
def test_a_refusal_keeps_what_was_typed_and_escapes_it(
    reader: Client, lang: str, values: dict[str, Any], status: int
) -> None:
    make_place("pagoda")
    form = {**form_of(reader, lang=lang), "field": "hours", **values}
    if "photo" in form:
        form["photo"] = picture(form["photo"])

    answer = send(reader, lang, **form)

    page = soup(answer, status)
    alert, line, chosen = page.select_one("[role=alert]"), page.select_one("textarea"), page.select_one("[checked]")
    assert alert is not None
    assert line is not None
    assert chosen is not None
    assert alert.get_text().strip()
    assert line.get_text() == values["text"]
    assert chosen["value"] == "hours"
    assert b"<b>" not in answer.content.split(b"<textarea")[1].split(b"</textarea>")[0]
    assert not Tip.objects.exists()


def test_an_old_form_is_sent_again_with_one_press(reader: Client) -> None:
    make_place("pagoda")
    old = Signer.sign(_signer(), "x:1abcde")

    answer = send(reader, about="places/pagoda", form=old, text=LINE)

    page = soup(answer, 400)
    again = {str(field["name"]): str(field["value"]) for field in page.select("form.tell input[type=hidden]")}
    assert reader.post("/zh/tell", {**again, "text": LINE}).status_code == 200
    assert Tip.objects.count() == 1


def test_a_program_that_fills_the_hidden_field_learns_nothing(reader: Client) -> None:
    make_place("pagoda")

    answer = send(reader, **form_of(reader), text=LINE, website="https://spam.example")

    assert "收到了" in words(answer)
    assert not Tip.objects.exists()


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}, {"origin": "null"}]
)
def test_a_form_of_another_site_is_refused(reader: Client, headers: dict[str, str]) -> None:
    make_place("pagoda")

    answer = send(reader, headers=headers, **form_of(reader), text=LINE)

    assert answer.status_code == 403
    assert not Tip.objects.exists()


def test_too_many_tries_are_told_to_wait_and_keep_what_was_typed(reader: Client) -> None:
    make_place("pagoda")
    for _ in range(TRIES.most):
        send(reader, about="places/pagoda", form="", text=LINE)

    answer = send(reader, **form_of(reader), text=LINE)

    assert answer.status_code == 429
    assert "过一小时再发" in words(answer, 429)
    assert LINE in soup(answer, 429).get_text()
    assert not Tip.objects.exists()


@pytest.mark.parametrize("address", ["/zh/tell", "/en/tell"])
def test_a_body_is_measured_before_it_is_read(reader: Client, address: str) -> None:
    too_large = str(MOST_BYTES + FORM_BYTES + 1)

    photo_answer = reader.post(address, b"x", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=too_large)
    form_answer = reader.post("/zh/plan", b"x", content_type="text/plain", CONTENT_LENGTH=str(FORM_BYTES + 1))
    odd_answer = reader.post(address, b"x", content_type="text/plain", CONTENT_LENGTH="-1")

    assert [photo_answer.status_code, form_answer.status_code, odd_answer.status_code] == [413, 413, 400]


@pytest.mark.parametrize("about", ["places/none", "places/", "nothing/pagoda", "events/x", f"events/{uuid4()}", "x"])
def test_what_nobody_has_a_page_for_cannot_be_told_about(reader: Client, about: str) -> None:
    assert reader.get(f"/zh/tell?about={about}").status_code == 404
    assert send(reader, about=about, form=_signer().sign("x"), text=LINE).status_code == 404
    assert not Tip.objects.exists()


def test_every_kind_of_page_leads_to_telling_and_back(reader: Client) -> None:
    make_place("pagoda")
    make_industry("pottery")
    make_organisation("troupe")
    event = make_event("opera")
    pages = ["places/pagoda", "industries/pottery", "organisations/troupe", f"events/{event.id}"]

    for path in pages:
        for lang in ("zh", "en"):
            link = soup(reader.get(f"/{lang}/{path}")).select_one("main a.flag")
            assert link is not None, path
            page = soup(reader.get(str(link["href"])))
            assert page.find("a", href=f"/{lang}/{path}") is not None
            assert page.select_one("meta[name=robots][content=noindex]") is not None


def test_the_question_of_a_link_is_chosen_and_an_unknown_one_is_none(reader: Client) -> None:
    make_place("pagoda")

    asked = soup(reader.get("/zh/tell?about=places/pagoda&field=fares&from=singlemessage")).select("[checked]")
    odd = soup(reader.get("/zh/tell?about=places/pagoda&field=search")).select("[checked]")

    assert [each["value"] for each in asked] == ["fares"]
    assert odd == []


def test_an_approved_photo_is_a_picture_and_nothing_else(reader: Client) -> None:
    place = make_place("pagoda")
    send(reader, **form_of(reader), photo=picture())
    shown = approve_photo(Tip.objects.get(), place, alt_zh="门口的价目牌", alt_en="", who="ann", now=NOW)

    answer = reader.get(f"/media/photos/{shown.name}-480.jpg")

    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.content[:2] == b"\xff\xd8"
    assert reader.get(f"/media/photos/{shown.name}-481.jpg").status_code == 404
    assert reader.get("/media/photos/..%2f..%2fx-480.jpg").status_code == 404


def test_a_place_shows_its_photos_with_who_took_them_at_the_same_cost(reader: Client) -> None:
    place = make_place("pagoda")
    counts = []
    for number in range(3):
        send(reader, **form_of(reader), text=str(number), photo=picture())
        approve_photo(Tip.objects.latest("pk"), place, alt_zh=f"牌{number}", alt_en="", who="ann", now=NOW)
        with CaptureQueriesContext(connection) as asked:
            page = soup(reader.get("/zh/places/pagoda"))
        counts.append(len(asked))

    assert [image["alt"] for image in page.select("main figure img")] == ["牌0", "牌1", "牌2"]
    assert "游客供图" in page.get_text()
    assert len(set(counts)) == 1
    assert Photo.objects.count() == 3
    assert re.fullmatch(r"/media/photos/[0-9a-f]{32}-960\.jpg", str(page.select("figure img")[0]["src"]))
