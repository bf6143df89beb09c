"""The few tags that templates need: a word in the page's language, an icon, the mark of a kind of event."""

import json
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from frontend.public.words import say

register = template.Library()


@register.simple_tag(takes_context=True)
def word(context: dict[str, Any], key: str, **values: object) -> str:
    """Return a text of the page in its language."""
    return say(context["lang"], key, **values)


@register.simple_tag
def structured(data: list[dict[str, Any]] | dict[str, Any]) -> SafeString:
    """Write data for search engines: a block of data, which no browser runs, with what would end it escaped."""
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(_escaped(data)))


def _escaped(data: list[dict[str, Any]] | dict[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon of the sprite; it always stands beside a word."""
    return format_html(
        '<svg class="i" aria-hidden="true"><use href="{}#i-{}"/></svg>', static("frontend/icons.svg"), name
    )


@register.simple_tag
def mark(kind: str) -> SafeString:
    """Draw the mark of a kind of event: its shape says the same as its colour."""
    sprite = static("frontend/icons.svg")
    return format_html('<svg class="m m-{}" aria-hidden="true"><use href="{}#m-{}"/></svg>', kind, sprite, kind)
