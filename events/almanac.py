"""Writes what surrounds events: seasons, and the days that the calendar shows by name."""

from datetime import datetime

from events.models import Observance, Season
from events.recurrence import RuleError, rule_from_json
from tourism.places.services import save_sourced
from tourism.values.errors import Invalid


def save_season(season: Season, *, now: datetime, who: str = "", why: str = "") -> bool:
    """Store a season, and say whether anything changed."""
    return save_sourced(season, type_="season", now=now, who=who, why=why)


def save_observance(observance: Observance, *, now: datetime, who: str = "", why: str = "") -> bool:
    """Store a day that the calendar shows by name, and say whether anything changed."""
    try:
        rule_from_json(observance.rule)
    except RuleError as error:
        raise Invalid(error.message, f"日程规则不对：{error.message}", field="/rule") from error
    return save_sourced(observance, type_="observance", now=now, who=who, why=why)
