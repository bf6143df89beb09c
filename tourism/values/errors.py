"""One tree for every refusal, so that each edge turns them into answers in one place."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field, and what would be right; ``pointer`` is a JSON pointer or a parameter's name."""

    pointer: str
    code: str
    text_zh: str
    text_en: str


class DomainError(Exception):
    """A refusal that the caller can act on: a stable code, and the reason in both languages."""

    default_code: ClassVar[str] = "refused"

    def __init__(
        self,
        text_en: str,
        *,
        text_zh: str = "",
        code: str = "",
        field: str | None = None,
        errors: tuple[FieldError, ...] = (),
    ) -> None:
        super().__init__(text_en)
        self.text_en = text_en
        self.text_zh = text_zh or text_en
        self.code = code or self.default_code
        self.field = field
        self.errors = errors


class Invalid(DomainError):
    """Some fields are wrong; ``errors`` names each."""

    default_code = "invalid"


class Refused(DomainError):
    """The request is well formed, and a rule forbids it."""

    default_code = "refused"


class NotFound(DomainError):
    """There is no such object."""

    default_code = "not_found"


class Gone(DomainError):
    """There was such an object."""

    default_code = "gone"


class Conflict(DomainError):
    """The object changed meanwhile, or another one stands in the way."""

    default_code = "conflict"


class Forbidden(DomainError):
    """The caller may not do this."""

    default_code = "forbidden"


class TooLarge(DomainError):
    """What was sent is larger than what is taken."""

    default_code = "too_large"
