"""Travellers who keep trips, read them and delete some, and remember what they were promised."""

import random
import threading
from collections.abc import Sequence
from typing import Any

from tests.outages.crowd import Caller, Told

TRIPS = "/api/v1/itineraries"


class Promises:
    """What was acknowledged: trips that must be there, and trips that must be gone."""

    def __init__(self, request: dict[str, Any], days: list[Any]) -> None:
        self.kept: set[str] = set()
        self.gone: set[str] = set()
        self._body = {"request": request, "days": days}
        self._lock = threading.Lock()

    def keep_and_sometimes_delete(self, caller: Caller) -> Sequence[Told]:
        """Keep a trip, read it, and delete every third one."""
        made = caller.ask("POST", TRIPS, self._body)
        if made.status != 201:
            return [made]
        token = made.json["links"]["edit"]["token"]
        with self._lock:
            self.kept.add(token)
        read = caller.ask("GET", f"{TRIPS}/{token}")
        return [made, read, *(self._delete(caller, token) if random.random() < 1 / 3 else [])]

    def broken(self, port: int) -> list[str]:
        """Return the trips that are not as it was promised."""
        wanted = {**dict.fromkeys(self.kept, 200), **dict.fromkeys(self.gone, 410)}
        with Caller(port) as caller:
            return [token for token, status in wanted.items() if caller.ask("GET", f"{TRIPS}/{token}").status != status]

    def _delete(self, caller: Caller, token: str) -> list[Told]:
        # From here on nobody can say whether it is there, until a deletion is acknowledged.
        with self._lock:
            self.kept.discard(token)
        deleted = caller.ask("DELETE", f"{TRIPS}/{token}", headers={"If-Match": "*"})
        if deleted.status == 204:
            with self._lock:
                self.gone.add(token)
        return [deleted]


def promises(port: int, day: str) -> Promises:
    """Plan one trip, whose days every traveller then keeps: what is tested is the keeping."""
    request = {"start_date": day, "days": 1, "transport": "car"}
    with Caller(port) as caller:
        planned = caller.ask("POST", "/api/v1/plans", request)
    assert planned.status == 200, planned.body
    return Promises(request, planned.json["days"])
