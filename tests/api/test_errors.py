"""Every refusal is one kind of document, whoever refuses: our rooms, the framework, or Django itself."""

from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from api.errors import refusal, replaced
from api.problems import PROBLEMS, Code
from tests.api.calling import caller, post, problem_of
from tests.factories import make_place
from tourism.values.errors import Conflict, DomainError, FieldError, Forbidden, Gone, Invalid, Refused

pytestmark = pytest.mark.django_db


def test_an_unknown_slug_is_a_problem_that_names_it() -> None:
    make_place("pagoda")

    problem = problem_of(caller().get("/api/v1/places/pagod?lang=en"), 404)

    assert problem["type"] == "/problems/not_found"
    assert problem["detail"] == "there is no place named pagod"


def test_a_refusal_speaks_the_language_of_the_browser() -> None:
    english = caller({"accept-language": "fr;q=0.9, en;q=0.8, zh;q=0.1"}).get("/api/v1/places/x")
    chinese = caller({"accept-language": "zh-CN,en;q=0.5"}).get("/api/v1/places/x")

    assert problem_of(english, 404)["title"] == PROBLEMS[Code.NOT_FOUND].title_en
    assert problem_of(chinese, 404)["title"] == PROBLEMS[Code.NOT_FOUND].title_zh
    assert english.headers["Content-Language"] == "en"
    assert "Accept-Language" in english.headers["Vary"]


def test_the_parameter_lang_wins_over_the_browser() -> None:
    response = caller({"accept-language": "zh-CN"}).get("/api/v1/places/x?lang=en")

    assert problem_of(response, 404)["title"] == PROBLEMS[Code.NOT_FOUND].title_en


def test_chinese_is_sent_as_chinese_and_not_escaped() -> None:
    assert "没有".encode() in caller().get("/api/v1/places/x").content


@pytest.mark.parametrize(
    "path", ["/api/v1/nowhere", "/api/", "/api/v1/places/%ED%A0%80", "/feeds/zh/nothing.ics", "/feeds/fr/events.ics"]
)
def test_an_address_that_leads_nowhere_is_a_problem(path: str) -> None:
    assert problem_of(caller().get(path), 404)["code"] == "not_found"


def test_a_method_that_is_not_taken_names_those_that_are() -> None:
    response = caller().put("/api/v1/themes")

    assert problem_of(response, 405)["code"] == "method_not_allowed"
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_an_unknown_parameter_is_refused_with_the_valid_ones() -> None:
    problem = problem_of(caller().get("/api/v1/themes?lang=en&colour=red"), 400)

    assert problem["code"] == "unknown_parameter"
    assert problem["detail"] == "unknown parameters: colour. This address takes: crs, cursor, lang, limit"
    assert problem["errors"][0]["parameter"] == "colour"


def test_each_wrong_parameter_is_named_with_what_would_be_right() -> None:
    problem = problem_of(caller().get("/api/v1/places?lang=en&limit=201&role=pub&near=here"), 400)

    assert {error["parameter"]: error["code"] for error in problem["errors"]} == {
        "limit": "out_of_range",
        "role": "not_one_of",
        "near": "not_of_that_form",
    }
    assert "is 200 or less" in [error["detail"] for error in problem["errors"]]


