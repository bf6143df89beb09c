"""Adds to stored events the reminder that one reader asks for; feeds carry none by themselves."""

import re

_BEFORE = re.compile(r"P[1-7]D|PT(?:[1-9]|1[0-9]|2[0-4])H|PT(?:5|10|15|30|45)M")
_WORDS = {"zh-Hans": "提醒", "en": "Reminder"}
_END = b"END:VEVENT\r\n"
_CANCELLED = b"\r\nSTATUS:CANCELLED\r\n"


def is_alarm(before: str) -> bool:
    """Say whether this is a length of time that a reminder may come before its event, such as P1D."""
    return _BEFORE.fullmatch(before) is not None


def with_alarms(data: bytes, before: str, lang: str) -> bytes:
    """Return a calendar file whose events each have a reminder, cancelled ones excepted."""
    lines = ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_WORDS[lang]}", f"TRIGGER:-{before}", "END:VALARM", "")
    alarm = "\r\n".join(lines).encode()
    *events, rest = data.split(_END)
    return b"".join(event + (b"" if _CANCELLED in event else alarm) + _END for event in events) + rest
