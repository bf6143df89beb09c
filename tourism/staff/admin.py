"""The desk's pages of accounts and groups, and of the journal below them, which anybody who may can only read."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tourism.journal.models import Change, Counter, Rendered
from tourism.journal.queries import PRIVATE
from tourism.staff.desk import LONGEST_WHO, Desk, ReadOnlyDesk, edit, person
from tourism.staff.forms import DeskForm
from tourism.staff.naming import field_words
from tourism.staff.services import change_password, delete_account, delete_group, save_account, save_group
from tourism.staff.words import both, said
from tourism.users.models import User

# The library's own pages write without a service; nobody signs up or in by mail here.
for model in (Group, EmailAddress):
    admin.site.unregister(model)


class _ByPassword(DeskForm):
    """A form of an account; a password is taken, and never shown."""

    new_password = forms.CharField(
        label=both("新密码", "New password"),
        required=False,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=both("留空就不变。至少十个字。", "Blank keeps the old one. Ten characters or more."),
    )

    def clean_username(self) -> str:
        """Keep it short enough for the journal."""
        username: str = self.cleaned_data["username"]
        if len(username) > LONGEST_WHO:
            raise forms.ValidationError(said("用户名太长", "the username is too long"))
        return username

    def clean(self) -> dict[str, Any]:
        """Refuse a password that is easily guessed, and a new account without one."""
        cleaned = super().clean()
        password = cleaned.get("new_password")
        if password:
            try:
                validate_password(password, self.instance)
            except forms.ValidationError as error:
                self.add_error("new_password", error)
        elif self.instance._state.adding:
            self.add_error("new_password", said("新账号要有密码", "a new account needs a password"))
        return cleaned


class _ForSuperusers(Desk):
    """Pages that only a superuser sees: whoever could change accounts could make himself one."""

    named_by = ()

    def public_id(self, row: Any) -> str:
        """Return the number: a name may change."""
        return str(row.pk)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show them to nobody else."""
        return bool(request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Show them to nobody else."""
        return bool(request.user.is_superuser)

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


@admin.register(User)
class AccountDesk(_ForSuperusers):
    """Who signs in, and what he may do."""

    form = _ByPassword
    journal_type = "user"
    called = ("账号", "account", "accounts")
    fields = (
        "username", "new_password", "last_name", "first_name", "email", "is_active", "is_staff", "is_superuser",
        "groups", "user_permissions", "last_login", "why", "opened",
    )  # fmt: skip
    readonly_fields = ("last_login",)
    list_display = ("username", "last_name", "is_active", "is_staff", "is_superuser", "last_login")
    search_fields = ("username", "last_name", "first_name")

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Name each permission without a query for each."""
        if db_field.name == "user_permissions":
            kwargs["queryset"] = db_field.remote_field.model.objects.select_related("content_type")
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def store(self, request: HttpRequest, row: Any, form: Any) -> None:
        """Store an account, and its password where one was given."""
        done = edit(request, form.cleaned_data["why"])
        password = form.cleaned_data["new_password"]
        if row._state.adding:
            row.set_password(password)
            password = ""
        save_account(
            row,
            groups=list(form.cleaned_data["groups"]),
            permissions=list(form.cleaned_data["user_permissions"]),
            by=person(request),
            now=done["now"],
            why=done["why"],
        )
        if password:
            change_password(row, password=password, now=done["now"], who=done["who"])

    def remove(self, request: HttpRequest, row: Any, why: str) -> None:
        """Take an account away."""
        delete_account(row, by=person(request), now=edit(request, why)["now"], why=why)


@admin.register(Group)
class GroupDesk(_ForSuperusers):
    """What the members of a group may do."""

    journal_type = "group"
    called = ("组", "group", "groups")
    fields = ("name", "permissions", "why", "opened")
    search_fields = ("name",)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Name each permission without a query for each."""
        kwargs["queryset"] = db_field.remote_field.model.objects.select_related("content_type")
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def store(self, request: HttpRequest, row: Any, form: Any) -> None:
        """Store a group and what it allows."""
        permissions = list(form.cleaned_data["permissions"])
        done = edit(request, form.cleaned_data["why"])
        save_group(row, permissions=permissions, by=person(request), now=done["now"], why=done["why"])

    def remove(self, request: HttpRequest, row: Any, why: str) -> None:
        """Take a group away."""
        delete_group(row, by=person(request), now=edit(request, why)["now"], why=why)


@admin.register(Change)
class ChangeDesk(ReadOnlyDesk):
    """What changed, when, by whom and why."""

    journal_type = "change"
    called = ("变更", "change", "changes")
    list_display = ("seq", "at", "who", "op", "type", "public_id", "why")
    list_filter = ("op", "type")
    search_fields = ("public_id", "who")
    fields = readonly_fields = ("seq", "at", "who", "why", "op", "type", "public_id", "difference")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave out whose account changed and whose trip, unless a superuser asks."""
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows if request.user.is_superuser else rows.exclude(type__in=PRIVATE)

    @admin.display(description=both("改了什么", "What changed"))
    def difference(self, row: Change) -> SafeString:
        """Show what differs, field by field, as it was and as it is."""
        lines = format_html_join(
            "", "<tr><th scope=row>{}</th><td>{}</td><td>{}</td></tr>", differences(row.before, row.after)
        )
        heads = said("原来", "Before"), said("现在", "After")
        return format_html("<table><thead><tr><th></th><th>{}</th><th>{}</th></tr></thead>{}</table>", *heads, lines)


@admin.register(Rendered)
class RenderedDesk(ReadOnlyDesk):
    """Which stored bytes there are; what a traveller keeps is not shown, so no bytes are."""

    journal_type = "rendered"
    called = ("成品", "stored representation", "stored representations")
    list_display = ("type", "public_id", "lang", "format", "seq")
    list_filter = ("type", "lang", "format")
    search_fields = ("public_id",)
    fields = readonly_fields = ("type", "public_id", "lang", "format", "seq", "etag")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave the bytes where they are."""
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.defer("bytes")


@admin.register(Counter)
class CounterDesk(ReadOnlyDesk):
    """The number of the last change."""

    journal_type = "counter"
    called = ("计数", "counter", "counters")
    list_display = ("id", "value")
    fields = readonly_fields = ("id", "value")


def differences(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> Iterator[tuple[str, str, str]]:
    """Yield what differs between two states of a row: its name, what it was, and what it is."""
    old, new = dict(_flat(before or {})), dict(_flat(after or {}))
    for name in (*new, *(name for name in old if name not in new)):
        if old.get(name) != new.get(name):
            yield _called(name), _shown(old.get(name)), _shown(new.get(name))


def _flat(columns: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in columns.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name} / ")
        else:
            yield f"{prefix}{name}", value


def _called(name: str) -> str:
    parts = [field_words(part) for part in name.split(" / ")]
    names = [said(*words[:2]) if words else part for words, part in zip(parts, name.split(" / "), strict=True)]
    return " / ".join(names)


def _shown(value: Any) -> str:
    if value in (None, "", [], {}):
        return "—"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
