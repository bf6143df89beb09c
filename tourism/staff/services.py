"""Writes accounts and their groups: by a superuser only, in the journal, and never so that nobody is left to do it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.models import Session

from tourism.journal.services import recording
from tourism.staff.attempts import forget_old_counts
from tourism.users.models import User
from tourism.values.errors import Forbidden, Refused

PASSWORD = "password"


def save_account(
    account: User,
    *,
    groups: Sequence[Group] | None = None,
    permissions: Sequence[Permission] | None = None,
    by: User,
    now: datetime,
    why: str = "",
) -> None:
    """Store an account and what it may do; names and the address of its mail stay out of the journal."""
    _require_superuser(by)
    with recording(at=now, who=by.get_username(), why=why) as log:
        stored = _locked(account)
        before = account_columns(stored) if stored else None
        if stored and _is_keeper(stored) and not _is_keeper(account):
            _require_other_keeper(stored)
        account.save()
        if groups is not None:
            account.groups.set(groups)
        if permissions is not None:
            account.user_permissions.set(permissions)
        log.upsert("user", str(account.pk), before=before, after=account_columns(account))


def change_password(account: User, *, password: str, now: datetime, who: str) -> None:
    """Store a new password; the journal says that there is one, and nothing of what it is."""
    with recording(at=now, who=who, why=PASSWORD) as log:
        account.set_password(password)
        account.save(update_fields=["password"])
        columns = account_columns(account)
        log.upsert("user", str(account.pk), before=columns, after=columns)


def delete_account(account: User, *, by: User, now: datetime, why: str = "") -> None:
    """Take an account away; what it did stays in the journal under its name."""
    _require_superuser(by)
    with recording(at=now, who=by.get_username(), why=why) as log:
        if _is_keeper(account):
            _require_other_keeper(account)
        log.delete("user", str(account.pk), before=account_columns(account))
        account.delete()


def save_group(
    group: Group, *, permissions: Sequence[Permission] | None = None, by: User, now: datetime, why: str = ""
) -> None:
    """Store a group and what its members may do."""
    _require_superuser(by)
    with recording(at=now, who=by.get_username(), why=why) as log:
        stored = Group.objects.select_for_update().filter(pk=group.pk).first()
        before = group_columns(stored) if stored else None
        group.save()
        if permissions is not None:
            group.permissions.set(permissions)
        log.upsert("group", str(group.pk), before=before, after=group_columns(group))


def delete_group(group: Group, *, by: User, now: datetime, why: str = "") -> None:
    """Take a group away; its members lose what it allowed."""
    _require_superuser(by)
    with recording(at=now, who=by.get_username(), why=why) as log:
        log.delete("group", str(group.pk), before=group_columns(group))
        group.delete()


def purge_sign_ins(*, now: datetime) -> int:
    """Forget sessions that have ended and attempts that count no longer, and return how many rows went."""
    sessions, _ = Session.objects.filter(expire_date__lte=now).delete()
    return sessions + forget_old_counts(now=now)


def account_columns(account: User) -> dict[str, Any]:
    """Return what the journal may know of an account."""
    return {
        "username": account.username,
        "is_active": account.is_active,
        "is_staff": account.is_staff,
        "is_superuser": account.is_superuser,
        "groups": sorted(account.groups.values_list("name", flat=True)),
        "permissions": _names(account.user_permissions.all()),
    }


def group_columns(group: Group) -> dict[str, Any]:
    """Return what the journal may know of a group."""
    return {"name": group.name, "permissions": _names(group.permissions.all())}


def _names(permissions: Any) -> list[str]:
    rows = permissions.order_by("content_type__app_label", "codename")
    return [f"{label}.{name}" for label, name in rows.values_list("content_type__app_label", "codename")]


def _locked(account: User) -> User | None:
    return User.objects.select_for_update().filter(pk=account.pk).first()


def _require_superuser(by: User) -> None:
    if not (by.is_active and by.is_superuser):
        raise Forbidden("only a superuser changes accounts", "只有超级管理员能改账号")


def _is_keeper(account: User) -> bool:
    return account.is_active and account.is_staff and account.is_superuser


def _require_other_keeper(account: User) -> None:
    # Locked, so that two superusers who take each other's rights at once do not both succeed.
    keepers = User.objects.select_for_update().filter(is_active=True, is_staff=True, is_superuser=True)
    if not [row for row in keepers.order_by("pk") if row.pk != account.pk]:
        raise Refused(
            "this is the last superuser who can sign in; make another first",
            "这是最后一个能登录的超级管理员，请先设另一个",
        )
