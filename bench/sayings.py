"""Requests as people say them: each sentence with the request it means, and the rules that any good plan keeps."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.wishes import World, complaints, read_world
from routes.asking import trip_request
from routes.services import plan_trip
from tourism.values.errors import DomainError

FOLDER = Path(__file__).parent / "sayings"
# All dates of the files lie after this moment, and the demonstration's events are made from it.
ASKED_AT = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Saying:
    """One file: ``refused`` is the code of the refusal that is the only right answer, or empty."""

    name: str
    lang: str
    sentence: str
    request: Mapping[str, Any]
    rules: tuple[Mapping[str, Any], ...]
    refused: str


def sayings() -> Iterator[Saying]:
    """Yield all sentences, in the order of their names."""
    for path in sorted(FOLDER.glob("*.json")):
        found = json.loads(path.read_text())
        yield Saying(
            path.stem,
            found["lang"],
            found["sentence"],
            found["request"],
            tuple(found.get("rules", ())),
            found.get("refused", ""),
        )


def wrong_with(saying: Saying, world: World) -> list[str]:
    """Return what is wrong with the answer that the service gives; nothing is well."""
    try:
        plan = plan_trip(trip_request(saying.request), now=ASKED_AT)
    except DomainError as error:
        codes = [error.code, *(each.code for each in error.errors)]
        return [] if saying.refused in codes else [f"refused: {', '.join(codes)}: {error.text_en}"]
    if saying.refused:
        return [f"planned, where {saying.refused} is the answer"]
    return complaints(plan, list(saying.rules), world)


def report() -> Iterator[str]:
    """Yield a line for each sentence that is not answered well, and the share that is."""
    world, counts = read_world(), Counter[str]()
    for saying in sayings():
        wrong = wrong_with(saying, world)
        counts[f"{saying.lang} {'well' if not wrong else 'ill'}"] += 1
        if wrong:
            yield f"{saying.name} {saying.sentence}: {'; '.join(wrong)}"
    total = counts.total()
    well = counts["zh well"] + counts["en well"]
    yield f"{well} of {total} sentences answered well ({well / max(1, total):.1%})"
