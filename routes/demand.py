"""Says which facts a plan had to do without, so that the staff find out first what travellers need most."""

from collections.abc import Iterator
from datetime import date

from routes.answer import PlanAnswer
from routes.codes import LeftOut
from routes.material import Gathered, Known
from routes.planner import Plan
from routes.request import TripRequest
from tourism.gaps.demand import Key
from tourism.gaps.fields import Row, asked_of, standing_of

OF_A_VENUE = frozenset({"position", "steps", "toilets"})


def met_by(request: TripRequest, gathered: Gathered, plan: Plan, answer: PlanAnswer, today: date) -> Iterator[Key]:
    """Yield what is unknown, assumed or old of each stop, and the positions that kept places out."""
    for day in plan.days:
        for stop in day.stops:
            if stop.candidate is not None:
                yield from _missing(gathered.known[stop.candidate], request, today)
    for left in answer.left_out:
        if left.code == LeftOut.POSITION_UNKNOWN and left.place is not None and not left.demo:
            yield Key("place", left.place, "position")


def _missing(known: Known, request: TripRequest, today: date) -> Iterator[Key]:
    if known.place is not None:
        # Who goes to a show asks the show what it costs and when it begins, and its venue how to get in.
        names = OF_A_VENUE if known.occurrence is not None else None
        yield from _open("place", known.place.slug, known.place, today, names, request)
    if known.occurrence is not None:
        event = known.occurrence.event
        yield from _open("event", str(event.pk), event, today, None, request)


def _open(
    type_: str, public_id: str, row: Row, today: date, names: frozenset[str] | None, request: TripRequest
) -> Iterator[Key]:
    for field in asked_of(type_, row):
        # Who brings no elder is not asking about steps.
        is_wanted = field.name != "steps" or request.party.seniors > 0
        is_asked = names is None or field.name in names
        if is_wanted and is_asked and standing_of(field, row, today) is not None:
            yield Key(type_, public_id, field.name)
