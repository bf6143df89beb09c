"""The matrix protocol: what is asked, and what is taken for an answer."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routes.travel import Mode
from routes.travel.valhalla import MOST_POINTS, Road, matrix_request, read_matrix
from tourism.values.geo import Coordinate, Crs

CITY = Coordinate(35.09061, 112.92805)


def answer(*rows: list[object]) -> bytes:
    """Write an answer of the engine."""
    return json.dumps({"sources_to_targets": rows}).encode()


def test_the_engine_is_asked_in_its_own_datum() -> None:
    body = json.loads(matrix_request([CITY.to(Crs.GCJ02)], [CITY], Mode.WALK))

    assert body["sources"][0] == pytest.approx({"lat": 35.09061, "lon": 112.92805}, abs=2e-6)
    assert (body["costing"], body["units"]) == ("pedestrian", "kilometers")


@pytest.mark.parametrize("count", [0, MOST_POINTS + 1])
def test_no_more_is_asked_at_once_than_the_engine_takes(count: int) -> None:
    with pytest.raises(ValueError, match="1 to 50"):
        matrix_request([CITY] * count, [CITY], Mode.CAR)


def test_seconds_and_kilometres_become_a_road_and_null_is_none() -> None:
    body = answer([{"time": 61.4, "distance": 1.2345}, {"time": None, "distance": None}])

    assert read_matrix(body, sources=1, targets=2) == ((Road(61, 1234), None),)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"\xff",
        b'{"error_code": 154}',
        b'{"sources_to_targets": {"durations": [[1]]}}',
        b'{"sources_to_targets": [[null]]}',
        b'{"sources_to_targets": [[{"time": NaN, "distance": 1}]]}',
        b'{"sources_to_targets": [[{"time": 1e999, "distance": 1}]]}',
        b'{"sources_to_targets": [[{"time": -1, "distance": 1}]]}',
        b'{"sources_to_targets": [[{"time": true, "distance": 1}]]}',
        b'{"sources_to_targets": [[{"time": "1", "distance": 1}]]}',
        b"[" * 100_000,
        answer([{"time": 1, "distance": 1}] * 2),
        answer(),
    ],
)
def test_what_is_no_matrix_of_the_size_asked_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # one of several words, none of which a caller reads
        read_matrix(body, sources=1, targets=1)


@given(
    st.recursive(st.none() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))
)
def test_any_json_is_a_matrix_or_a_value_error(found: object) -> None:
    for body in (
        json.dumps(found),
        json.dumps({"sources_to_targets": found}),
        json.dumps({"sources_to_targets": [[found]]}),
    ):
        try:
            matrix = read_matrix(body.encode(), sources=1, targets=1)
        except ValueError:
            continue
        assert [len(row) for row in matrix] == [1]
