"""Keeps the secrets of kept trips out of the log: whoever reads it must not be able to open a trip."""

import logging
import re

_TOKEN = re.compile(r"(/t/|/itineraries/)[^/\s?]+")


class WithoutTokens(logging.Filter):
    """Takes the token out of every address that is logged, such as that of a page that failed."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let each record pass, without tokens."""
        record.msg, record.args = _TOKEN.sub(r"\1***", record.getMessage()), ()
        return True
