"""A text in both languages, said in the one that the page is shown in."""

from django.utils.functional import lazy
from django.utils.translation import get_language


def said(zh: str, en: str) -> str:
    """Return the text in the language of the page that is being made; Chinese unless that is English."""
    return en if (get_language() or "").startswith("en") else zh


_later = lazy(said, str)


def both(zh: str, en: str) -> str:
    """Return a text that is said when it is shown."""
    return _later(zh, en)
