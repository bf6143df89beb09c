"""The log opens no kept trip."""

import logging

import pytest

from tourism.logs import WithoutTokens

TOKEN = "cR3-u_T0k3nthatopensit"


@pytest.mark.parametrize(
    "address", ["/zh/t/{}", "/en/t/{}/delete", "/api/v1/itineraries/{}", "/feeds/zh/itineraries/{}.ics"]
)
def test_an_address_is_logged_without_its_token(address: str) -> None:
    message, args = "Internal Server Error: %s", (address.format(TOKEN),)
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, message, args, None)

    assert WithoutTokens().filter(record)

    assert TOKEN not in record.getMessage()
    assert record.getMessage().startswith(f"Internal Server Error: {address.split('{}')[0]}")


def test_other_lines_are_logged_as_they_are() -> None:
    record = logging.LogRecord("api", logging.INFO, __file__, 1, "%d of %s", (3, "/api/v1/places/t"), None)

    WithoutTokens().filter(record)

    assert record.getMessage() == "3 of /api/v1/places/t"
