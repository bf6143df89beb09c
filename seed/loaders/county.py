"""Carries in what everything else refers to: sources, the county, themes, special days and climate."""

from collections.abc import Iterator
from datetime import date, timedelta

from seed import kinds
from seed.files import FACTS, csv_rows, toml
from seed.provenance import codes, known, known_or_not
from seed.store import Store

MAKE_UP = "调休上班："


def load_sources(store: Store) -> int:
    """Put in the sources of the table, and the two that the files themselves add."""
    added = toml(FACTS, "sources")["source"]
    for row in [*csv_rows("sources"), *added]:
        columns = {
            "title": row["title"],
            "published": row.get("published", ""),
            "grade": row.get("grade", "").strip("–-"),
        }
        store.put(kinds.SOURCE, row["code"], columns)
    return len(csv_rows("sources")) + len(added)


def load_county(store: Store) -> int:
    """Put in the county and what travellers like."""
    names = toml(FACTS, "county")
    county = names["destination"]
    columns = {name: county[name] for name in ("name_zh", "name_en", "adcode")}
    store.put(kinds.DESTINATION, county["slug"], columns)
    for rank, theme in enumerate(names["theme"], start=1):
        columns = {"name_zh": theme["name_zh"], "name_en": theme["name_en"], "rank": rank}
        store.put(kinds.THEME, theme["slug"], columns)
    return 1 + len(names["theme"])


def load_centre(store: Store) -> int:
    """Say which place stands for the county, now that there is one."""
    county = toml(FACTS, "county")["destination"]
    store.put(kinds.DESTINATION, county["slug"], {"centre": store.get(kinds.PLACE, county["centre"])})
    return 1


def load_special_days(store: Store) -> int:
    """Put in each day off, and each day worked in exchange."""
    names = toml(FACTS, "events")["holiday"]
    count = 0
    for row in holiday_rows():
        name_en = _holiday_name(row["title_zh"], names)
        for day in days_off(row):
            count += _special_day(store, row, day, kind="holiday", name_en=name_en)
        for day in days_worked(row):
            count += _special_day(store, row, day, kind="workday", name_en=name_en)
    return count


def load_climate(store: Store) -> int:
    """Put in the monthly and yearly means."""
    rows = csv_rows("climate")
    for row in rows:
        figures = {name: _number(row[name]) for name in _FIGURES}
        columns = {
            **figures,
            "station": row["station"],
            "period_of_year": row["month"],
            "period": row["period"],
            "confidence": row["confidence"],
            "notes_zh": row["notes"],
            "facts": known_or_not({**figures, "notes_zh": row["notes"]}, codes(row["sources"]), row["confidence"]),
        }
        store.put(kinds.CLIMATE, f"{row['station']}-{row['month']}".replace("_", "-"), columns)
    return len(rows)


def holiday_rows() -> list[dict[str, str]]:
    """Return the rows of the events table that are public holidays."""
    return [row for row in csv_rows("events") if row["category"] == "public_holiday"]


def days_off(row: dict[str, str]) -> Iterator[date]:
    """Yield the days off of a holiday row."""
    first, _, last = row["dates_computed"].partition("~")
    day, end = date.fromisoformat(first), date.fromisoformat(last or first)
    while day <= end:
        yield day
        day += timedelta(days=1)


def days_worked(row: dict[str, str]) -> Iterator[date]:
    """Yield the days that are worked in exchange for a holiday, as its note lists them."""
    _, found, listed = row["notes"].partition(MAKE_UP)
    if found:
        yield from (date.fromisoformat(text) for text in listed.split(";"))


_FIGURES = (
    "mean_max_c",
    "mean_c",
    "mean_min_c",
    "precip_mm",
    "precip_days",
    "humidity_pct",
    "sunshine_h",
)


def _special_day(store: Store, row: dict[str, str], day: date, *, kind: str, name_en: str) -> int:
    worked = kind == "workday"
    sources, confidence = codes(row["sources"]), row["confidence"]
    # Beyond the notice only the statute is known: the day is off, but what is worked in exchange is not said yet.
    entry = known(sources, confidence, "" if row["notes"] in ("", "无调休") else row["notes"])
    columns = {
        "date": day,
        "kind": kind,
        "name_zh": f"{row['title_zh']}调休上班" if worked else row["title_zh"],
        "name_en": f"make-up workday for {name_en}" if worked else f"{name_en} holiday",
        "facts": {"date": entry, "kind": entry, "name_zh": known(sources, confidence)},
    }
    store.put(kinds.SPECIAL_DAY, f"{kind}-{day}", columns)
    return 1


def _holiday_name(title: str, names: dict[str, str]) -> str:
    bare = title.partition("年")[2]
    return next(english for chinese, english in names.items() if bare.startswith(chinese))


def _number(cell: str) -> float | None:
    return float(cell) if cell else None
