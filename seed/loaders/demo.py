"""Carries in the demonstration: everything here is invented, and each row says so."""

from collections.abc import Mapping
from datetime import time
from typing import Any
from uuid import uuid5

from seed import kinds
from seed.files import DEMO, toml
from seed.loaders.calendar import NAMESPACE
from seed.provenance import DEMO_SOURCE, invented
from seed.store import Columns, Store
from tourism.values.money import yuan_to_fen

BANDS = ("fare_adult_fen", "fare_senior_fen", "fare_child_fen")
VISIT = ("visit_min", "visit_usual", "visit_max")


def load_organisations(store: Store) -> int:
    """Put in the source that stands for invention, and the invented organisations."""
    source = {"title": "演示数据（虚构）Demonstration data (invented)", "demo": True}
    store.put(kinds.SOURCE, DEMO_SOURCE, source)
    rows = toml(DEMO, "organisations")["organisation"]
    for row in rows:
        columns = {
            **_texts(row, "name_zh", "name_en", "description_zh", "description_en"),
            **_tied(store, row),
            "kind": row["kind"],
        }
        store.put(kinds.ORGANISATION, row["slug"], _demo(columns))
    return len(rows)


def load_places(store: Store) -> int:
    """Put in the invented shops, inns and venues."""
    rows = toml(DEMO, "places")["place"]
    for row in rows:
        columns = {
            **_texts(row, "name_zh", "name_en", "description_zh", "description_en", "hours"),
            **_texts(row, "season_zh", "season_en", "season_from", "season_until"),
            **_tied(store, row),
            **dict(zip(VISIT, row.get("minutes", (None, None, None)), strict=True)),
            **_fares(row),
            "kind": row["kind"],
            "role": row["role"],
            "operator": store.get(kinds.ORGANISATION, row["operator"]) if "operator" in row else None,
            "industry": store.get(kinds.INDUSTRY, row["industry"]) if "industry" in row else None,
            "lat": row["lat"],
            "lon": row["lon"],
            "precision_m": row["precision_m"],
            "basis": "point",
            "indoor": row.get("indoor", "unknown"),
            "step_free": row.get("step_free", "unknown"),
            "toilets": row.get("toilets", "unknown"),
            "diet": row.get("diet", "none_known"),
        }
        columns["town_zh"] = columns["town"].name_zh
        store.put(kinds.PLACE, row["slug"], _demo(columns), links=_themes(store, row))
    return len(rows)


def load_events(store: Store) -> int:
    """Put in the invented seasons and events; their ids never change, so their dates keep theirs."""
    data = toml(DEMO, "events")
    for season in data["season"]:
        columns = {**_texts(season, "name_zh", "name_en"), "destination": store.get(kinds.DESTINATION, "qinyang")}
        store.put(kinds.SEASON, season["slug"], _demo(columns))
    for row in data["event"]:
        columns = {**_texts(row, "title_zh", "title_en", "description_zh", "description_en"), **_event(store, row)}
        born = {"id": uuid5(NAMESPACE, row["slug"])}
        store.put(kinds.EVENT, row["slug"], _demo(columns), links=_themes(store, row), born=born)
    return len(data["event"])


def _event(store: Store, row: Mapping[str, Any]) -> Columns:
    venue = store.get(kinds.PLACE, row["venue"])
    return {
        "destination": store.get(kinds.DESTINATION, "qinyang"),
        "category": row["category"],
        "standing": "scheduled",
        "organiser": store.get(kinds.ORGANISATION, row["organiser"]),
        "venue": venue,
        "town": venue.town,
        "season": store.get(kinds.SEASON, row["season"]) if "season" in row else None,
        "rule": row["rule"],
        "start_time": time.fromisoformat(row["start"]) if "start" in row else None,
        "duration_minutes": row["minutes"],
        "seats": row.get("seats"),
        "age_from": row.get("age_from"),
        **_fares(row),
    }


def _demo(columns: Columns) -> Columns:
    told = [name for name, value in columns.items() if value not in (None, "", "unknown", "none_known")]
    grouped = {"position": "lat", "fares": "fare_adult_fen", "visit_minutes": "visit_usual"}
    told += [group for group, name in grouped.items() if name in told]
    hidden = {"destination", "lat", "lon", "precision_m", "basis", *BANDS, *VISIT}
    return {**columns, "demo": True, "facts": invented(name for name in told if name not in hidden)}


def _tied(store: Store, row: Mapping[str, Any]) -> dict[str, Any]:
    town = store.get(kinds.PLACE, row["town"]) if "town" in row else None
    return {"destination": store.get(kinds.DESTINATION, "qinyang"), "town": town}


def _texts(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: row.get(name, "") for name in names}


def _fares(row: Mapping[str, Any]) -> dict[str, int | None]:
    fares = row.get("fares")
    return {band: yuan_to_fen(fares[index]) if fares else None for index, band in enumerate(BANDS)}


def _themes(store: Store, row: Mapping[str, Any]) -> dict[str, list[Any]]:
    return {"themes": [store.get(kinds.THEME, slug) for slug in row.get("themes", ())]}
