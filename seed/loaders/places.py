"""Carries in the places of the facts, with roles, parts, positions and what is not known of them."""

from collections.abc import Mapping
from typing import Any

from seed import kinds
from seed.files import FACTS, csv_rows, toml
from seed.provenance import Facts, assumed, codes, known, known_or_not, unknown
from seed.store import Columns, Store
from tourism.values.money import yuan_to_fen

Row = dict[str, str]

BASIS = {"point": "point", "town_fallback": "town", "area_fallback": "area", "none": "none"}
TOWN_KINDS = ("county_city", "subdistrict", "town", "township")
MOUNTAIN = "shennongshan"
MOUNTAIN_PARTS = "sns-"
DIARIES = ("S09", "S10")
COMPILER = "compiler"
NEVER_SOURCED = ("steps", "step_free", "toilets", "indoor", "diet")
UNLISTED_CONFIDENCE = "low"


def load_places(store: Store) -> int:
    """Put in every place; towns stand first in the table, so that the others can name theirs."""
    mapping, themes = toml(FACTS, "places"), toml(FACTS, "county")["from_facts"]
    rows = csv_rows("places")
    towns = {row["name_zh"]: row["id"] for row in rows if row["kind"] in TOWN_KINDS}
    for row in rows:
        own = mapping["place"].get(row["id"], {})
        names = own.get("themes") or [themes[name] for name in [row["industry_theme"]] if name in themes]
        links = {"themes": [store.get(kinds.THEME, name) for name in names]}
        columns = {**_columns(row, own, mapping), **_relations(store, row, own, towns)}
        store.put(kinds.PLACE, row["id"], columns, links=links)
    return len(rows)


def _relations(store: Store, row: Row, own: dict[str, Any], towns: dict[str, str]) -> Columns:
    town, industry = towns.get(row["town"]), own.get("industry")
    return {
        "destination": store.get(kinds.DESTINATION, "qinyang"),
        "part_of": store.get(kinds.PLACE, MOUNTAIN) if row["id"].startswith(MOUNTAIN_PARTS) else None,
        "town": store.get(kinds.PLACE, town) if town and town != row["id"] else None,
        "industry": store.get(kinds.INDUSTRY, industry) if industry else None,
    }


def _columns(row: Row, own: dict[str, Any], mapping: dict[str, Any]) -> Columns:
    said = {
        "name_zh": row["name_zh"],
        "description_zh": row["description_facts_zh"],
        "hours": row["open_hours"],
        "season_zh": row["season"],
        "phone": row["phone"],
    }
    from_geonames = "GeoNames" in row["crs_source"]
    return {
        **said,
        **_position(row),
        **_visit(row),
        **_fares(row),
        "kind": row["kind"],
        "role": own.get("role") or mapping["role"][row["kind"]],
        "name_en": row["name_en"],
        "pinyin": row["pinyin"],
        "aliases": own.get("aliases", []),
        "description_en": own.get("en", ""),
        "season_en": own.get("season_en", ""),
        "season_from": own.get("season_from", ""),
        "season_until": own.get("season_until", ""),
        "town_zh": row["town"],
        "notes_zh": row["conflicts"],
        "confidence": row["confidence"],
        "licence": "CC BY 4.0" if from_geonames else "",
        "attribution": "GeoNames" if from_geonames else "",
        "listed": own.get("listed", row["confidence"] != UNLISTED_CONFIDENCE),
        "facts": _facts(row, said, mapping["position_source"]),
    }


def _position(row: Row) -> Columns:
    return {
        "lat": float(row["lat"]) if row["lat"] else None,
        "lon": float(row["lon"]) if row["lon"] else None,
        "precision_m": int(row["precision_m"]) if row["precision_m"] else None,
        "basis": BASIS[row["coord_basis"]],
    }


def _visit(row: Row) -> Columns:
    if not row["visit_minutes"]:
        return {"visit_min": None, "visit_usual": None, "visit_max": None}
    least, _, most = row["visit_minutes"].partition("-")
    low, high = int(least), int(most or least)
    return {"visit_min": low, "visit_usual": (low + high) // 2, "visit_max": high}


def _fares(row: Row) -> Columns:
    fen = yuan_to_fen(row["price_cny"]) if row["price_cny"] else None
    return {"fare_adult_fen": fen, "fare_senior_fen": fen, "fare_child_fen": fen}


def _facts(row: Row, said: Mapping[str, object], position_sources: dict[str, str]) -> Facts:
    listed, confidence = codes(row["sources"]), row["confidence"]
    return {
        **known_or_not(said, listed, confidence),
        **{field: unknown() for field in NEVER_SOURCED},
        "town": known(listed, confidence) if row["town"] else unknown(),
        "position": _position_fact(row, position_sources),
        "visit_minutes": _visit_fact(row),
        "fares": known(listed, "low", row["conflicts"]) if row["price_cny"] else unknown(),
    }


def _position_fact(row: Row, position_sources: dict[str, str]) -> dict[str, Any]:
    origin = row["crs_source"]
    if row["coord_basis"] == "none":
        return unknown()
    code = next(code for words, code in position_sources.items() if words in origin)
    sources = [code] if code else [one for one in codes(row["sources"]) if one in ("S61", "S62")]
    state = known if row["coord_basis"] == "point" else assumed
    return state(sources, row["confidence"], origin)


def _visit_fact(row: Row) -> dict[str, Any]:
    if not row["visit_minutes"]:
        return unknown()
    if row["id"] == MOUNTAIN:
        return assumed(DIARIES, "low", "由两篇游记推算")
    return assumed([COMPILER], "low", "规划用默认值，不是事实")
