"""The one tree of refusals, so that every edge can turn any of them into its own words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field: its JSON pointer or parameter name, a stable code, and the reason twice."""

    pointer: str
    code: str
    text_zh: str
    text_en: str


class DomainError(Exception):
    """A refusal with a stable code and its reason in both languages.

    ``field`` is the JSON pointer or parameter name at fault, ``errors`` lists several fields,
    ``params`` holds the values a reader's program may want beside the words.
    """

    default_code: ClassVar[str] = "refused"

    code: str
    text_en: str
    text_zh: str
    field: str | None
    errors: tuple[FieldError, ...]
    params: dict[str, object]

    def __init__(
        self,
        text_en: str,
        text_zh: str = "",
        *,
        code: str | None = None,
        field: str | None = None,
        errors: Iterable[FieldError] = (),
        params: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(text_en)
        self.text_en = text_en
        self.text_zh = text_zh or text_en
        self.code = code or self.default_code
        self.field = field
        self.errors = tuple(errors)
        self.params = dict(params or {})

    def text(self, lang: str) -> str:
        """Return the reason in ``lang`` ("zh-Hans" or "en")."""
        return self.text_zh if lang == "zh-Hans" else self.text_en


class Invalid(DomainError):
    """What was sent is malformed or out of its limits."""

    default_code = "invalid"


class Refused(DomainError):
    """What was asked is well formed but cannot be done."""

    default_code = "refused"


class NotFound(DomainError):
    """What was named does not exist, or not for this reader."""

    default_code = "not_found"


class Gone(DomainError):
    """What was named existed and was taken away for good."""

    default_code = "gone"


class Conflict(DomainError):
    """What was sent rests on a state that has changed since."""

    default_code = "conflict"


class Forbidden(DomainError):
    """Whoever asks may not do this."""

    default_code = "forbidden"


class TooLarge(DomainError):
    """What was sent or asked for is bigger than the limit."""

    default_code = "too_large"
