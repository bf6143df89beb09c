"""No text is missing in a language, none is asked for that is not there, and none lies about unused."""

import re
import string
from pathlib import Path

import pytest

from frontend.public.words import FAMILIES, WORDS

FRONTEND = Path(__file__).parents[3] / "frontend"
# Keys that are put together from a code: the code that does so names the prefix.
PUT_TOGETHER = re.compile(r'f"([a-z_]*)\{')
CHINESE = re.compile("[\u4e00-\u9fff]")


def sources() -> str:
    files = [*FRONTEND.rglob("*.py"), *FRONTEND.rglob("*.html")]
    return "\n".join(path.read_text() for path in files if path.parent.name != "texts")


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_text_belongs_to_one_family_of_pages() -> None:
    texts = FRONTEND / "public" / "texts"

    assert len(WORDS) == sum(len(family.TEXTS) for family in FAMILIES) > 400
    assert {path.stem for path in texts.glob("[a-z]*.py")} == {family.__name__.split(".")[-1] for family in FAMILIES}


def test_every_text_stands_in_both_languages() -> None:
    missing = [key for key, (zh, en) in WORDS.items() if not zh.strip() or not en.strip()]

    assert missing == []


def test_no_english_text_is_chinese() -> None:
    assert [key for key, (_, en) in WORDS.items() if CHINESE.search(en)] == []


def test_no_chinese_text_was_left_in_english() -> None:
    letters = {key: re.sub(r"{\w+}", "", zh) for key, (zh, _) in WORDS.items()}

    assert [key for key, zh in letters.items() if re.search("[A-Za-z]{3}", zh.replace("Outlook", ""))] == []


def test_english_uses_no_value_that_chinese_lacks() -> None:
    assert [key for key, (zh, en) in WORDS.items() if not names_in(en) <= names_in(zh)] == []


def test_every_text_that_is_asked_for_exists() -> None:
    asked = set(re.findall(r'{% word "([^"]+)"', sources())) | set(re.findall(r'say\([a-z.]+, "([^"]+)"', sources()))

    assert asked - set(WORDS) == set()
    assert len(asked) > 100


def test_every_text_is_used() -> None:
    text = sources()
    # A choice of the form, and an answer of yes or no, is named by its field and its value.
    families = ("by_", "diet_", "pace_", "steps_", "step_free_", "toilets_", *(set(PUT_TOGETHER.findall(text)) - {""}))

    unused = [key for key in WORDS if f'"{key}"' not in text and not key.startswith(families)]

    assert unused == []


@pytest.mark.parametrize("banned", ["温馨提示", "敬请谅解", "亲，", "！", "!", "Oops", "Unfortunately"])
def test_no_text_scolds_flatters_or_shouts(banned: str) -> None:
    assert [key for key, texts in WORDS.items() if any(banned in text for text in texts)] == []


def test_templates_hold_no_words_of_their_own() -> None:
    switch = '{% if lang == "zh" %}'
    plain = {
        path.name: CHINESE.findall(re.sub(r"中文|（|）|，|。", "", path.read_text()))
        for path in (FRONTEND / "templates").rglob("*.html")
    }

    assert {name: found for name, found in plain.items() if found} == {}
    assert switch in (FRONTEND / "templates/public/base.html").read_text()
