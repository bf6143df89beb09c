"""Gives each request one number that its log lines, its answer and its caller share (W3C Trace Context)."""

import re
import secrets
from contextvars import ContextVar

# What is logged outside of a request has none.
TRACE: ContextVar[str] = ContextVar("trace", default="")

_PARENT = re.compile(r"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?")
_NO_TRACE, _NO_SPAN = "0" * 32, "0" * 16


def trace_of(parent: str) -> str:
    """Return the trace that a valid ``traceparent`` names, or else a new one."""
    found = _PARENT.fullmatch(parent)
    if found is None or found[2] == _NO_TRACE or found[3] == _NO_SPAN:
        return secrets.token_hex(16)
    # Version ff is none, and version 00 has four parts; a later one may have more.
    if found[1] == "ff" or (found[1] == "00" and found[4]):
        return secrets.token_hex(16)
    return found[2]
