"""Turns refusals into pages: what was wrong, and where to go from there."""

import sys
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

from frontend.public.language import Language, language_of_path
from frontend.public.page import page
from frontend.public.words import WORDS, say
from tourism.outages import RETRY_AFTER_SECONDS, is_outage, note_outage
from tourism.values.errors import Conflict, DomainError, Forbidden, Gone, Invalid, NotFound, Refused, TooLarge

STATUSES: dict[type[DomainError], int] = {
    Invalid: 400,
    Forbidden: 403,
    NotFound: 404,
    Conflict: 409,
    Gone: 410,
    TooLarge: 413,
    Refused: 422,
}


def error_page(request: HttpRequest, status: int, *, text: str = "", note: str = "") -> HttpResponse:
    """Return the page of an error in the language of the address."""
    lang = language_of_path(request.path)
    known = f"error_{status}" if f"error_{status}" in WORDS else "error_400"
    body = text or (say(lang, f"{known}_text", note=note) if f"{known}_text" in WORDS else "")
    shown = {"title": say(lang, known), "text": body, "status": status}
    response = page(request, "public/error.html", lang, shown, is_private=True)
    response.status_code = status
    return response


def method_refusals_as_pages(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a page to what the framework refuses with a bare 405."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 405 or response.content or not is_page(request.path):
            return response
        shown = error_page(request, 405)
        shown["Allow"] = response.headers["Allow"]
        return shown

    return middleware


def is_page(path: str) -> bool:
    """Say whether an address is one of a page, or leads to one."""
    return path == "/" or (path[1:3] in set(Language) and path[3:4] in ("", "/"))


def refusals_as_pages(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer a refusal of a view with its page."""

    @wraps(view)
    def shown(request: HttpRequest, **arguments: object) -> HttpResponse:
        try:
            return view(request, **arguments)
        except DomainError as refusal:
            lang = arguments.get("lang", Language.ZH)
            code = lang.code if isinstance(lang, Language) else Language.ZH.code
            # What was not found is the address itself: the page's own words say it best.
            text = "" if isinstance(refusal, NotFound) else refusal.text(code)
            return error_page(request, status_of(refusal), text=text)

    return shown


def status_of(refusal: DomainError) -> int:
    """Return the status of a refusal."""
    return next((STATUSES[kind] for kind in type(refusal).__mro__ if kind in STATUSES), 400)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a malformed request."""
    del exception
    return error_page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what a reader may not do."""
    del exception
    return error_page(request, 403)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that this browser's session does not know, as after a long pause or from another site."""
    del reason
    return error_page(request, 403, text=say(language_of_path(request.path), "error_403_form"))


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer whoever asks too often."""
    return error_page(request, 429)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads nowhere."""
    del exception
    return error_page(request, 404)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Answer while the database is away, and say when to come back."""
    response = error_page(request, 503)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


class OutagePages:
    """Answers a page whose view could not reach the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let every request pass."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page of an outage; anything else is a mistake of ours."""
        if not is_outage(error):
            return None
        note_outage(error)
        return unavailable(request)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when something broke, with the trace that also stands in the log."""
    error = sys.exc_info()[1]
    # It may break outside of a view, where no middleware is asked.
    if error is not None and is_outage(error):
        note_outage(error)
        return unavailable(request)
    return error_page(request, 500, note=str(getattr(request, "trace_id", "")))
