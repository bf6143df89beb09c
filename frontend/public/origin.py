"""Tells a form sent from our own page from one that another site sends, without a cookie.

A cookie would make every page different for every reader, and pages are cached. Keeping a trip makes only a new row at
an address nobody can guess, and deleting needs the secret token in the address, so nothing rides on a reader's
session. What is left is another site filling the database through its readers: a browser says where a form comes from.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from tourism.values.errors import Forbidden


def require_own_form(request: HttpRequest) -> None:
    """Raise ``Forbidden`` when a browser says that a form comes from another site."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        allowed = site in ("same-origin", "none")
    else:
        # Older browsers send Origin or Referer; one that sends neither cannot be told apart from a script of ours.
        sender = request.headers.get("Origin") or request.headers.get("Referer")
        allowed = sender is None or _host_of(sender) in _own_hosts(request)
    if not allowed:
        raise Forbidden(
            "This form was sent from another site. Open the page here and send it again.",
            "这个表单是从别的网站发来的。请在本站打开页面再提交。",
            code="foreign_form",
        )


def _host_of(sender: str) -> str:
    """Return the host of an address; what is no address has none, and that is nobody's."""
    try:
        return urlsplit(sender).netloc
    except ValueError:
        return ""


def _own_hosts(request: HttpRequest) -> set[str]:
    return {request.get_host(), urlsplit(settings.PUBLIC_URL).netloc}
