"""The rules that a plan must keep, by the names that refusals and violations use."""

from enum import StrEnum


class Rule(StrEnum):
    """One thing that a plan may not do."""

    WRONG_DAYS = "wrong_days"
    UNKNOWN_PLACE = "unknown_place"
    NOT_A_STOP = "not_a_stop"
    POSITION_UNKNOWN = "position_unknown"
    AVOIDED = "avoided"
    DIET = "diet"
    OUT_OF_SEASON = "out_of_season"
    CLOSED_THAT_DAY = "closed_that_day"
    NOT_YET_OPEN = "not_yet_open"
    LAST_ENTRY_MISSED = "last_entry_missed"
    EVENT_MISSED = "event_missed"
    EVENT_CANCELLED = "event_cancelled"
    VISIT_TOO_SHORT = "visit_too_short"
    OVERLAPPING = "overlapping"
    TRAVEL_TOO_SHORT = "travel_too_short"
    DAY_TOO_EARLY = "day_too_early"
    DAY_TOO_LONG = "day_too_long"
    REPEATED_PLACE = "repeated_place"
    REPEATED_EVENT = "repeated_event"
    PART_AND_WHOLE = "part_and_whole"
    MEAL_MISSING = "meal_missing"
    MEAL_TWICE = "meal_twice"
    TOO_MANY_STOPS = "too_many_stops"
    BUDGET = "budget"
    MUST_MISSING = "must_missing"
    MUSTS_CONFLICT = "musts_conflict"
