"""The pages of signing in and out, in the project's own look and in both languages."""

from typing import Any

from allauth.account import views
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from frontend.public.language import Language

YEAR = 365 * 24 * 3600


def spoken() -> Language:
    """Return the language that the reader chose, or that his browser asks for."""
    return Language.EN if (get_language() or "").startswith("en") else Language.ZH


class _Framed:
    """Gives a page of the library what our frame needs."""

    request: HttpRequest

    def get_context_data(self, **values: Any) -> dict[str, Any]:
        """Return the library's values, and the frame's."""
        context: dict[str, Any] = super().get_context_data(**values)  # type: ignore[misc]  # of the view mixed with
        lang = spoken()
        other = reverse("speak", kwargs={"lang": lang.other})
        return {
            **context,
            "lang": lang,
            "html_lang": lang.code,
            "other": lang.other,
            "other_code": lang.other.code,
            "other_url": f"{other}?next={self.request.path}",
            "is_private": True,
        }


class SignIn(_Framed, views.LoginView):  # type: ignore[misc]  # it ships no types
    """Signs somebody in."""

    template_name = "staff/sign_in.html"


class SignOut(_Framed, views.LogoutView):  # type: ignore[misc]  # it ships no types
    """Signs out, after asking."""

    template_name = "staff/sign_out.html"


class Inactive(_Framed, views.AccountInactiveView):  # type: ignore[misc]  # it ships no types
    """Says that an account was switched off."""

    template_name = "staff/inactive.html"


class NewPassword(_Framed, views.PasswordChangeView):  # type: ignore[misc]  # it ships no types
    """Takes a new password, after the old one."""

    template_name = "staff/new_password.html"


def speak(request: HttpRequest, lang: Language) -> HttpResponse:
    """Remember in which language to speak, and go back."""
    target = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    response = redirect(target if is_ours else reverse("account_login"))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        lang.code.lower(),
        max_age=YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
