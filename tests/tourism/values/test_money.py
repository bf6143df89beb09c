"""Yuan become fen exactly, or not at all."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourism.values.money import HIGHEST_YUAN, Fares, Fen, fen_to_yuan, yuan_to_fen


@pytest.mark.parametrize(
    ("yuan", "fen"),
    [(0, 0), (12, 1200), (12.34, 1234), ("12.5", 1250), (Decimal("0.01"), 1), (0.1, 10), (HIGHEST_YUAN, 10**9)],
)
def test_yuan_become_fen(yuan: Decimal | float | str, fen: int) -> None:
    assert yuan_to_fen(yuan) == fen


@pytest.mark.parametrize(
    "yuan",
    [
        -1,
        -0.01,
        0.001,
        0.1 + 0.2,
        HIGHEST_YUAN + 1,
        pytest.param(10**5000, id="5,001 digits"),
        float("nan"),
        float("inf"),
        True,
        "",
        "1e3",
        " 1",
        "1\n",
        pytest.param("1" * 5000, id="text of 5,000 digits"),
        "１２",
        "NaN",
        Decimal("1E+999999"),
        Decimal("1E-999999"),
        Decimal("sNaN"),
    ],
)
def test_anything_but_a_plain_amount_is_refused(yuan: Decimal | float | str) -> None:
    with pytest.raises(ValueError, match="an amount of yuan"):
        yuan_to_fen(yuan)


@given(st.integers(0, HIGHEST_YUAN * 100))
def test_fen_come_back_from_json(fen: int) -> None:
    sent = json.dumps(fen_to_yuan(fen))

    assert yuan_to_fen(json.loads(sent)) == fen
    assert len(sent.partition(".")[2]) <= 2


def test_a_party_pays_by_age() -> None:
    fares = Fares(adult_fen=Fen(4000), senior_fen=Fen(0), child_fen=Fen(2000))

    assert fares.party_cost(adults=2, seniors=1, children=1) == 10000


def test_a_fare_nobody_pays_may_be_unknown() -> None:
    fares = Fares(adult_fen=Fen(4000), senior_fen=None, child_fen=None)

    assert fares.party_cost(adults=2, seniors=0, children=0) == 8000
    assert fares.party_cost(adults=2, seniors=1, children=0) is None


def test_a_negative_fare_is_refused() -> None:
    with pytest.raises(ValueError, match="not negative"):
        Fares(adult_fen=Fen(-1))
