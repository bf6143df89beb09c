"""The worklist of facts to find out, and the editor of one of them: made for a phone, one field at a time."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from frontend.public.abouts import FIELD_WORDS
from frontend.public.errors import status_of
from frontend.public.language import Language
from frontend.public.moments import COUNTY, day_full
from frontend.public.page import page
from frontend.public.words import say
from frontend.staff.fact_form import HOURS_PRESETS, WEEKDAYS, read_finding, read_hours
from frontend.staff.guard import editors_only
from frontend.staff.held import held_said, week_said
from frontend.staff.worklist import PAGE_ROWS, gap_row, name_of, next_gap, path_of, read_choices, rows_of_page
from tourism.clock import moment_of
from tourism.gaps.fields import Field, Kind
from tourism.gaps.queries import worklist
from tourism.gaps.services import PERMISSIONS, fill, find, put_off, require_editor, stamp, still_unknown
from tourism.places.queries import known_sources
from tourism.tips.queries import new_tips, new_tips_about
from tourism.tips.services import settle_tip
from tourism.values.errors import Conflict, DomainError, NotFound

# The editor alone may ask the phone where it stands.
WITH_POSITION = "camera=(), geolocation=(self), microphone=(), payment=(), usb=()"
LOOSE_TIPS = 20
MOST_TIPS = 5


@require_safe
@editors_only
def facts(request: HttpRequest, lang: Language) -> HttpResponse:
    """List what is unknown, assumed or old, most wanted first."""
    choices = read_choices(request.GET, settings.DESTINATION, lang)
    found = worklist(settings.DESTINATION, wanted=choices.wanted, now=moment_of(request))
    last = max(1, -(-len(found.gaps) // PAGE_ROWS))
    number = _page_number(request.GET.get("page", "1"), last)
    listed = {tuple(gap.key) for gap in found.gaps}
    loose = [tip for tip in new_tips()[:200] if (tip.about_type, tip.about_id, tip.field) not in listed]
    context = {
        "rows": rows_of_page(found, number, choices, lang),
        "choices": choices,
        "filled": found.filled_this_week,
        "total": found.open + found.filled_this_week,
        "first": gap_row(found.gaps[0], choices.query, lang) if found.gaps else None,
        "tips": loose[:LOOSE_TIPS],
        "number": number,
        "last": last,
        "before": number - 1 if number > 1 else 0,
        "after": number + 1 if number < last else 0,
    }
    return page(request, "staff/facts.html", lang, context, query=choices.query, is_private=True)


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def fact(request: HttpRequest, lang: Language, type: str, public_id: str, field: str) -> HttpResponse:  # noqa: A002
    """Show the editor of one fact, or take what was found out, and go on to the next one."""
    if type not in PERMISSIONS:
        raise NotFound("there is no such field", "没有这一项", field="type")
    require_editor(request.user, type)
    row, asked = find(type, public_id, field)
    if request.method != "POST":
        return _editor(request, lang, type, public_id, row, asked)
    if request.POST.get("do") == "preview":
        return _editor(request, lang, type, public_id, row, asked, typed=request.POST.dict())
    try:
        _done(request, lang, type, public_id, asked)
    except DomainError as refusal:
        row, asked = find(type, public_id, field)
        response = _editor(request, lang, type, public_id, row, asked, typed=request.POST.dict(), refusal=refusal)
        response.status_code = status_of(refusal)
        return response
    return _onward(request, lang, (type, public_id, field))


def _done(request: HttpRequest, lang: Language, type_: str, public_id: str, asked: Field) -> None:
    now, who, form = moment_of(request), request.user.get_username(), request.POST.dict()
    seen = str(form.get("seen", ""))
    if form.get("do") == "later":
        put_off(type_, public_id, asked.name, now=now)
        said = "fill_did_later"
    elif form.get("do") == "unknown":
        still_unknown(type_, public_id, asked.name, seen=seen, who=who, now=now)
        said = "fill_did_unknown"
    else:
        finding = read_finding(asked.kind, asked.name, {name: str(value) for name, value in form.items()})
        fill(type_, public_id, asked.name, finding, seen=seen, who=who, now=now)
        _settle_used(request, type_, public_id, who)
        said = "fill_did_save"
    row, _ = find(type_, public_id, asked.name)
    text = say(lang, said, name=name_of(row, lang), field=say(lang, FIELD_WORDS[asked.name]))
    messages.success(request, text)


def _settle_used(request: HttpRequest, type_: str, public_id: str, who: str) -> None:
    """Close the tips that the editor used; one that somebody else closed meanwhile is closed."""
    for tip in new_tips_about(type_, public_id).filter(pk__in=_numbers(request.POST.getlist("used"))):
        try:
            settle_tip(tip, used=True, who=who, now=moment_of(request))
        except Conflict:
            continue


def _numbers(texts: list[str]) -> list[int]:
    return [int(text) for text in texts[:MOST_TIPS] if text.isascii() and text.isdecimal() and len(text) < 15]


def _onward(request: HttpRequest, lang: Language, done: tuple[str, str, str]) -> HttpResponse:
    """Lead to the most wanted gap that is left, within the same filters."""
    choices = read_choices(request.GET, settings.DESTINATION, lang)
    found = worklist(settings.DESTINATION, wanted=choices.wanted, now=moment_of(request))
    following = next_gap(found.gaps, done)
    rest = path_of(following, choices.query) if following else "facts"
    response = HttpResponseRedirect(f"/{lang}/staff/{rest}")
    response.status_code = 303
    return response


def _editor(
    request: HttpRequest,
    lang: Language,
    type_: str,
    public_id: str,
    row: Any,
    asked: Field,
    *,
    typed: Mapping[str, Any] | None = None,
    refusal: DomainError | None = None,
) -> HttpResponse:
    now = moment_of(request)
    today = now.astimezone(COUNTY).date()
    choices = read_choices(request.GET, settings.DESTINATION, lang)
    tips = list(new_tips_about(type_, public_id)[: MOST_TIPS * 4])
    given = dict(typed or {})
    context = {
        "type": type_,
        "public_id": public_id,
        "row_path": f"{'places' if type_ == 'place' else 'events'}/{public_id}",
        "name": name_of(row, lang),
        "name_zh": name_of(row, Language.ZH) if lang is Language.EN else "",
        "field": asked.name,
        "kind": str(asked.kind),
        "question": say(lang, FIELD_WORDS[asked.name]),
        "held": held_said(row, asked, lang),
        "stamp": stamp(row, asked),
        "typed": given,
        "chosen": given.get(asked.name, ""),
        "problem": refusal.text(lang.code) if refusal else "",
        "is_conflict": isinstance(refusal, Conflict),
        "week": _week(asked, given, row, today, lang),
        "today": today.isoformat(),
        "yesterday": (today - timedelta(days=1)).isoformat(),
        "presets": [(text, say(lang, f"hours_{number}")) for number, text in enumerate(HOURS_PRESETS)],
        "weekdays": list(zip(WEEKDAYS, say(lang, "weekdays").split(), strict=False)),
        "sources": known_sources(row),
        "tips": [tip for tip in tips if tip.field in (asked.name, "other", "")][:MOST_TIPS],
        "query": choices.query,
    }
    response = page(request, "staff/fact.html", lang, context, query=choices.query, is_private=True)
    if asked.kind is Kind.POSITION:
        response.headers["Permissions-Policy"] = WITH_POSITION
    return response


def _week(asked: Field, typed: Mapping[str, Any], row: Any, today: Any, lang: Language) -> list[tuple[str, str]]:
    """Return the next seven days in words, of the hours that were typed or stand there."""
    if asked.kind is not Kind.HOURS:
        return []
    try:
        text = read_hours({name: str(value) for name, value in typed.items()}) if typed else row.hours
    except DomainError:
        return []
    return [(day_full(day, lang), said) for day, said in week_said(text, today, lang)]


def _page_number(text: str, last: int) -> int:
    return min(last, max(1, int(text))) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
