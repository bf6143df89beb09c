"""Plans trips, judges plans, and keeps them; every refusal names the rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from routes.answer import MarkShown, PlanAnswer, Verdict, as_json
from routes.asking import fault, invalid, request_json
from routes.codes import Fault, Refusal
from routes.demand import met_by
from routes.foreign import doubts_about, plan_from_days
from routes.gather import gather
from routes.keeping import LANGUAGES, TYPE, calendar_of, journal_row, record_trip, store_targets, stored_plan
from routes.marking import with_marks
from routes.marks import Marked, marks_from_json
from routes.material import Gathered
from routes.models import Itinerary, ItineraryLink
from routes.planner import Infeasible, Kind, Plan, check, solve, warm, with_spare
from routes.queries import link_by_hash
from routes.request import Effort, Lang, TripRequest
from routes.sentences import impossible, pointer_of, refusal, sentences, verdict
from routes.showing import Showing
from routes.tokens import derived_token, new_edit_token, token_hash
from tourism.gaps.demand import COUNTY, note_met
from tourism.journal.queries import latest_seq, rendered
from tourism.journal.services import Log, recording
from tourism.metrics import PLAN_SECONDS
from tourism.values.errors import FieldError, Forbidden, Gone, NotFound, Refused
from tourism.values.geo import Crs

ROUNDS = {Effort.FAST: 3000}
MOST_SECONDS = 3.0
TRIPS_AT_ONCE = 200
DELETED_KEPT = timedelta(days=400)
PAGE_LANG = {Lang.ZH: "zh", Lang.EN: "en"}


@dataclass(frozen=True, slots=True)
class Link:
    """One way in to a kept trip."""

    role: str
    token: str
    url: str


@dataclass(frozen=True, slots=True)
class Trip:
    """A kept trip as one link shows it; ``links`` are those that this link may hand on."""

    itinerary: Itinerary
    role: str
    plan: PlanAnswer
    links: Mapping[str, Link]
    marks: tuple[MarkShown, ...]


def plan_trip(request: TripRequest, *, now: datetime) -> PlanAnswer:
    """Plan a trip; nothing is saved, but what it had to do without is counted."""
    seq = latest_seq()
    gathered = _gathered(request)
    _refuse_past(request, gathered, now)
    plan = _solved(request, gathered)
    answer = _show(request, gathered, plan, seq)
    note_met(met_by(request, gathered, plan, answer, now.astimezone(COUNTY).date()))
    return answer


def check_plan(request: TripRequest, days: object, *, now: datetime) -> Verdict:
    """Say whether anybody's plan can be done, and if not, where and why."""
    gathered = _gathered(request)
    _refuse_past(request, gathered, now)
    plan = plan_from_days(days, gathered)
    return verdict(gathered, plan, request.lang, doubts_about(days, gathered))


def keep_itinerary(request: TripRequest, days: object | None = None, *, now: datetime) -> Trip:
    """Keep a trip: the days given, once they have passed the checker, or a fresh plan."""
    seq = latest_seq()
    gathered = _gathered(request)
    _refuse_past(request, gathered, now)
    plan = _solved(request, gathered) if days is None else _accepted(gathered, days)
    edit_token = new_edit_token()
    with recording(at=now, why="kept") as log:
        itinerary = Itinerary.objects.create(
            destination=gathered.destination,
            request=request_json(request),
            plan=_in_all_languages(request, gathered, plan, seq),
            first_day=gathered.dates[0],
            last_day=gathered.dates[-1],
            data_seq=seq,
            created_at=now,
            modified_at=now,
        )
        _make_links(itinerary, edit_token, now)
        store_targets(itinerary)
        record_trip(itinerary, log, before=None)
    return read_itinerary(edit_token, lang=request.lang, now=now)


def read_itinerary(token: str, *, lang: str = Lang.ZH, now: datetime) -> Trip:
    """Return a kept trip by its edit or view link; raise ``NotFound``, ``Gone`` or ``Forbidden``."""
    link = _open_link(token, now)
    if link.role not in (ItineraryLink.Role.EDIT, ItineraryLink.Role.VIEW):
        raise refusal(Forbidden, Refusal.ONLY_A_CALENDAR)
    itinerary = with_marks(link.itinerary, now=now)
    marks = tuple(mark.in_lang(lang) for mark in marks_from_json(itinerary.marks))
    return Trip(itinerary, link.role, stored_plan(itinerary, Lang(lang)), _links(link, token, Lang(lang)), marks)


