"""Carries in the events of the facts: customs, what was once held, living crafts, and days that the calendar names."""

from typing import Any
from uuid import UUID, uuid5

from seed import kinds
from seed.files import FACTS, csv_rows, toml
from seed.loaders.places import TOWN_KINDS
from seed.provenance import Facts, assumed, codes, known, unknown
from seed.store import Columns, Store

Row = dict[str, str]

# Fixed for good: the ids of events are computed from it, and calendars on phones hold them.
NAMESPACE = UUID("0b1f8f0e-6a1c-5a39-9d53-3a2f5f1c7e10")
NO_EVENT = frozenset({"calendar", "public_holiday", "transport"})
STANDING = {
    "variable": "announced",
    "one_off": "history",
    "none": "heritage",
    "lunar": "tradition",
    "solar": "tradition",
    "solar_term": "tradition",
}
DAY_MINUTES = 24 * 60
YEARS = range(2026, 2036)
ANNOUNCED = {"kind": "announced"}


def load_observances(store: Store) -> int:
    """Put in the days that the calendar shows by name."""
    rules = toml(FACTS, "events")["observance"]
    rows = [row for row in csv_rows("events") if row["category"] == "calendar"]
    for row in rows:
        sources, confidence = codes(row["sources"]), row["confidence"]
        columns = {
            "name_zh": row["title_zh"],
            "name_en": row["title_en"],
            "rule": rules[row["id"]],
            "facts": {"name_zh": known(sources, confidence), "rule": known(sources, confidence)},
        }
        store.put(kinds.OBSERVANCE, row["id"], columns)
    return len(rows)


def load_events(store: Store) -> int:
    """Put in the events; none of them gets a date of its own, because no source gives one."""
    mapping = toml(FACTS, "events")
    rows = [row for row in csv_rows("events") if row["category"] not in NO_EVENT]
    towns = {row["name_zh"]: row["id"] for row in csv_rows("places") if row["kind"] in TOWN_KINDS}
    for row in rows:
        own = mapping["event"].get(row["id"], {})
        themes = own.get("themes") or [mapping["theme"][row["category"]]]
        links = {"themes": [store.get(kinds.THEME, slug) for slug in themes]}
        columns = {**_columns(row, own, mapping), **_relations(store, row, own, towns)}
        store.put(kinds.EVENT, row["id"], columns, links=links, born={"id": uuid5(NAMESPACE, row["id"])})
    return len(rows)


def _relations(store: Store, row: Row, own: dict[str, Any], towns: dict[str, str]) -> Columns:
    town = towns.get(row["town"])
    return {
        "destination": store.get(kinds.DESTINATION, "qinyang"),
        "venue": store.get(kinds.PLACE, own["venue"]) if "venue" in own else None,
        "town": store.get(kinds.PLACE, town) if town else None,
    }


def _columns(row: Row, own: dict[str, Any], mapping: dict[str, Any]) -> Columns:
    return {
        "category": mapping["category"][row["category"]],
        "standing": STANDING[row["rule_type"]],
        "title_zh": row["title_zh"],
        "title_en": row["title_en"],
        "description_zh": row["notes"],
        "description_en": own.get("description_en", ""),
        "venue_note_zh": row["place_zh"],
        "rule": rule_of(own),
        "rule_note_zh": row["rule"],
        "duration_minutes": _days(row, own) * DAY_MINUTES,
        "confidence": row["confidence"],
        "listed": row["confidence"] != "low",
        "facts": _facts(row),
    }


def rule_of(own: dict[str, Any]) -> dict[str, Any]:
    """Return the rule of a mapped event; one without a rule is only announced."""
    if "from_each_year" in own:
        return {"kind": "picked", "starts": [f"{year}-{own['from_each_year']}" for year in YEARS]}
    rule: dict[str, Any] = own.get("rule", ANNOUNCED)
    return rule


def _days(row: Row, own: dict[str, Any]) -> int:
    longest = row["duration_days"].rpartition("-")[2]
    return int(own.get("days") or longest or 1)


def _facts(row: Row) -> Facts:
    sources, confidence = codes(row["sources"]), row["confidence"]
    return {
        "title_zh": known(sources, confidence),
        "description_zh": known(sources, confidence) if row["notes"] else unknown(),
        "rule": _rule_fact(row, sources),
        "venue": known(sources, confidence) if row["place_zh"] else unknown(),
        "town": known(sources, confidence) if row["town"] else unknown(),
        **{field: unknown() for field in ("start_time", "organiser", "fares", "phone", "seats")},
    }


def _rule_fact(row: Row, sources: list[str]) -> dict[str, Any]:
    match STANDING[row["rule_type"]]:
        case "announced":
            return unknown(row["rule"])
        case "tradition":
            return assumed(sources, row["confidence"], "按习俗推算，未经核实")
        case _:
            return known(sources, row["confidence"]) if row["rule"] else unknown()
