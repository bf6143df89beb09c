"""The sketch map: what stands where, what is kept apart, and what stays inside."""

import math

from hypothesis import given
from hypothesis import strategies as st

from frontend.public.presenters.sketch import HEIGHT, WIDTH, Mark, draw


def mark(lat: float, lon: float, *, number: int | None = 1, name: str = "神农山", precision_m: int = 0) -> Mark:
    return Mark(lat, lon, precision_m, name, 1, number)


marks = st.builds(
    Mark,
    st.floats(34.9, 35.4),
    st.floats(112.6, 113.3),
    st.integers(0, 6000),
    st.text("神农山沁阳abc", min_size=1, max_size=12),
    st.integers(1, 14),
    st.integers(1, 40),
)


def test_without_a_position_there_is_no_map() -> None:
    assert draw([]) is None
    assert draw([[]]) is None


def test_north_is_up_and_east_is_right() -> None:
    sketch = draw([[mark(35.2, 112.8, number=1), mark(35.0, 113.0, number=2)]])

    assert sketch is not None
    first, second = sketch.discs
    assert first.y < second.y
    assert first.x < second.x


def test_an_uncertain_position_is_a_circle_in_the_scale_of_the_map() -> None:
    sketch = draw([[mark(35.0, 112.8, precision_m=1500), mark(35.0, 112.9, number=2)]])

    assert sketch is not None
    (circle,) = sketch.circles
    metres = 0.1 * 111_320 * math.cos(math.radians(35.0))
    assert circle.r == round(1500 * (sketch.discs[1].x - sketch.discs[0].x) / metres, 1)


def test_a_way_is_drawn_through_the_stops_of_a_day_in_order() -> None:
    sketch = draw([[mark(35.0, 112.8), mark(35.0, 112.8), mark(35.1, 112.9, number=2)]])

    assert sketch is not None
    assert [way.path.count("L") for way in sketch.ways] == [1]


def test_the_longest_visit_is_named_first() -> None:
    short = Mark(35.0, 112.8, 0, "短的", 1, 1, weight=30)
    long = Mark(35.0, 112.8, 0, "长的", 1, 2, weight=300)

    sketch = draw([[short, long]])

    assert sketch is not None
    assert sketch.labels[0].text == "长的"


@given(st.lists(marks, min_size=1, max_size=12, unique_by=lambda one: one.number))
def test_discs_stay_inside_and_labels_do_not_cover_each_other(found: list[Mark]) -> None:
    sketch = draw([found])

    assert sketch is not None
    assert all(0 <= disc.x <= WIDTH and 0 <= disc.y <= HEIGHT for disc in sketch.discs)
    assert len({(label.x, label.y) for label in sketch.labels}) == len(sketch.labels)
    assert sketch.bar <= WIDTH
