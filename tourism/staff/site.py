"""The admin's own site: its name, and its one way in through the sign-in that counts attempts."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator

from tourism.staff.words import both


class StaffSite(AdminSite):
    """Where the staff keep the county's rows."""

    site_title = both("游神农 工作台", "Shennong Trails desk")
    site_header = both("游神农 工作台", "Shennong Trails desk")
    index_title = both("管理县里的资料", "Keep the county's records")
    site_url = "/zh/"
    empty_value_display = "—"

    @method_decorator(secure_admin_login)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send whoever is not signed in to the one sign-in page."""
        answer: HttpResponse = super().login(request, extra_context)
        return answer

    def password_change(  # type: ignore[override]  # the library knows only its own kind of answer
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Leave it to the page of accounts, which counts attempts and writes the journal."""
        del request, extra_context
        return redirect("account_change_password")