def delete_itinerary(token: str, *, now: datetime) -> None:
    """Delete a kept trip by its edit link: nothing of the traveller stays, and every link says that it is gone."""
    link = _open_link(token, now)
    if link.role != ItineraryLink.Role.EDIT:
        raise refusal(Forbidden, Refusal.ONLY_EDIT_MAY_DELETE)
    with recording(at=now, why="deleted") as log:
        itinerary = Itinerary.objects.select_for_update().get(pk=link.itinerary_id)
        if itinerary.deleted_at is not None:
            raise refusal(Gone, Refusal.TRIP_DELETED)
        before = journal_row(itinerary)
        itinerary.targets.all().delete()
        itinerary.request, itinerary.plan, itinerary.marks, itinerary.marks_due = {}, None, [], False
        itinerary.deleted_at = itinerary.modified_at = now
        itinerary.version += 1
        itinerary.save()
        log.delete(TYPE, str(itinerary.id), before=before)


def itinerary_calendar(token: str, *, lang: str, now: datetime) -> tuple[bytes, str, datetime]:
    """Return the stored calendar of a trip, its ETag and when it changed; any link of the trip opens it."""
    link = _open_link(token, now)
    itinerary = with_marks(link.itinerary, now=now)
    stored = rendered(TYPE, [str(itinerary.id)], lang=lang, format_="ics").get(str(itinerary.id))
    if stored is None:
        raise refusal(Gone, Refusal.TRIP_DELETED)
    return bytes(stored.bytes), stored.etag, itinerary.modified_at


def itinerary_feed(token: str, *, lang: str, now: datetime) -> tuple[bytes, str, datetime]:
    """Return the calendar for a feed address, which carries a feed token and no other."""
    link = _open_link(token, now)
    if link.role != ItineraryLink.Role.FEED:
        raise refusal(NotFound, Refusal.LINK_UNKNOWN)
    return itinerary_calendar(token, lang=lang, now=now)


def kept_plan(token: str, *, now: datetime) -> tuple[Itinerary, Mapping[Lang, PlanAnswer], Sequence[Marked]]:
    """Return a trip, its plan in each language and its marks; any link of it opens them, as it opens the calendar."""
    itinerary = with_marks(_open_link(token, now).itinerary, now=now)
    plans = {lang: stored_plan(itinerary, lang) for lang in LANGUAGES}
    return itinerary, plans, marks_from_json(itinerary.marks)


def rerender_itineraries(*, now: datetime) -> int:
    """Write again the calendar of every kept trip that differs from what would be written now; return how many."""
    changed = 0
    kept = Itinerary.objects.filter(deleted_at__isnull=True).order_by("pk").values_list("pk", flat=True)
    ids = list(kept)
    for first in range(0, len(ids), TRIPS_AT_ONCE):
        batch = ids[first : first + TRIPS_AT_ONCE]
        with recording(at=now, why="dependants") as log:
            locked = Itinerary.objects.select_for_update().filter(pk__in=batch, deleted_at__isnull=True)
            changed += sum(_follow(itinerary, log, now) for itinerary in locked.order_by("pk"))
    return changed


def _gathered(request: TripRequest) -> Gathered:
    with PLAN_SECONDS.labels("gather").time():
        return gather(request)


def _follow(itinerary: Itinerary, log: Log, now: datetime) -> bool:
    key = str(itinerary.id)
    stored = {lang: rendered(TYPE, [key], lang=lang, format_="ics").get(key) for lang in LANGUAGES}
    if all(row is not None and bytes(row.bytes) == calendar_of(itinerary, lang) for lang, row in stored.items()):
        return False
    itinerary.modified_at = now
    itinerary.save(update_fields=["modified_at"])
    record_trip(itinerary, log, before=journal_row(itinerary))
    return True


def _refuse_past(request: TripRequest, gathered: Gathered, now: datetime) -> None:
    today = now.astimezone(ZoneInfo(gathered.destination.timezone)).date()
    if request.start_date < today:
        found, needed = request.start_date.isoformat(), today.isoformat()
        raise invalid([fault("/start_date", Fault.PAST_DATE, found=found, needed=needed)])


