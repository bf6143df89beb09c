"""Which language an address, a browser and a missing translation lead to."""

import pytest

from frontend.public.language import Language, language_of_header, language_of_path


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", Language.ZH),
        ("en-GB,en;q=0.9", Language.EN),
        ("zh-CN,zh;q=0.9,en;q=0.8", Language.ZH),
        ("en;q=0.3, zh-TW;q=0.9", Language.ZH),
        ("de-DE, de;q=0.9", Language.ZH),
        ("de, en;q=0.5", Language.EN),
        ("en;q=x, zh;q=0.1", Language.ZH),
        ("*", Language.ZH),
    ],
)
def test_a_browser_gets_the_language_it_asks_for_first(accept: str, expected: Language) -> None:
    assert language_of_header(accept) is expected


@pytest.mark.parametrize(
    ("path", "expected"), [("/en/plan", Language.EN), ("/zh/", Language.ZH), ("/enough", Language.ZH)]
)
def test_an_address_names_its_language(path: str, expected: Language) -> None:
    assert language_of_path(path) is expected


def test_a_missing_translation_falls_back_to_the_other_language() -> None:
    assert Language.EN.pick("怀梆", "") == "怀梆"
    assert Language.ZH.pick("", "Opera") == "Opera"
