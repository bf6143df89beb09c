"""Turns every refusal, ours, the framework's and Django's own, into one problem document (RFC 9457)."""

import json
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.errors import ValidationError as NinjaValidationError

from api.language import Lang, asked_language
from api.problems import BY_STATUS, PROBLEMS, Code
from api.wording import parameter_error
from tourism.outages import RETRY_AFTER_SECONDS
from tourism.values.errors import (
    Conflict,
    DomainError,
    FieldError,
    Forbidden,
    Gone,
    Invalid,
    NotFound,
    TooLarge,
)

CONTENT_TYPE = "application/problem+json"
MOST_ERRORS = 50

_CODES: tuple[tuple[type[DomainError], Code], ...] = (
    (NotFound, Code.NOT_FOUND),
    (Gone, Code.GONE),
    (Conflict, Code.CONFLICT),
    (Forbidden, Code.FORBIDDEN),
    (TooLarge, Code.TOO_LARGE),
    (Invalid, Code.INVALID),
)
_KEPT_HEADERS = ("Allow", "Retry-After", "Location")

logger = logging.getLogger(__name__)


def problem(
    request: HttpRequest,
    code: Code,
    *,
    detail: str = "",
    reason: str = "",
    errors: Sequence[Mapping[str, str]] = (),
    params: Mapping[str, object] | None = None,
) -> HttpResponse:
    """Return the problem document of one kind, in the language that was asked for."""
    kind, lang = PROBLEMS[code], asked_language(request)
    body: dict[str, Any] = {
        "type": f"/problems/{code}",
        "title": kind.title_zh if lang is Lang.ZH else kind.title_en,
        "status": kind.status,
        "detail": detail or (kind.help_zh if lang is Lang.ZH else kind.help_en),
        "code": reason or str(code),
        "instance": request.path[:500],
        "trace_id": trace_id(request),
    }
    if errors:
        body["errors"] = list(errors)[:MOST_ERRORS]
    if params:
        body["params"] = dict(params)
    response = HttpResponse(_encoded(body), status=kind.status, content_type=CONTENT_TYPE)
    response.headers["Content-Language"] = str(lang)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "Accept-Language"
    return response


def refusal(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Return the problem document of a refusal by the rooms below."""
    lang = asked_language(request)
    return problem(
        request,
        _code(error),
        detail=error.text(str(lang)),
        reason=error.code,
        errors=[_field(each, lang) for each in _fields(error)],
        params={name: _plain(value) for name, value in error.params.items()},
    )


def unavailable(request: HttpRequest) -> HttpResponse:
    """Return the problem document of a moment in which the database does not answer."""
    made = problem(request, Code.UNAVAILABLE)
    made.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return made


def replaced(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Return a problem document in place of an error page that Django or a server below wrote."""
    if response.status_code < 400 or response.headers.get("Content-Type", "").startswith(CONTENT_TYPE):
        return response
    code = BY_STATUS.get(response.status_code, Code.INTERNAL if response.status_code >= 500 else Code.MALFORMED)
    made = problem(request, code)
    for name in _KEPT_HEADERS:
        if name in response.headers:
            made.headers[name] = response.headers[name]
    return made


def install(api: NinjaAPI) -> None:
    """Make an API answer with problem documents."""
    handlers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        DomainError: refusal,
        NinjaValidationError: _unreadable,
        HttpError: _http_error,
        Http404: _http404,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def trace_id(request: HttpRequest) -> str:
    """Return the number by which an operator finds this request in the log."""
    return str(getattr(request, "trace_id", ""))


def _unreadable(request: HttpRequest, error: NinjaValidationError) -> HttpResponse:
    """Name what the framework could not read; an address whose part is malformed leads nowhere."""
    places = {str(each["loc"][0]) for each in error.errors}
    if "path" in places:
        return problem(request, Code.NOT_FOUND)
    fields = [parameter_error(each) for each in error.errors]
    lang = asked_language(request)
    code = Code.INVALID if "body" in places else Code.INVALID_PARAMETER
    shown = [_field(field, lang) for field in fields]
    detail = "; ".join(f"{field.pointer}: {_said(field, lang)}" for field in fields[:3])
    return problem(request, code, detail=detail, errors=shown)


def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(request, BY_STATUS.get(error.status_code, Code.MALFORMED), detail=error.message)


def _http404(request: HttpRequest, error: Http404) -> HttpResponse:
    del error
    return problem(request, Code.NOT_FOUND)


def _code(error: DomainError) -> Code:
    if isinstance(error, Invalid) and error.field and not error.field.startswith("/"):
        return Code.INVALID_PARAMETER
    if error.code in set(Code):
        return Code(error.code)
    return next((code for kind, code in _CODES if isinstance(error, kind)), Code.REFUSED)


def _fields(error: DomainError) -> Iterable[FieldError]:
    if error.errors or not error.field:
        return error.errors
    return (FieldError(error.field, error.code, error.text_zh, error.text_en),)


def _field(error: FieldError, lang: Lang) -> dict[str, str]:
    where = "pointer" if error.pointer.startswith("/") or not error.pointer else "parameter"
    return {where: error.pointer, "code": error.code, "detail": _said(error, lang)}


def _said(error: FieldError, lang: Lang) -> str:
    return error.text_zh if lang is Lang.ZH else error.text_en


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _encoded(body: Mapping[str, Any]) -> bytes:
    # A refusal may quote what was sent, and a lone surrogate has no UTF-8.
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
