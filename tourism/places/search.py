"""Folds names so that Chinese words, pinyin, initials and aliases are all found by one LIKE on any database."""

import unicodedata
from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Model, QuerySet

from tourism.values.errors import Invalid

LONGEST_QUERY = 100
MOST_WORDS = 8

# Some papers print the opera's name with another character of the same sound.
_VARIANTS = (("怀邦", "怀梆"),)

Row = TypeVar("Row", bound=Model)


def fold(text: str) -> str:
    """Return text without case, width, accents, variants and control characters, with single spaces."""
    apart = unicodedata.normalize("NFKD", text)
    kept = "".join(" " if character.isspace() else character for character in apart if _is_kept(character))
    folded = " ".join(unicodedata.normalize("NFKC", kept).casefold().split())
    for variant, usual in _VARIANTS:
        folded = folded.replace(variant, usual)
    return folded


def search_text(zh: str, en: str = "", pinyin: str = "", aliases: Iterable[str] = ()) -> str:
    """Return the folded column that a search looks into."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415  # its dictionary takes 56 MB, and only who writes names needs it

    names = [zh, *aliases]
    parts = [*names, en, *_spoken(pinyin.split())]
    for name in names:
        parts += _spoken(lazy_pinyin(name, errors="ignore"))
    return "\n".join(dict.fromkeys(folded for part in parts if (folded := fold(part))))


def matches(rows: "QuerySet[Row]", field: str, q: str) -> "QuerySet[Row]":
    """Keep the rows whose folded column holds every word of a query; Django escapes the wildcards of LIKE."""
    if len(q) > LONGEST_QUERY:
        raise Invalid(
            f"q is at most {LONGEST_QUERY} characters long",
            f"搜索词最多 {LONGEST_QUERY} 个字符",
            field="q",
        )
    for word in fold(q).split()[:MOST_WORDS]:
        rows = rows.filter(**{f"{field}__contains": word})
    return rows


def _is_kept(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) not in {"Mn", "Cc", "Cf", "Cs", "Co", "Cn"}


def _spoken(syllables: list[str]) -> list[str]:
    if not syllables:
        return []
    # 驴 is typed lv as often as lu, because most keyboards have no ü.
    plain = [syllable.replace("v", "ü") for syllable in syllables]
    initials = "".join(syllable[0] for syllable in syllables)
    return [" ".join(syllables), "".join(syllables), " ".join(plain), "".join(plain), initials]
