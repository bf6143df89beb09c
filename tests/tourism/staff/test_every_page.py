"""Every page of the desk on a seeded county: it opens, an edit of it is in the journal, and its list asks little."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import Event, Occurrence, Season
from routes.models import Itinerary
from seed.models import SeedRun
from tests.factories import NOW, make_closure, make_destination
from tests.seed.conftest import all_seeded
from tests.tourism.staff.pages import errors, form_values
from tourism.clock import KEY
from tourism.jobs.models import Cursor, Job
from tourism.journal.models import Change
from tourism.journal.queries import latest_seq
from tourism.places.models import Place
from tourism.staff.desk import ReadOnlyDesk
from tourism.users.models import User

__all__ = ["all_seeded"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_seeded")]

# One edit for each table that staff may change: what they write, and under which name the journal has it.
EDITS: dict[str, dict[str, Any]] = {
    "places.destination": {"name_en": "Qinyang City"},
    "places.source": {"title": "改过的标题"},
    "places.theme": {"rank": "77"},
    "places.organisation": {"phone": "0391-555 0001"},
    "places.industry": {"metrics_year": "2027"},
    "places.place": {"phone": "0391-555 0002"},
    "places.specialday": {"name_en": "A day off"},
    "places.closure": {"reason_zh": "修路"},
    "places.knowndistance": {"minutes": "42"},
    "places.climate": {"period": "1991-2020"},
    "events.season": {"name_en": "Winter opera"},
    "events.event": {"seats": "120"},
    "events.occurrence": {"title_zh": "加演"},
    "events.observance": {"name_en": "The day"},
    "routes.route": {"summary_en": "Shorter"},
    "users.user": {"last_name": "李"},
    "auth.group": {"name": "county editors of 2027"},
}
WHY = "打电话问过"
DESKS = {model._meta.label_lower: desk for model, desk in admin.site._registry.items()}
READ_ONLY = sorted(label for label, desk in DESKS.items() if isinstance(desk, ReadOnlyDesk))


@pytest.fixture
def keeper() -> User:
    return User.objects.create_superuser("keeper", "", "a pine on the ridge")


@pytest.fixture
def client(keeper: User) -> Client:
    """Return the client of a superuser, at the moment of the tests."""
    client = Client(headers={"host": "localhost"}, **{KEY: NOW})  # type: ignore[arg-type]  # a key of the environment
    client.force_login(keeper)
    return client


@pytest.fixture(autouse=True)
def _rows_that_no_seed_makes(keeper: User) -> None:
    place, county = Place.objects.filter(listed=True)[0], make_destination()
    moment = {"created_at": NOW, "modified_at": NOW, "first_day": NOW.date(), "last_day": NOW.date()}
    for number in range(3):
        make_closure(place, NOW.date(), NOW.date() + timedelta(days=1), slug=f"closed-{number}")
        make_destination(f"county-{number}")
        Season.objects.create(slug=f"winter-{number}", destination=county, name_zh="冬季", modified_at=NOW)
        Itinerary.objects.create(destination=county, request={"secret": "wish"}, plan={}, data_seq=1, **moment)
        Group.objects.create(name=f"group {number}")
        User.objects.create_user(f"user-{number}", "", "a pine on the ridge")
        SeedRun.objects.create(name=f"run-{number}", digest="", finished_at=NOW)
        Job.objects.create(kind="webhook", key=str(number), next_at=NOW, created_at=NOW)
        Cursor.objects.create(reader=f"reader-{number}")


def address(label: str, page: str, *arguments: object) -> str:
    return reverse(f"admin:{label.replace('.', '_')}_{page}", args=arguments)


def row_of(label: str) -> Model:
    if label == "events.occurrence":
        return Occurrence.objects.filter(start__gt=NOW, status="confirmed")[0]
    if label == "events.event":
        return Event.objects.filter(occurrences__isnull=False)[0]
    row: Model | None = DESKS[label].model._default_manager.first()
    assert row is not None, f"{label} has no row to look at"
    return row


def as_columns(label: str, wanted: dict[str, Any]) -> dict[str, Any]:
    return {
        name: int(value) if value.isdecimal() and name != "metrics_year" else value for name, value in wanted.items()
    }


def test_every_table_at_the_desk_is_either_read_only_or_edited_here() -> None:
    editable = {label for label, desk in DESKS.items() if not isinstance(desk, ReadOnlyDesk)}

    assert editable == set(EDITS)


@pytest.mark.parametrize("label", sorted(EDITS))
def test_an_edit_is_stored_and_in_the_journal_with_who_and_why(client: Client, label: str) -> None:
    row = row_of(label)
    page = address(label, "change", row.pk)
    values = form_values(client.get(page))
    before = latest_seq()

    sent = client.post(page, {**values, **EDITS[label], "why": WHY, "standing_of": "assumed"})

    assert sent.status_code == 302, errors(sent)
    row.refresh_from_db()
    assert {name: getattr(row, name) for name in EDITS[label]} == as_columns(label, EDITS[label])
    change = Change.objects.filter(seq__gt=before, type=DESKS[label].journal_type).latest("seq")  # type: ignore[attr-defined]
    assert (change.public_id, change.who, change.why) == (DESKS[label].public_id(row), "keeper", WHY)  # type: ignore[attr-defined]
    assert change.at == NOW
    if label != "users.user":
        assert change.before != change.after


@pytest.mark.parametrize("label", sorted(EDITS))
def test_saving_without_an_edit_changes_nothing(client: Client, label: str) -> None:
    """Rows with facts say nothing new; accounts and groups are journalled at each save."""
    row = row_of(label)
    page = address(label, "change", row.pk)
    values = form_values(client.get(page))
    before = latest_seq()

    sent = client.post(page, {**values, "why": WHY})

    assert sent.status_code == 302, errors(sent)
    changes = Change.objects.filter(seq__gt=before)
    assert [change for change in changes if change.before != change.after] == []


@pytest.mark.parametrize("label", sorted(DESKS))
def test_every_page_opens_and_says_what_it_is_in_both_languages(client: Client, label: str) -> None:
    row, desk = row_of(label), DESKS[label]
    zh, en, plural = desk.called  # type: ignore[attr-defined]

    listed = client.get(address(label, "changelist")).content.decode()
    shown = client.get(address(label, "change", row.pk), headers={"accept-language": "en"}).content.decode()

    assert zh in listed
    assert plural.capitalize() in shown
    assert "secret" not in shown
    if not isinstance(desk, ReadOnlyDesk) and label != "events.occurrence":
        assert form_values(client.get(address(label, "add")))["why"] == [""]
        assert client.get(address(label, "delete", row.pk)).status_code == 200
        assert en


@pytest.mark.parametrize("label", READ_ONLY)
def test_what_programs_write_nobody_writes_by_hand(client: Client, label: str) -> None:
    row = row_of(label)

    answers = [
        client.post(address(label, "change", row.pk), {"why": WHY}),
        client.get(address(label, "add")),
        client.post(address(label, "delete", row.pk), {"post": "yes", "why": WHY}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]


@pytest.mark.parametrize("label", sorted(EDITS))
def test_a_row_that_others_need_is_not_deleted_and_one_that_none_needs_goes_into_the_journal(
    client: Client, label: str
) -> None:
    row = row_of(label)
    page = address(label, "delete", row.pk)
    before = latest_seq()

    without_reason = client.post(page, {"post": "yes"})
    client.post(page, {"post": "yes", "why": WHY})

    assert without_reason.status_code == 302 or b"deleted-objects" in without_reason.content
    gone = not DESKS[label].model._default_manager.filter(pk=row.pk).exists()
    deletions = Change.objects.filter(seq__gt=before, op="delete", who="keeper", why=WHY)
    assert deletions.count() == gone


@pytest.mark.parametrize("label", sorted(set(DESKS) - {"journal.counter"}))
def test_a_list_asks_as_much_for_three_rows_as_for_one(client: Client, label: str) -> None:
    """The counter has one row for ever."""
    keys = [str(key) for key in DESKS[label].model._default_manager.values_list("pk", flat=True)[:3]]
    assert len(keys) == 3, "there must be something to count"
    name = DESKS[label].model._meta.pk.name
    counts = []
    for chosen in (keys[:1], keys):
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address(label, "changelist"), {f"{name}__in": ",".join(chosen)})
        assert page.context["cl"].result_count == len(chosen)
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert counts[1] <= 12