def test_an_unknown_field_of_a_body_is_refused_by_its_pointer() -> None:
    problem = problem_of(post(caller(), "/api/v1/plans", {"start_date": "2026-12-05", "days": 1, "colour": 1}), 422)

    assert problem["errors"][0]["pointer"] == "/colour"
    assert problem["errors"][0]["code"] == "unknown_field"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/api/v1/places?q=%00", "malformed_text"),
        ("/api/v1/places?q=%ED%A0%80", "malformed_text"),
        ("/api/v1/places?" + "&".join(f"p{number}=1" for number in range(10_000)), "too_many_parameters"),
        ("/api/v1/places?limit=" + "9" * 5000, "invalid_parameter"),
        ("/api/v1/places?near=" + "9" * 5000, "invalid_parameter"),
        ("/api/v1/places?lang=en&lang=en", "invalid_parameter"),
        ("/api/v1/places/%00", "malformed_text"),
        ("/feeds/zh/events.ics?category=%00", "malformed_text"),
        ("/feeds/zh/events.ics?theme=%ff", "malformed_text"),
    ],
)
def test_what_cannot_be_kept_never_reaches_a_database(path: str, code: str) -> None:
    assert problem_of(caller().get(path), 400)["code"] == code


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b'{"start_date": "\\u0000"}', 400),
        (b'{"start_date": "\\ud800"}', 400),
        (b'{"days": ' + b"9" * 5000 + b"}", 400),
        (b"[" * 20_000 + b"]" * 20_000, 400),
        (b'{"days": NaN}', 400),
        (b'{"days": 1, "days": 2}', 400),
        (b"", 400),
        (b'"' + b"a" * 70_000 + b'"', 413),
        (b"[]", 422),
        (b"null", 422),
        (b'"days"', 422),
        (b'{"start_date": "2026-12-05", "days": 999999999999999999}', 422),
        (b'{"start_date": "2026-12-05", "days": 1, "must": [{"place": "' + "甲".encode() * 200 + b'"}]}', 422),
    ],
)
@pytest.mark.parametrize("path", ["/api/v1/plans", "/api/v1/plans/check", "/api/v1/itineraries"])
def test_a_hostile_body_is_refused(path: str, raw: bytes, status: int) -> None:
    problem_of(caller().post(path, raw, content_type="application/json"), status)


def test_a_body_that_is_not_json_is_refused_by_its_type() -> None:
    response = caller().post("/api/v1/plans", "days=1", content_type="application/x-www-form-urlencoded")

    assert problem_of(response, 415)["code"] == "unsupported_media_type"


def test_a_host_that_is_not_ours_gets_a_problem_from_django_itself() -> None:
    problem_of(Client(headers={"host": "evil.example"}).get("/api/v1/themes"), 400)


def test_a_mistake_of_ours_is_a_problem_with_a_trace_id() -> None:
    request = RequestFactory().get("/api/v1/themes?lang=en")
    request.trace_id = "0123"  # type: ignore[attr-defined]  # the middleware gives it

    problem = problem_of(replaced(request, HttpResponse("<h1>Server Error</h1>", status=500)), 500)

    assert problem["trace_id"] == "0123"
    assert problem["title"] == PROBLEMS[Code.INTERNAL].title_en


def _refusals() -> Iterator[tuple[DomainError, int, str]]:
    yield Gone("gone", "没了"), 410, "gone"
    yield Conflict("changed", "变了"), 409, "conflict"
    yield Forbidden("no", "不行"), 403, "forbidden"
    yield Invalid("no", "不行", field="/days"), 422, "invalid"
    yield Invalid("no", "不行", field="days"), 400, "invalid_parameter"
    yield Refused("no", "不行", code="must_too_far"), 422, "refused"


@pytest.mark.parametrize(("error", "status", "kind"), list(_refusals()))
def test_each_kind_of_refusal_has_its_status(error: DomainError, status: int, kind: str) -> None:
    problem = problem_of(refusal(RequestFactory().get("/api/v1/plans"), error), status)

    assert problem["type"] == f"/problems/{kind}"
    assert problem["code"] == error.code


def test_a_refusal_of_several_fields_names_each() -> None:
    error = Invalid("no", "不行", errors=[FieldError("/a", "x", "甲", "A"), FieldError("/b", "y", "乙", "B")])

    problem = problem_of(refusal(RequestFactory().get("/api/v1/plans?lang=en"), error), 422)

    assert problem["errors"] == [
        {"pointer": "/a", "code": "x", "detail": "A"},
        {"pointer": "/b", "code": "y", "detail": "B"},
    ]


@pytest.mark.parametrize("code", list(Code))
def test_the_type_of_each_problem_leads_to_help_in_both_languages(code: Code) -> None:
    page = caller().get(f"/problems/{code}").content.decode()

    assert PROBLEMS[code].title_zh in page
    assert f"HTTP {PROBLEMS[code].status}" in page


def test_help_for_a_problem_that_is_none_is_not_found() -> None:
    assert caller().get("/problems/nonsense").status_code == 404
