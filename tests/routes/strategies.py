"""Random trip requests, sensible and odd, for property tests and the soak."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

FIRST = date(2026, 12, 1)
THEMES = ("shennongshan", "heritage", "opera", "donkey-meat", "black-pottery")
PLACES = ("shennongshan", "sns-plaza", "museum", "beidasi", "penyao", "dong-donkey", "baixiang-donkey", "qinyang")
ENDS = ("qinyang", "sta-jiaozuoxi", "beidasi", "shennongshan")
# What few travellers ask is drawn once in so many times, so that most requests are of the kind that can be planned.
RARELY = 7
HALF_HOURS = [f"{hour:02d}:{minute}" for hour in range(24) for minute in ("00", "30")]


def ends() -> st.SearchStrategy[dict[str, Any] | None]:
    """Return places and positions where a day may start, near and far."""
    near = st.fixed_dictionaries(
        {
            "lat": st.floats(34.9, 35.4),
            "lon": st.floats(112.6, 113.3),
            "crs": st.sampled_from(("wgs84", "gcj02", "bd09")),
        }
    )
    anywhere = st.fixed_dictionaries({"lat": st.floats(-90, 90), "lon": st.floats(-180, 180)})
    usual = st.none() | st.sampled_from(ENDS).map(lambda slug: {"place": slug}) | near
    return st.integers(0, RARELY).flatmap(lambda number: anywhere if number == RARELY else usual)


@st.composite
def wishes(draw: st.DrawFn, days: int, occurrences: tuple[str, ...]) -> dict[str, Any]:
    """Draw a place, an occurrence or a theme, on a day and within hours or not."""
    targets = st.sampled_from(PLACES).map(lambda slug: {"place": slug})
    targets |= st.sampled_from(THEMES).map(lambda slug: {"theme": slug})
    if occurrences and draw(st.integers(0, RARELY)) == RARELY:
        targets = st.sampled_from(occurrences).map(lambda public_id: {"occurrence": public_id})
    wish: dict[str, Any] = dict(draw(targets))
    if draw(st.booleans()):
        wish["day"] = draw(st.integers(1, days))
    if draw(st.booleans()):
        wish["between"] = sorted(draw(st.tuples(st.sampled_from(HALF_HOURS), st.sampled_from(HALF_HOURS))))
    return wish


@st.composite
def trip_requests(draw: st.DrawFn, occurrences: tuple[str, ...] = ()) -> dict[str, Any]:
    """Draw the JSON of a request that is well formed; whether it can be planned is another matter."""
    days = draw(st.integers(1, 5))
    start, end = sorted(draw(st.lists(st.sampled_from(HALF_HOURS), min_size=2, max_size=2, unique=True)))
    hours = (start, end) if draw(st.integers(0, RARELY)) == RARELY else ("08:30", "20:30")
    wish = wishes(days, occurrences)
    return {
        "start_date": (FIRST + timedelta(days=draw(st.integers(0, 8)))).isoformat(),
        "days": days,
        "day_start": hours[0],
        "day_end": hours[1],
        "start": draw(ends()),
        "end": draw(ends()),
        "lodging": draw(st.sampled_from(([], [], [{"place": "qinyang"}]))),
        "party": {
            "adults": draw(st.integers(1, 4)),
            "seniors": draw(st.integers(0, 2)),
            "children": draw(st.integers(0, 2)),
        },
        "mobility": draw(st.sampled_from(("any", "any", "few_stairs", "step_free"))),
        "rests": draw(st.sampled_from((None, None, True, False))),
        "weather": draw(st.sampled_from(("any", "any", "rain", "heat"))),
        "last_transport": draw(st.none() | st.sampled_from([at for at in HALF_HOURS if at > hours[0]])),
        "diet": draw(st.sampled_from(("none", "none", "halal", "vegetarian", "no_donkey"))),
        "interests": draw(st.dictionaries(st.sampled_from(THEMES), st.integers(0, 5), max_size=3)),
        "pace": draw(st.sampled_from(("relaxed", "normal", "full"))),
        "transport": draw(st.sampled_from(("car", "car", "coach", "bike", "walk"))),
        "meals": draw(st.booleans()),
        "include_events": draw(st.booleans()),
        "must": draw(st.lists(wish, max_size=2)),
        "avoid": draw(st.lists(wish, max_size=2)),
        "prefer": draw(st.lists(wish, max_size=2)),
        "budget_cny": draw(st.none() | st.integers(0, 600)),
        "seed": draw(st.integers(0, 3)),
        "lang": draw(st.sampled_from(("zh-Hans", "en"))),
        "crs": draw(st.sampled_from(("wgs84", "gcj02", "bd09"))),
    }
