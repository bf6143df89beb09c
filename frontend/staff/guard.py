"""Lets only those in who may edit the county's rows."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from frontend.public.errors import refusals_as_pages
from frontend.public.language import Language
from tourism.gaps.services import require_editor


def editors_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Send a stranger to the sign-in page; refuse an account that may not edit places."""
    shown = refusals_as_pages(_checked(view))

    @wraps(view)
    def guarded(request: HttpRequest, lang: Language, **arguments: object) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return shown(request, lang=lang, **arguments)

    return guarded


def _checked(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def checked(request: HttpRequest, **arguments: object) -> HttpResponse:
        require_editor(request.user, "place")
        return view(request, **arguments)

    return checked
