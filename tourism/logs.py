"""Writes the log: a line for people or one JSON object for machines, with its trace, and without anybody's secrets."""

import logging
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from tourism.tracing import TRACE

HIDDEN = "***"
# Shorter ones would also be found in honest words.
SHORTEST_SECRET = 6
# Django hands over the request itself, which says what the line and its trace already say.
LEFT_OUT = ("request",)
LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"

_PATTERNS = (
    # The token of a kept trip, in any address that opens one.
    (re.compile(r"(/t/|/itineraries/)[^/\s?\"'<>)]+"), rf"\1{HIDDEN}"),
    # A header that says who asks takes the rest of its line.
    (
        re.compile(r"\b((?:proxy-)?authorization|(?:set-)?cookie|x-api-key)\b([\"']?\s*[:=])[^\n]*", re.I),
        rf"\1\2 {HIDDEN}",
    ),
    (re.compile(r"\b(bearer|basic)\s+[\w.~+/=-]{6,}", re.I), rf"\1 {HIDDEN}"),
    (
        re.compile(
            r"(\w*(?:password|passwd|secret|token|session_?id|api_?key))([\"']?\s*[:=]\s*[\"']?)[^\s&\"',;]+", re.I
        ),
        rf"\1\2{HIDDEN}",
    ),
    # Who logs in to a database or a foreign address.
    (re.compile(r"://[^/\s@\"']*@"), f"://{HIDDEN}@"),
)


class Censor:
    """Takes out of a text what would open something: what is known to be secret, and what looks like it."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        # The longest first: one may be a part of another.
        self._secrets = sorted({text for text in secrets if len(text) >= SHORTEST_SECRET}, key=len, reverse=True)

    def clean(self, text: str) -> str:
        """Return a text without secrets."""
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        for pattern, instead in _PATTERNS:
            text = pattern.sub(instead, text)
        return text


class Lines(logging.Formatter):
    """One line for people, with the traceback below it."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__(LINE)
        self._censor = Censor(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record, censored with its traceback."""
        return self._censor.clean(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # the name that the standard library gave it
        """Return the line itself, which ends with the trace of its request."""
        trace = TRACE.get()
        return super().formatMessage(record) + (f" [{trace}]" if trace else "")


class JsonLines(JsonFormatter):
    """One JSON object in one line, whatever the record holds."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__(["message"], json_ensure_ascii=False)
        self._censor = Censor(secrets)

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        """Censor each text before it is quoted: afterwards a pattern could break the quotes."""
        return {name: self._plain(value) for name, value in log_data.items() if name not in LEFT_OUT}

    def add_fields(self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]) -> None:
        """Put when, how bad, from where and in which request before what the record says."""
        log_data["at"] = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        log_data["level"] = record.levelname
        log_data["logger"] = record.name
        if trace := TRACE.get():
            log_data["trace_id"] = trace
        super().add_fields(log_data, record, message_dict)

    def _plain(self, value: Any) -> Any:
        return value if isinstance(value, bool | int | float | None) else self._censor.clean(str(value))
