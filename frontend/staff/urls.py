"""The few addresses of signing in, under the names that the library knows, and none for signing up."""

from django.urls import URLPattern, path

from frontend.staff.views import Inactive, NewPassword, SignIn, SignOut, speak

urlpatterns: list[URLPattern] = [
    path("login/", SignIn.as_view(), name="account_login"),
    path("logout/", SignOut.as_view(), name="account_logout"),
    path("inactive/", Inactive.as_view(), name="account_inactive"),
    path("password/change/", NewPassword.as_view(), name="account_change_password"),
    path("language/<language:lang>/", speak, name="speak"),
]
