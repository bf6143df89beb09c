"""Every code says something in both languages, and some test meets it."""

import re
from pathlib import Path

import pytest

from routes import codes
from routes.planner import Rule
from routes.planner.omissions import Why
from routes.wording import FIXES, RULES, every_code, told

TESTS = Path(__file__).parent
KINDS = (codes.Fault, codes.Reason, codes.Caution, codes.LeftOut, codes.Refusal, codes.Mark, Rule)


def test_each_code_has_both_texts() -> None:
    expected = {f"{kind.__name__}.{code}" for kind in KINDS for code in kind}

    assert set(every_code()) == expected
    assert all(zh and en and zh != en for zh, en in every_code().values())


def test_each_rule_says_what_would_mend_it() -> None:
    assert set(FIXES) == set(RULES) == set(Rule)


def test_each_text_is_in_its_own_language() -> None:
    for name, (zh, en) in every_code().items():
        assert re.search(r"[一-鿿]", zh), name
        assert not re.search(r"[一-鿿！]", en), name
        assert "!" not in en, name


def test_whatever_is_left_out_has_a_word_for_why() -> None:
    told_rules = {"position_unknown", "closed_that_day", "out_of_season", "event_cancelled", "diet", "avoided"}
    told_rules |= {"has_steps", "accessibility_unknown", "too_much_walking", "too_long_on_the_go", "too_many_steps"}

    assert {code.value for code in codes.LeftOut} == told_rules | {code.value for code in Why}


def test_a_parameter_that_is_missing_leaves_a_gap_and_no_error() -> None:
    assert told(("{name}不开。", "{name} is closed.")).en == " is closed."


@pytest.mark.parametrize("code", sorted({code.value for kind in KINDS for code in kind}))
def test_each_code_is_met_by_some_test(code: str) -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py") if path != Path(__file__))

    assert re.search(rf'"{code}"|\b(Rule|Why|Caution|LeftOut|Reason|Refusal|Fault|Mark)\.{code.upper()}\b', texts)
