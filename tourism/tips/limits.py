"""Counts tips by network and in all, in the database: a limit in one process would hold for one."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from tourism.tips.models import TellCount
from tourism.values.errors import Refused


@dataclass(frozen=True, slots=True)
class Limit:
    """So many in so long a time."""

    name: str
    most: int
    window: timedelta


# A mobile provider lets thousands of phones share an address, so a network may tell more than one person would.
TRIES = Limit("tries", 60, timedelta(hours=1))
TOLD = Limit("told", 20, timedelta(hours=1))
TOLD_BY_ALL = Limit("told_by_all", 500, timedelta(days=1))
PHOTOS_BY_ALL = Limit("photos_by_all", 150, timedelta(days=1))
LIMITS = (TRIES, TOLD, TOLD_BY_ALL, PHOTOS_BY_ALL)


class TooOften(Refused):
    """Somebody told too often; what he wrote may be sent later."""

    default_code = "too_often"


def count_or_refuse(limit: Limit, who: str, *, now: datetime) -> None:
    """Count one; raise ``TooOften`` where a limit is reached."""
    # Refused only after the commit: a refusal that undid its own count would be none.
    with transaction.atomic():
        allowed = _count(limit, _digest(limit, who), now)
    if not allowed:
        raise TooOften(
            "There were many messages in a short time. Send it again in an hour; what you wrote is still here.",
            "短时间里收到的太多了。过一小时再发，写下的字还在。",
        )


def _count(limit: Limit, key: str, now: datetime) -> bool:
    row, _ = TellCount.objects.select_for_update().get_or_create(key=key, defaults={"since": now})
    if now - row.since >= limit.window:
        row.since, row.count = now, 0
    if row.count >= limit.most:
        return False
    row.count += 1
    row.save(update_fields=["since", "count"])
    return True


def _digest(limit: Limit, who: str) -> str:
    # Keyed, because all addresses of IPv4 can be tried against a plain digest within minutes.
    secret = settings.SECRET_KEY.encode()
    return hmac.digest(secret, f"tell {limit.name} {who}".encode("utf-8", "replace"), "sha256").hex()
