"""Hands bodies to the framework as strict JSON."""

from collections.abc import Callable
from functools import wraps
from inspect import unwrap
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja.operation import Operation
from ninja.parser import Parser

from api.hygiene import Malformed, read_json
from api.problems import Code
from tourism.values.errors import DomainError

Run = Callable[..., HttpResponseBase]


class StrictParser(Parser):
    """Returns what ``strict_body`` has read: the framework would turn a refusal here into a bare 400."""

    def parse_body(self, request: HttpRequest) -> Any:  # data from outside
        """Return the JSON of a body."""
        return request.json  # type: ignore[attr-defined]  # set by strict_body


def operation_of(run: Run) -> Operation:
    """Return the operation that the framework asks to decorate: it hands over the bound method ``run``."""
    operation: Operation = unwrap(run).__self__
    return operation


def strict_body(run: Run) -> Run:
    """Read the body of an operation that takes one, before the framework does."""
    operation = operation_of(run)
    if all(model.__ninja_param_source__ != "body" for model in operation.models):
        return run

    @wraps(run)
    def reading(request: HttpRequest, **values: Any) -> HttpResponseBase:
        request.json = _read(request)  # type: ignore[attr-defined]  # ours, for the parser
        return run(request, **values)

    return reading


def _read(request: HttpRequest) -> Any:  # data from outside
    if not request.body:
        raise Malformed(
            "send a JSON body, with its Content-Length",
            "请发送 JSON 正文，并带上 Content-Length",
            code=str(Code.MALFORMED_JSON),
        )
    kind = (request.content_type or "").lower()
    if kind != "application/json" and not (kind.startswith("application/") and kind.endswith("+json")):
        raise DomainError(
            "send JSON with Content-Type: application/json",
            "请发送 JSON，并带上 Content-Type: application/json",
            code=str(Code.UNSUPPORTED_MEDIA_TYPE),
        )
    return read_json(request.body)
