"""Money as integer fen, because a tenth of a yuan has no exact float."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NewType

Fen = NewType("Fen", int)

HIGHEST_YUAN = 10_000_000

_YUAN_TEXT = re.compile(r"[0-9]{1,8}(?:\.[0-9]{1,2})?")


def yuan_to_fen(yuan: Decimal | float | str) -> Fen:
    """Turn an amount of yuan into fen; refuse a negative, endless, huge or finer amount."""
    amount = _decimal(yuan)
    # The bounds come before any arithmetic: scaling 1E+999999 would overflow the context.
    if not amount.is_finite() or not 0 <= amount <= HIGHEST_YUAN:
        raise ValueError(f"an amount of yuan lies between 0 and {HIGHEST_YUAN}")
    fen = amount * 100
    if fen != fen.to_integral_value():
        raise ValueError("an amount of yuan has at most 2 decimal places")
    return Fen(int(fen))


def fen_to_yuan(fen: int) -> float | int:
    """Turn fen into the number of yuan that JSON shows with at most 2 decimal places."""
    whole, rest = divmod(fen, 100)
    return whole if rest == 0 else fen / 100


@dataclass(frozen=True, slots=True)
class Fares:
    """What one person of each age band pays; None is unknown, zero is free."""

    adult_fen: Fen | None = None
    senior_fen: Fen | None = None
    child_fen: Fen | None = None

    def __post_init__(self) -> None:
        if any(fen is not None and fen < 0 for fen in (self.adult_fen, self.senior_fen, self.child_fen)):
            raise ValueError("a fare is not negative")

    def party_cost(self, adults: int, seniors: int, children: int) -> Fen | None:
        """Add up a party's fares, or return None when a fare somebody pays is unknown."""
        total = 0
        for count, fen in ((adults, self.adult_fen), (seniors, self.senior_fen), (children, self.child_fen)):
            if count == 0:
                continue
            if fen is None:
                return None
            total += count * fen
        return Fen(total)


def _decimal(yuan: Decimal | float | str) -> Decimal:
    if isinstance(yuan, bool) or (isinstance(yuan, str) and not _YUAN_TEXT.fullmatch(yuan)):
        raise ValueError("an amount of yuan is written in digits, like 12.50")
    # A float goes through its shortest text, or 12.34 would arrive with fifty decimal places.
    return Decimal(repr(yuan)) if isinstance(yuan, float) else Decimal(yuan)
