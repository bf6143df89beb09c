"""Whose address a request comes from, so that limits count the caller and not the proxy before us."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

# What one customer of a provider is handed: whoever has one address of it has all.
IPV6_PREFIX = 64


def client_address(request: HttpRequest) -> str:
    """Return the address of the caller as the outermost trusted proxy saw it, whatever the caller writes himself.

    An address that came without passing all the proxies is the connection's own.
    """
    connection = str(request.META.get("REMOTE_ADDR", ""))
    passed = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",")]
    proxies: int = settings.TRUSTED_PROXIES
    if not proxies or len(passed) < proxies:
        return connection
    return passed[-proxies] if _is_address(passed[-proxies]) else connection


def network_of(address: str) -> str:
    """Return what a limit counts: an IPv4 address, or the whole network that an IPv6 customer has."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ip_network((int(parsed), IPV6_PREFIX), strict=False))


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
