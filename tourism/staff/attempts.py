"""Counts attempts to sign in, by account and by address, in the database: a limit in one process would hold for one."""

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from tourism.address import network_of
from tourism.staff.models import SignInCount
from tourism.values.errors import Refused

WINDOW = timedelta(minutes=5)
MOST_PER_ACCOUNT = 5
MOST_PER_ADDRESS = 20


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody at an address who says he is an account."""

    account: str
    address: str

    @property
    def account_key(self) -> str:
        """The digest of the account, however its name is written."""
        return _digest("account", unicodedata.normalize("NFKC", self.account).strip().casefold())

    @property
    def address_key(self) -> str:
        """The digest of the address, or of its network where each customer has a whole one."""
        return _digest("address", network_of(self.address))


def count_attempt(attempt: Attempt, *, now: datetime) -> None:
    """Count an attempt before its password is looked at; raise ``Refused`` when there were too many."""
    # Refused only after the commit: a refusal that undid its own count would be none.
    with transaction.atomic():
        forget_old_counts(now=now)
        allowed = [
            _count(key, most, now)
            for key, most in ((attempt.account_key, MOST_PER_ACCOUNT), (attempt.address_key, MOST_PER_ADDRESS))
        ]
    if not all(allowed):
        minutes = WINDOW // timedelta(minutes=1)
        raise Refused(f"too many attempts; wait {minutes} minutes", f"试的次数太多，请等 {minutes} 分钟再试")


def forget_attempts(attempt: Attempt) -> None:
    """Begin anew for an account whose password was right; its address stays counted, or one good account frees all."""
    SignInCount.objects.filter(key=attempt.account_key).delete()


def forget_old_counts(*, now: datetime) -> int:
    """Take away the counts whose time is over, and return how many went."""
    gone, _ = SignInCount.objects.filter(since__lte=now - WINDOW).delete()
    return gone


def _count(key: str, most: int, now: datetime) -> bool:
    row, _ = SignInCount.objects.select_for_update().get_or_create(key=key, defaults={"since": now})
    if row.count >= most:
        return False
    row.count += 1
    row.save(update_fields=["count"])
    return True


def _digest(kind: str, name: str) -> str:
    return hashlib.sha256(f"{kind} {name}".encode("utf-8", "replace")).hexdigest()
