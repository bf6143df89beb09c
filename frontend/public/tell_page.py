"""The page where anybody tells us what we do not know: one line or a photo, without an account and without a cookie."""

import hashlib
import secrets
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from frontend.public.abouts import FIELD_WORDS, About, about_of
from frontend.public.errors import refusals_as_pages, status_of
from frontend.public.language import Language
from frontend.public.origin import require_own_form
from frontend.public.page import page
from frontend.public.words import say
from tourism.address import client_address, network_of
from tourism.clock import moment_of
from tourism.tips.limits import TRIES, TooOften, count_or_refuse
from tourism.tips.services import LONGEST_CONTACT, LONGEST_TEXT, Draft, tell
from tourism.values.errors import DomainError, Invalid

FORM_SECONDS = 48 * 3600
# Longer than what is refused, so that a refusal can show it again; an address never needs more.
LONGEST_SHOWN = 2_000
TOO_MANY_REQUESTS = 429


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed, as it came."""

    field: str = ""
    text: str = ""
    contact: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@refusals_as_pages
def tell_us(request: HttpRequest, lang: Language) -> HttpResponse:
    """Show the form about an object, or take what it holds."""
    if request.method == "POST":
        require_own_form(request)
        about = about_of(request.POST.get("about", "")[:100])
        return _take(request, about, lang)
    about = about_of(request.GET.get("about", "")[:100])
    field = request.GET.get("field", "")
    return _form(request, about, lang, Typed(field if field in about.fields else ""))


def _take(request: HttpRequest, about: About, lang: Language) -> HttpResponse:
    typed = read_typed(request.POST, about)
    # A field that no reader sees: whoever fills it is a program, and learns nothing from the answer.
    if request.POST.get("website"):
        return _thanks(request, about, lang)
    photo = request.FILES.get("photo")
    # A browser sends an empty file where none was chosen.
    chosen = photo if isinstance(photo, UploadedFile) and (photo.name or photo.size) else None
    now, network = moment_of(request), network_of(client_address(request))
    try:
        count_or_refuse(TRIES, network, now=now)
        nonce = _nonce(request.POST.get("form", ""))
        draft = Draft(
            key=_key(nonce, about, typed, chosen),
            lang=lang.code,
            about_type=about.type,
            about_id=about.id,
            about_name=about.name_zh,
            field=typed.field,
            text=typed.text,
            contact=typed.contact,
        )
        tell(draft, chosen.chunks() if chosen else None, network=network, now=now)
    except DomainError as refusal:
        return _refused(request, about, lang, typed, refusal, had_photo=chosen is not None)
    return _thanks(request, about, lang)


def read_typed(form: QueryDict, about: About) -> Typed:
    """Return what was typed, on one line each; a question that the object does not have is none."""
    field = form.get("field", "")
    return Typed(
        field=field if field in about.fields else "",
        text=_one_line(form.get("text", "")),
        contact=_one_line(form.get("contact", "")),
    )


def _one_line(text: str) -> str:
    return " ".join(text[:LONGEST_SHOWN].replace("\r", "\n").replace("\t", " ").split("\n")).strip()


def _nonce(signed: str) -> str:
    """Return the number of a form that this site made in the last two days."""
    try:
        return str(_signer().unsign(signed, max_age=FORM_SECONDS))
    except SignatureExpired:
        text_zh, text_en = (
            "这一页开得太久了。写下的还在，再按一次就行。",
            "The page was open for long. Press once more.",
        )
    except BadSignature:
        text_zh, text_en = "这张表不完整。写下的还在，再按一次就行。", "The form was not whole. Press once more."
    raise Invalid(text_en, text_zh, code="stale_form", field="/form")


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="frontend.tell")


def _key(nonce: str, about: About, typed: Typed, photo: "UploadedFile[bytes] | None") -> str:
    """Digest a form with what it holds: sent twice it is one, and something else from the same page is another."""
    digest = hashlib.sha256()
    for part in (nonce, about.path, typed.field, typed.text, typed.contact):
        digest.update(f"{len(part)} {part}".encode("utf-8", "replace"))
    for chunk in photo.chunks() if photo else ():
        digest.update(chunk)
    return digest.hexdigest()


def _form(
    request: HttpRequest, about: About, lang: Language, typed: Typed, problems: tuple[str, ...] = ()
) -> HttpResponse:
    context = {
        "about": about,
        "name": about.name(lang),
        "fields": [(field, say(lang, FIELD_WORDS[field]), field == typed.field) for field in about.fields],
        "typed": typed,
        "problems": problems,
        "form_key": _signer().sign(secrets.token_hex(16)),
        "longest_text": LONGEST_TEXT,
        "longest_contact": LONGEST_CONTACT,
    }
    query = f"about={about.path}" if about.path else ""
    return page(request, "public/tell.html", lang, context, query=query, is_private=True)


def _refused(
    request: HttpRequest, about: About, lang: Language, typed: Typed, refusal: DomainError, *, had_photo: bool
) -> HttpResponse:
    texts = [error.text_zh if lang is Language.ZH else error.text_en for error in refusal.errors]
    problems = texts or [refusal.text(lang.code)]
    if had_photo and refusal.field != "photo":
        problems.append(say(lang, "tell_photo_again"))
    response = _form(request, about, lang, typed, tuple(problems))
    response.status_code = TOO_MANY_REQUESTS if isinstance(refusal, TooOften) else status_of(refusal)
    return response


def _thanks(request: HttpRequest, about: About, lang: Language) -> HttpResponse:
    query = f"about={about.path}" if about.path else ""
    context = {"about": about, "name": about.name(lang)}
    return page(request, "public/told.html", lang, context, query=query, is_private=True)
