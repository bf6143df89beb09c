"""Carries in stated distances, dated buses, lines and roads."""

import re

from seed import kinds
from seed.files import FACTS, csv_rows, toml
from seed.provenance import codes, known_or_not
from seed.store import Store
from tourism.values.money import yuan_to_fen

METRES = 1000


def load_transport(store: Store) -> int:
    """Put in each row of the table, with the notes that other tables have on it."""
    mapping = toml(FACTS, "transport")
    notes = _notes(mapping["note_of"])
    rows = csv_rows("transport")
    for row in rows:
        said = {
            "metres": round(float(row["distance_km"]) * METRES) if row["distance_km"] else None,
            "minutes": _minutes(row["duration_min"]),
            "departures": row["departures"],
            "fare_fen": yuan_to_fen(row["fare_cny"]) if row["fare_cny"] else None,
            "valid_zh": row["valid"],
        }
        texts = [row["notes_zh"], row["conflicts"], notes.get(row["id"], "")]
        places = mapping["place_of"]
        columns = {
            **said,
            "origin": store.get(kinds.PLACE, places[row["from_zh"]]) if row["from_zh"] in places else None,
            "target": store.get(kinds.PLACE, places[row["to_zh"]]) if row["to_zh"] in places else None,
            "mode": row["mode"],
            "name_zh": row["name_zh"],
            "origin_zh": row["from_zh"],
            "target_zh": row["to_zh"],
            "notes_zh": "；".join(text for text in texts if text),
            "confidence": row["confidence"],
            "facts": known_or_not({"name_zh": row["name_zh"], **said}, codes(row["sources"]), row["confidence"]),
        }
        store.put(kinds.DISTANCE, row["id"], columns)
    return len(rows)


def _notes(note_of: dict[str, str]) -> dict[str, str]:
    events = {row["id"]: row for row in csv_rows("events")}
    return {line: f"{events[event]['title_zh']}：{events[event]['rule']}" for event, line in note_of.items()}


def _minutes(cell: str) -> int | None:
    digits = re.search(r"\d+", cell)
    return int(digits.group()) if digits else None
