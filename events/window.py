"""The edges of what the calendar holds; they move only at midnight of the first of a month in the county."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

COUNTY = ZoneInfo("Asia/Shanghai")
MONTHS_AHEAD = 18
DAYS_BACK = 90
CANCELLED_DAYS = 30


def local_day(moment: datetime) -> date:
    """Return the day it is in the county."""
    return moment.astimezone(COUNTY).date()


def month_edge(now: datetime) -> date:
    """Return the first day of the current month in the county."""
    return local_day(now).replace(day=1)


def back_edge(now: datetime) -> date:
    """Return the first of the month that lies at least 90 days back."""
    return (month_edge(now) - timedelta(days=DAYS_BACK)).replace(day=1)


def horizon(now: datetime, *, months: int = MONTHS_AHEAD) -> date:
    """Return the first of the month up to which dates exist: at least so many whole months ahead."""
    first = month_edge(now)
    count = first.year * 12 + first.month - 1 + months + 1
    return date(count // 12, count % 12 + 1, 1)


def midnight(day: date) -> datetime:
    """Return the start of a day in the county."""
    return datetime.combine(day, time(), tzinfo=COUNTY)


def cancelled_since(now: datetime) -> datetime:
    """Return the moment whose later cancelled dates still show: each does until a month begins 30 days after it."""
    return midnight(month_edge(now) - timedelta(days=CANCELLED_DAYS))