def _solved(request: TripRequest, gathered: Gathered) -> Plan:
    # Where nobody has warmed the process, as in a command, compiling must not eat the time of the search.
    warm()
    end = monotonic() + MOST_SECONDS
    try:
        with PLAN_SECONDS.labels("search").time():
            plan = solve(
                gathered.problem, rounds=ROUNDS[request.effort], seed=request.seed, deadline=lambda: monotonic() > end
            )
    except Infeasible as infeasible:
        raise impossible(request, gathered, infeasible) from infeasible
    with PLAN_SECONDS.labels("check").time():
        broken = check(gathered.problem, plan, with_margins=True)
    if broken:
        raise RuntimeError(f"the planner broke its own rules: {broken}")
    if not any(stop.kind in (Kind.PLACE, Kind.EVENT) for day in plan.days for stop in day.stops):
        raise refusal(Refused, Refusal.NOTHING_FITS)
    return plan


def _accepted(gathered: Gathered, days: object) -> Plan:
    plan = plan_from_days(days, gathered)
    violations = sentences(gathered, plan, doubts_about(days, gathered))
    if not violations:
        return with_spare(gathered.problem, plan)
    errors = tuple(
        FieldError(pointer_of(violation), violation.rule, text.zh + fix.zh, f"{text.en} {fix.en}")
        for violation, text, fix in violations
    )
    first = errors[0]
    raise Refused(first.text_en, text_zh=first.text_zh, code=first.code, field=first.pointer, errors=errors)


def _show(request: TripRequest, gathered: Gathered, plan: Plan, seq: int) -> PlanAnswer:
    with PLAN_SECONDS.labels("show").time():
        return Showing(request, gathered, plan, request.lang, seq).answer()


def _in_all_languages(request: TripRequest, gathered: Gathered, plan: Plan, seq: int) -> dict[str, Any]:
    """Return the plan in both languages, in WGS-84: what is kept must not depend on who asked."""
    plain = replace(request, crs=Crs.WGS84)
    return {str(lang): as_json(Showing(plain, gathered, plan, lang, seq).answer()) for lang in LANGUAGES}


def _make_links(itinerary: Itinerary, edit_token: str, now: datetime) -> None:
    roles = (ItineraryLink.Role.EDIT, ItineraryLink.Role.VIEW, ItineraryLink.Role.FEED)
    ItineraryLink.objects.bulk_create(
        ItineraryLink(
            itinerary=itinerary,
            role=role,
            token_hash=token_hash(_token(edit_token, role, 1)),
            created_at=now,
        )
        for role in roles
    )


def _token(edit_token: str, role: str, number: int) -> str:
    return edit_token if role == ItineraryLink.Role.EDIT else derived_token(edit_token, role, number)


def _open_link(token: str, now: datetime) -> ItineraryLink:
    link = link_by_hash(token_hash(token))
    if link is None:
        raise refusal(NotFound, Refusal.LINK_UNKNOWN)
    if link.itinerary.deleted_at is not None:
        raise refusal(Gone, Refusal.TRIP_DELETED)
    if link.revoked_at is not None and link.revoked_at <= now:
        raise refusal(Gone, Refusal.LINK_WITHDRAWN)
    return link


def _links(link: ItineraryLink, token: str, lang: Lang) -> dict[str, Link]:
    """Return the links that a reader may hand on: all with the edit token, the view link alone with itself."""
    if link.role != ItineraryLink.Role.EDIT:
        return {link.role: _link(link.role, token, lang)}
    open_links = link.itinerary.links.filter(revoked_at__isnull=True).order_by("number")
    return {each.role: _link(each.role, _token(token, each.role, each.number), lang) for each in open_links}


def _link(role: str, token: str, lang: Lang) -> Link:
    page = PAGE_LANG[lang]
    path = f"/feeds/{page}/itineraries/{token}.ics" if role == ItineraryLink.Role.FEED else f"/{page}/t/{token}"
    return Link(role, token, f"{settings.PUBLIC_URL}{path}")


def purge_deleted_itineraries(*, now: datetime) -> int:
    """Forget the empty rows of trips that were deleted more than 400 days ago; their links are then unknown."""
    count, _ = Itinerary.objects.filter(deleted_at__lt=now - DELETED_KEPT).delete()
    return count
