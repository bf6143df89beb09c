"""Spares a page its work when its reader has it: a page rests on the journal, its address, the build and the day.

The tag is weak, because a proxy may compress the page. ``Last-Modified`` is there for those who read it, and never
decides: two edits within its second would look like one.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time

from django.conf import settings
from django.core.cache import cache
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date, parse_etags

from frontend.public.errors import unavailable
from frontend.public.language import Language
from frontend.public.moments import COUNTY, today_in_county
from frontend.public.page import PUBLIC_CACHE
from tourism.build import build_id
from tourism.clock import moment_of
from tourism.journal.queries import last_public_change
from tourism.outages import is_outage, note_outage

# The public pages that are in no language.
IN_NO_LANGUAGE = ("robots", "sitemap")
STATE, STATE_SECONDS = "public-state", 3600

# The number and moment of the last change that the public sees; None before the first.
State = tuple[int, datetime] | None


@dataclass(frozen=True, slots=True)
class Validator:
    """What a reader may show to learn that a page is still the same."""

    etag: str
    last_modified: str

    def is_held_by(self, request: HttpRequest) -> bool:
        """Say whether a reader has the page as it is."""
        return _holds(request, self.etag)

    def mark(self, response: HttpResponse) -> HttpResponse:
        """Return a response that carries this validator."""
        response.headers["ETag"] = self.etag
        response.headers["Last-Modified"] = self.last_modified
        return response


class PageValidators:
    """Answers 304 before a page is made, and marks the public pages that are."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark a public page with the state that was read before the page was: it is never newer than the page."""
        response = self.get_response(request)
        found: Validator | None = getattr(request, "page_validator", None)
        if found is None or response.status_code != 200 or response.cookies:
            return response
        kept = response.headers.get("Cache-Control", "")
        if kept == PUBLIC_CACHE:
            return found.mark(response)
        # A page of this very moment rests on more than its state: it is made, and sent when it is another.
        return _by_content(request, response) if kept.startswith("public") else response

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, kwargs: Mapping[str, object]
    ) -> HttpResponse | None:
        """Return 304 when the reader of a page has it."""
        if not _may_be_public(request, kwargs):
            return None
        try:
            validator = _validator_of(request, _read_state() if _asks_whether(request) else _known_state())
        except (OperationalError, InterfaceError) as error:
            # What fails here is shown to no middleware.
            if not is_outage(error):
                raise
            note_outage(error)
            return unavailable(request)
        if validator.is_held_by(request):
            return validator.mark(HttpResponse(status=304, headers={"Cache-Control": PUBLIC_CACHE}))
        request.page_validator = validator  # type: ignore[attr-defined]  # ours, read once the page is made
        return None


def _by_content(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    etag = f'W/"{hashlib.sha256(response.content).hexdigest()[:24]}"'
    if _holds(request, etag):
        headers = {name: response.headers[name] for name in ("Cache-Control", "Vary") if name in response.headers}
        response = HttpResponse(status=304, headers=headers)
    response.headers["ETag"] = etag
    return response


def _holds(request: HttpRequest, etag: str) -> bool:
    held = parse_etags(request.headers.get("If-None-Match", ""))
    return etag.removeprefix("W/") in {tag.removeprefix("W/") for tag in held}


def _may_be_public(request: HttpRequest, kwargs: Mapping[str, object]) -> bool:
    found = request.resolver_match
    is_page = isinstance(kwargs.get("lang"), Language) or (found is not None and found.url_name in IN_NO_LANGUAGE)
    # Somebody who signed in may see more on the same address.
    return is_page and request.method in ("GET", "HEAD") and settings.SESSION_COOKIE_NAME not in request.COOKIES


def _asks_whether(request: HttpRequest) -> bool:
    return "If-None-Match" in request.headers


def _read_state() -> State:
    found = last_public_change()
    cache.set(STATE, (found,), STATE_SECONDS)
    return found


def _known_state() -> State:
    """Return a state that was true before now: only who asks whether a page changed needs the newest.

    A page that carries an older tag than it deserves is merely sent once more. States never come back, so a tag that
    was too old when it was given matches none that is read later.
    """
    kept: tuple[State] | None = cache.get(STATE)
    return _read_state() if kept is None else kept[0]


def _validator_of(request: HttpRequest, changed: State) -> Validator:
    today = today_in_county(moment_of(request))
    parts = (request.get_full_path(), str(today), str(changed), build_id(), settings.PUBLIC_URL, settings.DESTINATION)
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:24]
    midnight = datetime.combine(today, time(), COUNTY)
    modified = midnight if changed is None else max(midnight, changed[1])
    return Validator(f'W/"{digest}"', http_date(modified.timestamp()))
