"""Whose address a limit counts."""

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from tourism.address import client_address, network_of

PROXY = "10.0.0.9"


@pytest.mark.parametrize(
    ("proxies", "passed", "found"),
    [
        (0, "198.51.100.7", PROXY),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.1, 198.51.100.7", "198.51.100.7"),
        (2, "203.0.113.1, 198.51.100.7, 10.0.0.8", "198.51.100.7"),
        (2, "198.51.100.7", PROXY),
        (1, "", PROXY),
        (1, "not an address", PROXY),
        (1, "2001:db8::7", "2001:db8::7"),
    ],
)
def test_the_outermost_trusted_proxy_says_who_calls(settings: Settings, proxies: int, passed: str, found: str) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", headers={"x-forwarded-for": passed}, REMOTE_ADDR=PROXY)

    assert client_address(request) == found


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::9", "2001:db8:1:3::/64"),
        ("nonsense", "nonsense"),
    ],
)
def test_a_customer_with_a_whole_network_is_one(address: str, network: str) -> None:
    assert network_of(address) == network
