"""Builds every plan with some slack, so that an ordinary delay does not break it.

A way is allowed 1.15 times its likely time, a visit to a place a tenth more than is usual, up to the next 5 minutes.
Nothing is doubled: an estimate already adds what is unsure of both ends, so the longer of the two counts; an engine's
road already has its 1.15; a relaxed pace takes the longest visit, which is slack enough; meals, and what begins and
ends at fixed hours, have none; where a place is open for less, the visit is as short as is usual. The check of our own
plans asks for these minutes; anybody else's may be as quick as is possible at all: its least minutes have no slack.
"""

from dataclasses import replace
from math import ceil

from routes.travel import Leg, Mode, usual_minutes

ON_THE_WAY = 1.15
AT_A_PLACE = 1.1
ROUND_TO = 5
WITH_SLACK = "valhalla"


def way_with_slack(leg: Leg, mode: Mode) -> Leg:
    """Return a leg with what a plan allows for it."""
    if leg.basis == WITH_SLACK or leg.metres == 0:
        return leg
    likely = usual_minutes(mode, leg.metres) if leg.basis == "estimate" else leg.minutes
    return replace(leg, minutes=max(leg.minutes, ceil(likely * ON_THE_WAY)))


def stay_with_slack(minutes: int) -> int:
    """Return how long a visit is planned that usually takes so many minutes."""
    return ceil(round(minutes * AT_A_PLACE, 6) / ROUND_TO) * ROUND_TO
