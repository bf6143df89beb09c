"""Whose address a request comes from, so that limits count the caller and not the proxy before us."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


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


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
