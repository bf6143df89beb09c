"""Writes answers: one pass from values to UTF-8 bytes, without the framework's second validation."""

from functools import cache
from typing import Any, TypeVar

from django.db.models import Model
from django.http import HttpResponse
from pydantic import TypeAdapter

from api.pagination import Page
from api.v1.problem_shape import ProblemOut

Row = TypeVar("Row", bound=Model)
JSON = "application/json"


def problems(*statuses: int) -> dict[int, type[ProblemOut]]:
    """Return the refusals of an operation, for its documentation; each may also be malformed or break."""
    return dict.fromkeys((400, *sorted(statuses), 500), ProblemOut)


def answer(value: object, shape: Any, *, lang: str, status: int = 200) -> HttpResponse:  # a type form
    """Return a value as JSON of its shape."""
    response = HttpResponse(_adapter(shape).dump_json(value), content_type=JSON, status=status)
    response.headers["Content-Language"] = str(lang)
    return response


def listed(items: list[Any], page: "Page[Row]", shape: Any, *, lang: str) -> HttpResponse:  # a type form
    """Return one page of a list, with a link to the next."""
    response = answer(shape(items=items, next=page.next), shape, lang=lang)
    if page.link:
        response.headers["Link"] = page.link
    return response


def private(response: HttpResponse) -> HttpResponse:
    """Keep an answer out of shared caches and search engines."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:  # a type form
    return TypeAdapter(shape)
