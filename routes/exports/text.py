"""Makes text from anywhere fit for XML and JSON: names come from people, and some characters break a whole file."""

import re

# Controls, halves of surrogate pairs, and the two that are no characters: all that XML 1.0 forbids, and DEL to APC.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """Return a text without the characters that no file should hold."""
    return _ILLEGAL.sub("", text)


def line(text: str) -> str:
    """Return a text as one line."""
    return " ".join(legal(text).split())
