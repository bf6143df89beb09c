"""Who may go where: what is known to have steps is barred, and what nobody knows is not accessible."""

from routes.planner import Rule
from routes.request import Mobility
from tourism.places.models import Answer, Place

# With few stairs, a day may have this many steps: about six storeys, up and down, with time to stop on each landing.
STEPS_A_DAY = 100


def barred_by_steps(place: Place | None, mobility: Mobility) -> Rule | None:
    """Return the rule that keeps a party from a place; an event without a venue is at a place that is not known."""
    if mobility is Mobility.ANY:
        return None
    step_free = Answer.UNKNOWN if place is None else place.step_free
    steps = None if place is None else place.steps
    if mobility is Mobility.STEP_FREE:
        if step_free == Answer.NO or (steps or 0) > 0:
            return Rule.HAS_STEPS
        return None if step_free == Answer.YES else Rule.ACCESSIBILITY_UNKNOWN
    return Rule.HAS_STEPS if step_free == Answer.NO and steps is None else None


def steps_a_day(mobility: Mobility) -> int | None:
    """Return how many steps a day may have; who needs none is kept from each place that has any."""
    return STEPS_A_DAY if mobility is Mobility.FEW_STAIRS else None


def are_steps_known(place: Place | None) -> bool:
    """Say whether anything was found out about the steps of a place."""
    return place is not None and (place.step_free != Answer.UNKNOWN or place.steps is not None)
