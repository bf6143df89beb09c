"""Writing places: what is checked, and what the journal says."""

from datetime import date, timedelta

import pytest

from tests.factories import NOW, make_place, make_theme
from tourism.journal.models import Change
from tourism.journal.queries import latest_seq
from tourism.places.models import Place
from tourism.places.services import close_place, reopen_place, save_place
from tourism.values.errors import Invalid

pytestmark = pytest.mark.django_db


def new_place(**columns: object) -> Place:
    place = make_place("template")
    values = {"destination": place.destination, "kind": "sight", "role": "sight", "name_zh": "塔", **columns}
    return Place(slug="pagoda", **values)


def test_saving_writes_the_row_its_links_and_its_journal_entry() -> None:
    saved = save_place(new_place(), now=NOW, themes=[make_theme("heritage")], who="ann", why="new")

    change = Change.objects.get(public_id="pagoda")
    assert saved
    assert (change.type, change.op, change.before, change.who, change.why) == ("place", "upsert", None, "ann", "new")
    assert change.after is not None
    assert (change.after["destination"], change.after["themes"]) == ("qinyang", ["heritage"])
    assert Place.objects.get(slug="pagoda").search == "塔\nta\nt"


def test_saving_again_without_a_change_says_nothing() -> None:
    place = new_place()
    save_place(place, now=NOW)
    seq = latest_seq()

    assert not save_place(place, now=NOW + timedelta(days=1))

    assert latest_seq() == seq
    assert Place.objects.get(slug="pagoda").modified_at == NOW


def test_a_change_keeps_the_links_that_are_not_named() -> None:
    place = new_place()
    save_place(place, now=NOW, themes=[make_theme("heritage")])
    place.name_en = "Pagoda"

    save_place(place, now=NOW)

    change = Change.objects.filter(public_id="pagoda").latest("seq")
    assert change.before is not None
    assert change.after is not None
    assert (change.before["name_en"], change.after["name_en"]) == ("", "Pagoda")
    assert change.after["themes"] == ["heritage"]


@pytest.mark.parametrize(
    ("columns", "pointer"),
    [
        ({"hours": "open on some days"}, "/hours"),
        ({"lat": 35.0, "lon": 112.0, "basis": "none"}, None),
        ({"lat": 95.0, "lon": 112.0, "basis": "point"}, "/position"),
        ({"visit_min": 30, "visit_usual": 20, "visit_max": 40}, "/visit_minutes"),
        ({"visit_min": 30}, "/visit_minutes"),
        ({"facts": {"colour": {"status": "unknown"}}}, "/facts/colour"),
        ({"facts": {"hours": {"status": "sure", "sources": ["S01"]}}}, "/facts/hours/status"),
        ({"facts": {"hours": {"status": "known", "sources": []}}}, "/facts/hours/sources"),
    ],
)
def test_a_place_that_cannot_be_is_refused_by_field(columns: dict[str, object], pointer: str | None) -> None:
    with pytest.raises(Invalid) as refusal:
        save_place(new_place(**columns), now=NOW)

    assert refusal.value.errors[0].pointer == (pointer or "/position")
    assert not Place.objects.filter(slug="pagoda").exists()


def test_closing_twice_from_the_same_day_is_one_closure_and_reopening_ends_it() -> None:
    place = make_place("hall")
    close_place(place, first=date(2026, 12, 1), until=date(2026, 12, 5), reason_zh="维修", now=NOW)

    closure = close_place(place, first=date(2026, 12, 1), until=date(2026, 12, 9), reason_zh="维修", now=NOW)

    assert [row.until for row in place.closures.all()] == [date(2026, 12, 9)]
    reopen_place(closure, now=NOW)
    assert list(Change.objects.values_list("type", "op")) == [
        ("closure", "upsert"),
        ("closure", "upsert"),
        ("closure", "delete"),
    ]


def test_a_closure_without_a_day_is_refused() -> None:
    with pytest.raises(Invalid):
        close_place(make_place("hall"), first=date(2026, 12, 1), until=date(2026, 12, 1), reason_zh="", now=NOW)
