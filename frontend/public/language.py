"""The two languages of the pages, and how an address or a browser asks for one."""

from enum import StrEnum


class Language(StrEnum):
    """A language, by its prefix in addresses."""

    ZH = "zh"
    EN = "en"

    @property
    def code(self) -> str:
        """The language tag, as in ``lang`` attributes and in the API."""
        return "zh-Hans" if self is Language.ZH else "en"

    @property
    def other(self) -> "Language":
        """The language that the head of each page switches to."""
        return Language.EN if self is Language.ZH else Language.ZH

    def pick(self, zh: str, en: str) -> str:
        """Return the text of this language; a missing translation falls back to the other one."""
        return (zh or en) if self is Language.ZH else (en or zh)


def language_of_path(path: str) -> Language:
    """Return the language that an address is in, Chinese where it names none."""
    return Language.EN if path == "/en" or path.startswith("/en/") else Language.ZH


def language_of_header(accept: str) -> Language:
    """Return the language a browser asks for first, Chinese where it asks for neither."""
    best: tuple[float, Language] = (0.0, Language.ZH)
    for part in accept[:1000].split(","):
        tag, _, parameters = part.strip().partition(";")
        found = {"zh": Language.ZH, "en": Language.EN}.get(tag.strip().lower().split("-")[0])
        weight = _weight(parameters)
        if found is not None and weight > best[0]:
            best = (weight, found)
    return best[1]


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
