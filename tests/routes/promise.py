"""What every request is promised: a plan that passes the checker, or a refusal that names its rule."""

from hypothesis import event

from routes.answer import as_json
from routes.planner import Rule
from routes.request import TripRequest
from routes.services import check_plan, plan_trip
from tests.factories import NOW
from tourism.values.errors import DomainError, Refused


def assert_planned_or_refused_by_name(request: TripRequest) -> None:
    """Plan a request; fail when the plan breaks a rule, or the refusal names none."""
    try:
        plan = plan_trip(request, now=NOW)
    except DomainError as refused:
        named = refused.code if isinstance(refused, Refused) else refused.errors[0].code
        event(f"refused: {named}")
        assert named in {*Rule, "nothing_fits", "unknown_occurrence"}
    else:
        event("planned")
        assert plan.checked
        assert check_plan(request, as_json(plan)["days"], now=NOW).violations == ()
