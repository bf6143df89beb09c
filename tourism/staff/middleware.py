"""Sessions, cookies and languages for the pages that people sign in to, and for no other.

A page that anybody may read carries no cookie and varies with none, so that every cache may keep it.
"""

import re
from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin

SIGNED_IN = re.compile(r"/(?:admin|accounts|(?:zh|en)/(?:staff|organiser))(?:/|$)")
NOT_KEPT = "private, no-store"


def is_signed_in_page(path: str) -> bool:
    """Say whether an address belongs to the pages that people sign in to."""
    return SIGNED_IN.match(path) is not None


class _OnSignedInPages(MiddlewareMixin):
    """Lets every other page pass as if the middleware were not there."""

    def __call__(self, request: HttpRequest) -> Any:
        """Answer one request."""
        if not is_signed_in_page(request.path_info):
            return self.get_response(request)
        return super().__call__(request)


class Sessions(_OnSignedInPages, SessionMiddleware):
    """Knows a browser again."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Keep the session, and no copy of the page."""
        response.headers.setdefault("Cache-Control", NOT_KEPT)
        return super().process_response(request, response)


class Languages(_OnSignedInPages, LocaleMiddleware):
    """Speaks the language that somebody chose, or that his browser asks for; elsewhere the address says it."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Leave no language behind for the next request of this thread."""
        answered = super().process_response(request, response)
        translation.deactivate()
        return answered


class Csrf(_OnSignedInPages, CsrfViewMiddleware):
    """Refuses a form that another site sent."""

    def process_view(
        self, request: HttpRequest, callback: Callable[..., Any], callback_args: Any, callback_kwargs: Any
    ) -> HttpResponseForbidden | None:
        """Check the token, where there is a session to protect."""
        if not is_signed_in_page(request.path_info):
            return None
        return super().process_view(request, callback, callback_args, callback_kwargs)


class People(_OnSignedInPages, AuthenticationMiddleware):
    """Knows who is signed in."""


class Messages(_OnSignedInPages, MessageMiddleware):
    """Carries a word of what was done over to the next page."""
