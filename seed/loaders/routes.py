"""Carries in the themed routes: an order of known places, and who earns at each."""

from typing import Any

from routes.models import RouteStop
from seed import kinds
from seed.files import FACTS, csv_rows, toml
from seed.provenance import codes, known
from seed.store import Store


def load_routes(store: Store) -> int:
    """Put in the routes; each rests on the sources of the row that it tells of."""
    routes = toml(FACTS, "routes")["route"]
    grounds = {
        "row": {row["id"]: row for row in csv_rows("industries")},
        "place": {row["id"]: row for row in csv_rows("places")},
    }
    for rank, own in enumerate(routes, start=1):
        row = next(rows[own[name]] for name, rows in grounds.items() if name in own)
        entry = known(codes(row["sources"]), row["confidence"])
        columns = {
            "destination": store.get(kinds.DESTINATION, "qinyang"),
            "theme": store.get(kinds.THEME, own["theme"]) if "theme" in own else None,
            "name_zh": own["name_zh"],
            "name_en": own["name_en"],
            "summary_zh": own["summary_zh"],
            "summary_en": own["summary_en"],
            "rank": rank,
            "facts": {"summary_zh": entry},
        }
        links = {"stops": [_stop(store, stop) for stop in own["stop"]]}
        store.put(kinds.ROUTE, own["slug"], columns, links=links)
    return len(routes)


def _stop(store: Store, own: dict[str, Any]) -> RouteStop:
    return RouteStop(
        place=store.get(kinds.PLACE, own["place"]),
        industry=store.get(kinds.INDUSTRY, own["industry"]) if "industry" in own else None,
        note_zh=own.get("note_zh", ""),
        note_en=own.get("note_en", ""),
    )
