"""Pages of a list by an opaque signed cursor: the place of the last row, bound to the filters it was made for."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from tourism.values.errors import Invalid

Row = TypeVar("Row", bound=Model)

# Without the time in the signature, or the same page would have another ETag each second.
_signer = Signer(salt="api.pagination")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a list, and the cursor of the rows after them."""

    rows: list[Row]
    next: str | None
    link: str | None


def page_of(
    rows: "QuerySet[Row]", request: HttpRequest, *, order: Sequence[str], cursor: str | None, limit: int
) -> Page[Row]:
    """Return the page of ``rows`` after ``cursor``, in the order of columns that together are unique."""
    bound = _fingerprint(request)
    rows = rows.order_by(*order)
    if cursor is not None:
        rows = rows.filter(_after(order, _opened(cursor, bound, len(order)), rows))
    found = list(rows[: limit + 1])
    if len(found) <= limit:
        return Page(found, None, None)
    values = [_value(found[limit - 1], column) for column in order]
    following = _signer.sign_object([bound, *values])
    return Page(found[:limit], following, _link(request, following))


def _after(order: Sequence[str], values: Sequence[str], rows: "QuerySet[Row]") -> Q:
    """Return the rows after one row: greater in one column, and equal in those before it."""
    columns = {column.name: column for column in rows.model._meta.concrete_fields}
    typed = [columns[name].to_python(value) for name, value in zip(order, values, strict=True)]
    steps = []
    for number, column in enumerate(order):
        equal = dict(zip(order[:number], typed[:number], strict=True))
        steps.append(Q(**equal, **{f"{column}__gt": typed[number]}))
    return reduce(or_, steps)


def _value(row: Model, column: str) -> str:
    value = getattr(row, column)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _opened(cursor: str, bound: str, columns: int) -> list[str]:
    try:
        found: Any = _signer.unsign_object(cursor)
    except (BadSignature, ValueError):
        raise _wrong("cursor is not one of ours; take it from `next`", "cursor 无效，请使用 `next` 的值") from None
    if not isinstance(found, list) or len(found) != columns + 1 or found[0] != bound:
        raise _wrong(
            "cursor was made for other filters; repeat the filters of its list, or leave it out",
            "cursor 属于另一组筛选条件；请保持筛选条件不变，或去掉 cursor",
        )
    return found[1:]


def _fingerprint(request: HttpRequest) -> str:
    asked = sorted((name, value) for name, value in request.GET.items() if name not in ("cursor", "limit"))
    return hashlib.sha256(f"{request.path}?{urlencode(asked)}".encode()).hexdigest()[:16]


def _link(request: HttpRequest, cursor: str) -> str:
    query = urlencode({**request.GET.dict(), "cursor": cursor})
    return f'<{settings.PUBLIC_URL}{request.path}?{query}>; rel="next"'


def _wrong(text_en: str, text_zh: str) -> Invalid:
    return Invalid(text_en, text_zh, field="cursor")
