"""Carries in the industries, and the organisations that their rows name."""

from collections.abc import Mapping
from typing import Any

from seed import kinds
from seed.files import FACTS, csv_rows, toml
from seed.provenance import codes, known, known_or_not, unknown
from seed.store import Store

TOTAL_ROW = "all"


def load_industries(store: Store) -> int:
    """Put in the four industries; their places follow, because a place names its industry."""
    mapping = toml(FACTS, "industries")["industry"]
    rows = [row for row in csv_rows("industries") if row["id"] != TOTAL_ROW]
    for row in rows:
        own = mapping[row["id"]]
        said = {
            "name_zh": row["industry_zh"],
            "product_zh": row["product"],
            "metrics_zh": row["metrics"],
            "visit_hook_zh": row["visit_hook"],
        }
        columns = {
            **said,
            "destination": store.get(kinds.DESTINATION, "qinyang"),
            "theme": store.get(kinds.THEME, own["theme"]),
            "name_en": row["industry_en"],
            "product_en": own["product_en"],
            "visit_hook_en": own["visit_hook_en"],
            "metrics_year": row["year"],
            "unknown_zh": row["unknown"],
            "rank": own["rank"],
            "facts": _facts(row, own, said),
        }
        store.put(kinds.INDUSTRY, own["slug"], columns)
    return len(rows)


def load_organisations(store: Store) -> int:
    """Put in the organisations that the rows name, and say which of them make up each industry."""
    mapping = toml(FACTS, "industries")
    industries = {row["id"]: row for row in csv_rows("industries")}
    places = {row["id"]: row for row in csv_rows("places")}
    for own in mapping["organisation"]:
        row = industries[own["row"]] if "row" in own else places[own["place"]]
        _put_organisation(store, own, row)
    for own in mapping["industry"].values():
        _tie_industry(store, own)
    return len(mapping["organisation"])


def _put_organisation(store: Store, own: dict[str, Any], row: dict[str, str]) -> None:
    sources, confidence = codes(row["sources"]), row["confidence"]
    columns = {
        "destination": store.get(kinds.DESTINATION, "qinyang"),
        "kind": own["kind"],
        "name_zh": own["name_zh"],
        "name_en": own["name_en"],
        "town": store.get(kinds.PLACE, own["town"]) if "town" in own else None,
        "description_zh": own.get("description_zh", ""),
        "description_en": own.get("description_en", ""),
        "facts": {
            "name_zh": known(sources, confidence),
            "kind": known(sources, confidence),
            "town": known(sources, confidence, own.get("note", "")) if "town" in own else unknown(),
            "description_zh": known(sources, confidence) if "description_zh" in own else unknown(),
            "phone": unknown(),
        },
    }
    store.put(kinds.ORGANISATION, own["slug"], columns)


def _tie_industry(store: Store, own: dict[str, Any]) -> None:
    links = {
        "businesses": [store.get(kinds.ORGANISATION, slug) for slug in own["businesses"]],
        "towns": [store.get(kinds.PLACE, slug) for slug in own["towns"]],
        "villages": [store.get(kinds.PLACE, slug) for slug in own["villages"]],
    }
    committee = store.get(kinds.ORGANISATION, own["committee"])
    store.put(kinds.INDUSTRY, own["slug"], {"committee": committee, "association": None}, links=links)


def _facts(row: dict[str, str], own: dict[str, Any], said: Mapping[str, object]) -> dict[str, Any]:
    sources, confidence = codes(row["sources"]), row["confidence"]
    return {
        **known_or_not(said, sources, confidence),
        "committee": known(sources, confidence),
        "association": unknown("协会名称未知"),
        "businesses": known(sources, confidence) if own["businesses"] else unknown(row["unknown"]),
        "towns": known(sources, confidence) if own["towns"] else unknown(row["unknown"]),
        "villages": known(sources, confidence) if own["villages"] else unknown(row["unknown"]),
    }
