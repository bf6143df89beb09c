"""Plans: a trip computed from what is open and on, and the judge of anybody's plan; nothing is saved."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from api.v1.answers import answer, private, problems
from api.v1.plan_shapes import CheckIn, PlanIn, pointing_into_body
from routes.answer import PlanAnswer, Verdict
from routes.services import check_plan, plan_trip
from tourism.clock import moment_of

router = Router(tags=["trips"])


@router.post("", response={200: PlanAnswer, **problems(413, 415, 422)}, summary="Plan a trip")
def create_plan(request: HttpRequest, body: PlanIn) -> HttpResponse:
    """Plan a trip over real opening rules, travel times and events; nothing is saved.

    An impossible wish is refused with the rule that forbids it. Unknown hours are planned on a stated assumption,
    with a warning on that stop; an unknown price is null, never zero.
    """
    asked = body.to_request()
    return private(answer(plan_trip(asked, now=moment_of(request)), PlanAnswer, lang=asked.lang))


@router.post("/check", response={200: Verdict, **problems(413, 415, 422)}, summary="Check a plan")
def check_days(request: HttpRequest, body: CheckIn) -> HttpResponse:
    """Say whether anybody's plan can be done, and if not, where and why; its names and prices are not believed."""
    asked = body.to_request()
    with pointing_into_body():
        verdict = check_plan(asked, body.field("days"), now=moment_of(request))
    return private(answer(verdict, Verdict, lang=asked.lang))
