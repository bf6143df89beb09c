"""What signing in means here: no sign-up, attempts that are counted in rows, and changes that the journal knows."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse

from tourism.address import client_address
from tourism.clock import moment_of
from tourism.staff.attempts import Attempt, count_attempt, forget_attempts
from tourism.staff.services import change_password
from tourism.users.models import User
from tourism.values.errors import Refused


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # its base ships no types
    """Our answers to what the library of accounts asks."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Let nobody make himself an account."""
        del request
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Name the caller, not the proxy."""
        return client_address(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Go to work."""
        del request
        return reverse("admin:index")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go back to work."""
        del request
        return reverse("admin:index")

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse whoever tried too often, before the password is looked at."""
        try:
            count_attempt(_attempt(request, credentials), now=moment_of(request))
        except Refused as refusal:
            raise self.validation_error("too_many_login_attempts") from refusal
        super().pre_authenticate(request, **credentials)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Return who has this password, and begin to count anew for him."""
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if user is not None:
            forget_attempts(_attempt(request, credentials))
        return user

    def set_password(self, user: User, password: str) -> None:
        """Store a new password, and say in the journal that there is one."""
        change_password(user, password=password, now=moment_of(self.request), who=user.get_username())


def _attempt(request: HttpRequest, credentials: dict[str, Any]) -> Attempt:
    return Attempt(account=str(credentials.get("username") or ""), address=client_address(request))
