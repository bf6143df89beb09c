"""Which language a reader asked for, from the address or, for refusals, from the browser."""

from enum import StrEnum
from urllib.parse import parse_qs

from django.http import HttpRequest


class Lang(StrEnum):
    """The languages of the API."""

    ZH = "zh-Hans"
    EN = "en"


def asked_language(request: HttpRequest) -> Lang:
    """Return the language of a refusal: ``lang``, or else what the browser prefers, or else Chinese."""
    # request.GET raises on what this may have to refuse, such as ten thousand parameters.
    asked = parse_qs(request.META.get("QUERY_STRING", "")[:2000]).get("lang", [""])[-1]
    if asked in set(Lang):
        return Lang(asked)
    if request.path.startswith("/feeds/en/"):
        return Lang.EN
    return _preferred(request.headers.get("Accept-Language", ""))


def _preferred(header: str) -> Lang:
    ranked = [_weighed(part) for part in header[:500].split(",")[:20]]
    known = [(weight, lang) for weight, lang in ranked if weight > 0 and lang is not None]
    return max(known, key=lambda pair: pair[0])[1] if known else Lang.ZH


def _weighed(part: str) -> tuple[float, Lang | None]:
    tag, _, parameters = part.strip().lower().partition(";")
    lang = Lang.ZH if tag.startswith("zh") else Lang.EN if tag.startswith("en") else None
    try:
        weight = float(parameters.partition("q=")[2] or 1)
    except ValueError:
        weight = 0.0
    return weight, lang
