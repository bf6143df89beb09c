"""One tip from a visitor: what he says and shows, and what becomes of it; only the staff see this."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from frontend.public.abouts import FIELD_WORDS
from frontend.public.errors import not_found, status_of
from frontend.public.language import Language
from frontend.public.moments import day_full, local
from frontend.public.page import PRIVATE_CACHE, page
from frontend.public.photos import picture
from frontend.public.words import say
from frontend.staff.guard import editors_only
from tourism.clock import moment_of
from tourism.gaps.fields import BY_TYPE
from tourism.places.queries import place_by_slug
from tourism.tips.queries import tip_by_id
from tourism.tips.services import LONGEST_ALT, approve_photo, settle_tip
from tourism.values.errors import DomainError, NotFound

PATHS = {"place": "places", "event": "events", "route": "routes", "industry": "industries"}


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def tip(request: HttpRequest, lang: Language, tip_id: int) -> HttpResponse:
    """Show a tip; settle it, or show its photo on the page of its place."""
    if request.method != "POST":
        return _shown(request, lang, tip_id)
    try:
        said = _settled(request, tip_id)
    except NotFound:
        raise
    except DomainError as refusal:
        response = _shown(request, lang, tip_id, refusal.text(lang.code))
        response.status_code = status_of(refusal)
        return response
    messages.success(request, say(lang, said))
    # A photo that is shown leaves the line that came with it to be dealt with.
    rest = f"tips/{tip_id}" if said == "tip_did_photo" else "facts"
    response = HttpResponseRedirect(f"/{lang}/staff/{rest}")
    response.status_code = 303
    return response


@require_safe
@editors_only
def photo(request: HttpRequest, lang: Language, tip_id: int, width: int) -> HttpResponse:
    """Show the photo of a tip to the staff."""
    found = tip_by_id(tip_id).photo
    if found is None:
        return not_found(request, LookupError(lang))
    return picture(request, found.name, width, cache=PRIVATE_CACHE)


def _settled(request: HttpRequest, tip_id: int) -> str:
    found, who, now = tip_by_id(tip_id), request.user.get_username(), moment_of(request)
    if request.POST.get("do") == "refuse":
        settle_tip(found, used=False, who=who, now=now)
        return "tip_did_refuse"
    if request.POST.get("do") == "photo":
        place = place_by_slug(found.about_id)
        alt_zh, alt_en = request.POST.get("alt_zh", ""), request.POST.get("alt_en", "")
        approve_photo(found, place, alt_zh=alt_zh, alt_en=alt_en, who=who, now=now)
        return "tip_did_photo"
    settle_tip(found, used=True, who=who, now=now)
    return "tip_did_use"


def _shown(request: HttpRequest, lang: Language, tip_id: int, problem: str = "") -> HttpResponse:
    found = tip_by_id(tip_id)
    kind = PATHS.get(found.about_type, "organisations" if found.about_type else "")
    context = {
        "tip": found,
        "question": say(lang, FIELD_WORDS.get(found.field, "tell_other")),
        "told_on": day_full(local(found.created_at).date(), lang),
        "row_path": f"{kind}/{found.about_id}" if kind else "",
        "fact_path": f"facts/{found.about_type}/{found.about_id}/{found.field}"
        if found.field in BY_TYPE.get(found.about_type, {})
        else "",
        "can_show_photo": found.photo is not None and found.photo.approved_at is None and found.about_type == "place",
        "problem": problem,
        "typed": request.POST,
        "longest_alt": LONGEST_ALT,
    }
    return page(request, "staff/tip.html", lang, context, is_private=True)
