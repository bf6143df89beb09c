"""Makes any text safe to stand in a calendar file."""

import re

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")


def clean(text: str) -> str:
    """Return a text whose lines end in ``\\n`` and which holds no control character and no half of a pair.

    Some readers split lines wherever Python would, so every kind of line break becomes the one that is escaped.
    """
    return _UNWANTED.sub("", _BREAKS.sub("\n", text)).replace("\t", " ")


def clean_line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(clean(text).split())
