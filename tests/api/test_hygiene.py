"""What no honest client sends is refused before a database sees it."""

from time import process_time

import pytest

from api.hygiene import DEEPEST, MOST_BYTES, MOST_PARAMETERS, check_path, check_query, check_size, read_json
from tourism.values.errors import DomainError


def test_json_of_every_kind_is_read_as_it_was_written() -> None:
    raw = '{"名": ["怀梆\\n", 1, -2.5, true, null, {"a": {}}]}'.encode()

    assert read_json(raw) == {"名": ["怀梆\n", 1, -2.5, True, None, {"a": {}}]}


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "malformed_json"),
        (b"{", "malformed_json"),
        (b"\xff", "malformed_text"),
        (b"\xed\xa0\x80", "malformed_text"),
        (b'"\\ud800"', "malformed_text"),
        (b'{"\\u0000": 1}', "malformed_text"),
        (b'"a\x00"', "malformed_text"),
        (b'"\\u0007"', "malformed_text"),
        (b'{"a": 1, "a": 2}', "malformed_json"),
        (b"NaN", "malformed_json"),
        (b"-Infinity", "malformed_json"),
        (b"1e999", "malformed_json"),
        (b"9" * 5000, "malformed_json"),
        (b"0." + b"1" * 5000, "malformed_json"),
        (b"[" * 5000 + b"]" * 5000, "malformed_json"),
        (b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1), "malformed_json"),
    ],
)
def test_a_body_that_no_honest_program_writes_is_refused(raw: bytes, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        read_json(raw)

    assert refused.value.code == code
    assert refused.value.text_zh != refused.value.text_en


def test_json_as_deep_as_the_limit_is_read() -> None:
    assert read_json(b"[" * DEEPEST + b"]" * DEEPEST)


def test_brackets_inside_a_string_are_no_depth() -> None:
    assert read_json(b'"' + b"[" * 100 + b'\\"' + b"[" * 100 + b'"') == "[" * 100 + '"' + "[" * 100


def test_a_body_of_the_limit_is_taken_and_one_byte_more_is_not() -> None:
    check_size(MOST_BYTES)

    with pytest.raises(DomainError, match="65536"):
        check_size(MOST_BYTES + 1)


@pytest.mark.parametrize("inside", ['\\"', "\\\\", "[", "{\\"])
def test_a_string_without_an_end_is_refused_in_no_time(inside: str) -> None:
    body = ('"' + inside * MOST_BYTES)[:MOST_BYTES].encode()
    began = process_time()

    with pytest.raises(DomainError):
        read_json(body)

    assert process_time() - began < 1


def test_as_many_parameters_as_the_limit_are_taken_and_one_more_is_not() -> None:
    check_query("&".join(f"a{number}=1" for number in range(MOST_PARAMETERS)))

    with pytest.raises(DomainError) as refused:
        check_query("&".join(f"a{number}=1" for number in range(MOST_PARAMETERS + 1)))
    assert refused.value.code == "too_many_parameters"


@pytest.mark.parametrize("query", ["q=%00", "q=%ED%A0%80", "q=%ff", "%00=1", "q=a%0Ab", "q=%7F"])
def test_a_query_that_is_no_printable_text_is_refused(query: str) -> None:
    with pytest.raises(DomainError) as refused:
        check_query(query)

    assert refused.value.code == "malformed_text"


def test_a_parameter_given_twice_is_refused_by_name() -> None:
    with pytest.raises(DomainError) as refused:
        check_query("lang=en&lang=zh-Hans")

    assert refused.value.field == "lang"


@pytest.mark.parametrize("path", ["/a\x00", "/\ud800", "/\n", "/\x7f"])
def test_a_path_with_control_characters_is_refused(path: str) -> None:
    check_path("/api/v1/places/怀梆")

    with pytest.raises(DomainError):
        check_path(path)
