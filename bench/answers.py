"""Asks the service every sentence, and says which answers break the rules of their sentence."""

from collections import Counter
from collections.abc import Iterator

from django.core.management import call_command

from bench.sayings import ASKED_AT, Saying, sayings
from bench.wishes import World, complaints, read_world
from routes.asking import trip_request
from routes.services import plan_trip
from seed.services import make_dates, seed_demo, seed_facts
from tourism.values.errors import DomainError


def seed_county() -> None:
    """Seed facts and demonstration into an empty database as of the day on which the sentences were said."""
    call_command("migrate", verbosity=0)
    for step in (seed_facts, seed_demo, make_dates):
        step(now=ASKED_AT, report=_unheard)


def _unheard(title: str, rows: int) -> None:
    """Take what the seed tells of its progress; the table is what counts."""
    del title, rows


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
    """Yield a line for each sentence that is not answered well, then a table of the share that is."""
    world, well, total = read_world(), Counter[str](), Counter[str]()
    for saying in sayings():
        wrong = wrong_with(saying, world)
        for key in (saying.lang, "both"):
            total[key] += 1
            well[key] += not wrong
        if wrong:
            yield f"{saying.name} {saying.sentence}: {'; '.join(wrong)}"
    yield "| sentences | answered well | of | share |\n| --- | --- | --- | --- |"
    for lang in ("zh", "en", "both"):
        yield f"| {lang} | {well[lang]} | {total[lang]} | {well[lang] / max(1, total[lang]):.1%} |"
