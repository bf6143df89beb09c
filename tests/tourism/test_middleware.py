"""What comes to the door, and what leaves through it."""

import pytest
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from tourism.middleware import refuse_control_characters, security_headers


def _answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse("read")


@pytest.mark.parametrize("address", ["/zh/%00", "/zh/?q=%00", "/zh/?q=%0a", "/zh/?%1f=1"])
def test_an_address_with_a_control_character_is_refused(address: str) -> None:
    request = RequestFactory().get(address)

    with pytest.raises(BadRequest, match="control character"):
        refuse_control_characters(_answer)(request)


@pytest.mark.parametrize("address", ["/", "/zh/?q=", "/zh/?q=%E6%80%80%E6%A2%86+opera%20show", "/zh/?q=%F0%9F%90%B4"])
def test_an_address_in_any_language_is_read(address: str) -> None:
    request = RequestFactory().get(address)

    response = refuse_control_characters(_answer)(request)

    assert response.content == b"read"


def test_every_answer_forbids_foreign_scripts_and_frames() -> None:
    response = security_headers(_answer)(RequestFactory().get("/"))

    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response.headers["X-Frame-Options"] == "DENY"


def test_an_answer_may_carry_a_policy_of_its_own() -> None:
    def strict(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"})

    response = security_headers(strict)(RequestFactory().get("/"))

    assert response.headers["Content-Security-Policy"] == "default-src 'none'"
