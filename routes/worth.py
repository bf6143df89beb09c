"""What a visit is worth to this party; only differences matter, so the scale is free.

An interest of 3 in a theme is worth 300 an hour; without any interest named, all themes count 2. What is not asked for
keeps a little worth, and a sight of note a quarter of its note, so that a quiet day is filled with what the county is
known for. A minute on the way costs 2 points, so that no day runs to and fro. A part of a place is worth little beside
its whole, and a village little beside a sight of its theme: nothing that is known of it says what a visitor would do.
"""

from collections.abc import Iterable, Mapping

POINTS_AN_INTEREST = 100
POINTS_WITHOUT_INTEREST = 40
EVEN_INTEREST = 2
FURTHER_THEME_SHARE = 0.3
EVENT_BONUS = 80
PREFERENCE = 250
NOTABLE = {"scenic_area": 160, "heritage_national": 60, "museum": 40, "heritage_provincial": 30}
UNASKED_NOTE_SHARE = 0.25
LESSER = {"village": 0.2}
POINTS_A_TRAVEL_MINUTE = 2
PART_SHARE = 0.05


def part_worth(whole_worth: int) -> int:
    """Return the value of a visit to a part of a place."""
    return max(1, round(whole_worth * PART_SHARE))


def worth(themes: Iterable[str], kind: str, minutes: int, interests: Mapping[str, int], *, is_event: bool) -> int:
    """Return the value of a visit of so many minutes."""
    liked = sorted((interests.get(theme, 0) if interests else EVEN_INTEREST for theme in themes), reverse=True)
    note = 1.0 if not interests or any(liked) else UNASKED_NOTE_SHARE
    an_hour: float = POINTS_WITHOUT_INTEREST + NOTABLE.get(kind, 0) * note
    if liked:
        an_hour += POINTS_AN_INTEREST * (liked[0] + FURTHER_THEME_SHARE * sum(liked[1:]))
    if is_event and (not interests or any(liked)):
        an_hour += EVENT_BONUS
    return max(1, round(an_hour * LESSER.get(kind, 1.0) * minutes / 60))
