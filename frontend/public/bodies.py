"""Refuses a body that is too large before any of it is read; photos may be larger, at their own addresses only."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from frontend.public.errors import error_page
from tourism.images.guard import MOST_BYTES

FORM_BYTES = 64 * 1024
WITH_PHOTO = re.compile(r"/(?:zh|en)/tell")


def refuse_large_bodies(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 413 by what a request says of its length; one that says nothing is read as empty."""

    def middleware(request: HttpRequest) -> HttpResponse:
        length = str(request.META.get("CONTENT_LENGTH") or "0")
        if not length.isascii() or not length.isdecimal():
            return error_page(request, 400)
        return error_page(request, 413) if int(length[:12]) > most_bytes(request.path_info) else get_response(request)

    return middleware


def most_bytes(path: str) -> int:
    """Return how large a body may be at an address."""
    return MOST_BYTES + FORM_BYTES if WITH_PHOTO.fullmatch(path) else FORM_BYTES
