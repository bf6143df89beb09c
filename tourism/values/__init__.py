"""The ground everything stands on: time, opening hours, coordinates, money and refusals, without any framework."""

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
from tourism.values.geo import Basis, Coordinate, Crs, Position, distance_m
from tourism.values.hours import MinuteSpan, OpenAnswer, OpeningHours, OpenReason, SpecialDays, parse_hours
from tourism.values.money import Fares, Fen, fen_to_yuan, yuan_to_fen
from tourism.values.spans import DateSpan, TimeSpan

__all__ = [
    "Basis",
    "Conflict",
    "Coordinate",
    "Crs",
    "DateSpan",
    "DomainError",
    "Fares",
    "Fen",
    "FieldError",
    "Forbidden",
    "Gone",
    "Invalid",
    "MinuteSpan",
    "NotFound",
    "OpenAnswer",
    "OpenReason",
    "OpeningHours",
    "Position",
    "Refused",
    "SpecialDays",
    "TimeSpan",
    "TooLarge",
    "distance_m",
    "fen_to_yuan",
    "parse_hours",
    "yuan_to_fen",
]
