"""Each refusal carries a stable code and its reason in both languages."""

import pytest

from tourism.values.errors import (
    Conflict,
    DomainError,
    FieldError,
    Forbidden,
    Gone,
    Invalid,
    NotFound,
    Refused,
    TooLarge,
)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (Invalid, "invalid"),
        (Refused, "refused"),
        (NotFound, "not_found"),
        (Gone, "gone"),
        (Conflict, "conflict"),
        (Forbidden, "forbidden"),
        (TooLarge, "too_large"),
    ],
)
def test_each_kind_has_its_own_code(kind: type[DomainError], code: str) -> None:
    assert kind("no").code == code


def test_a_refusal_may_be_more_precise_than_its_kind() -> None:
    error = Refused("closed that day", "当天不开放", code="closed_that_day", field="/must/0", params={"day": 2})

    assert (error.code, error.field, error.params) == ("closed_that_day", "/must/0", {"day": 2})
    assert Refused("no").code == "refused"


def test_the_message_is_the_english_text() -> None:
    error = NotFound("there is no such place", text_zh="没有这个地点")

    assert str(error) == "there is no such place"
    assert (error.text("zh-Hans"), error.text("en")) == ("没有这个地点", "there is no such place")


def test_a_missing_translation_falls_back_to_english() -> None:
    assert Gone("taken away").text_zh == "taken away"


def test_several_fields_are_named_at_once() -> None:
    wrong = FieldError("/days", "too_many", "最多 14 天", "at most 14 days")

    assert Invalid("two fields are wrong", errors=[wrong]).errors == (wrong,)
