"""Money as integer fen, and what a party pays."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import NewType

Fen = NewType("Fen", int)

MOST_YUAN = Decimal(10_000_000)


def yuan_to_fen(yuan: Decimal | int | float | str) -> Fen:
    """Return an amount of yuan, at most two decimal places, as fen; raise ValueError when it is no such amount."""
    try:
        amount = Decimal(str(yuan))
    except InvalidOperation:
        raise ValueError("an amount in yuan is a number such as 12.5") from None
    if not amount.is_finite() or amount < 0 or amount > MOST_YUAN:
        raise ValueError(f"an amount in yuan lies between 0 and {MOST_YUAN}")
    fen = amount * 100
    if fen != fen.to_integral_value():
        raise ValueError("an amount in yuan has at most 2 decimal places")
    return Fen(int(fen))


def fen_to_yuan(fen: int) -> float | int:
    """Return fen as a JSON number of yuan: a whole number where it is one."""
    yuan, rest = divmod(fen, 100)
    return round(fen / 100, 2) if rest else yuan


@dataclass(frozen=True, slots=True)
class Fares:
    """What one person pays by age band; None where it is not known, never zero."""

    adult_fen: Fen | None
    senior_fen: Fen | None
    child_fen: Fen | None

    def party_cost(self, *, adults: int, seniors: int, children: int) -> Fen | None:
        """Return what a party pays, or None when the fare of anybody in it is not known."""
        total = 0
        for people, fare in ((adults, self.adult_fen), (seniors, self.senior_fen), (children, self.child_fen)):
            if not people:
                continue
            if fare is None:
                return None
            total += people * fare
        return Fen(total)
