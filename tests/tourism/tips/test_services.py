"""Tips: taken once, limited, settled by the staff, forgotten in time, and never in the journal with their words."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import override_settings

from tests.factories import NOW, make_place
from tests.tourism.images.pictures import encoded, photo
from tourism.images.guard import WIDTHS
from tourism.journal.models import Change
from tourism.journal.queries import public_stamp
from tourism.tips.limits import TOLD, TooOften
from tourism.tips.models import Photo, TellCount, Tip
from tourism.tips.queries import is_shown_photo, shown_photos, tip_counts
from tourism.tips.services import Draft, approve_photo, purge_tips, settle_tip, tell, withdraw_photo
from tourism.tips.store import path_of, read_picture
from tourism.values.errors import Conflict, Invalid, Refused

pytestmark = pytest.mark.django_db

HERE = "198.51.100.7"
LINE = "成人票 60 元，11 月 20 日在门口看的"


def draft(key: str = "one", **values: str) -> Draft:
    given = {"lang": "zh-Hans", "about_type": "place", "about_id": "pagoda", "field": "fares", "text": LINE, **values}
    return Draft(key=key, **given)


def told(key: str = "one", picture: bytes | None = None, **values: Any) -> Tip:
    return tell(draft(key, **values), None if picture is None else [picture], network=HERE, now=NOW)


def files() -> list[str]:
    try:
        folders = default_storage.listdir("photos")[0]
    except FileNotFoundError:
        return []
    return [file for folder in folders for file in default_storage.listdir(f"photos/{folder}")[1]]


def test_a_tip_is_kept_and_its_words_stay_out_of_the_journal() -> None:
    before = public_stamp()

    tip = told(contact="老王 13800000000")

    change = Change.objects.get(type="tip")
    assert (tip.text, tip.contact, tip.state) == (LINE, "老王 13800000000", Tip.State.NEW)
    assert change.after == {"about_type": "place", "about_id": "pagoda", "field": "fares", "state": "new"}
    assert public_stamp() == before


def test_the_same_tip_twice_is_one_and_costs_nothing_more() -> None:
    first = told(picture=encoded(photo()))
    stored = files()

    second = told(picture=encoded(photo()))

    assert second.pk == first.pk
    assert Tip.objects.count() == 1
    assert files() == stored
    assert len(stored) == len(WIDTHS)
    assert {row.count for row in TellCount.objects.all()} == {1}


def test_a_photo_alone_is_a_tip_and_nobody_sees_it() -> None:
    tip = told(text="", picture=encoded(photo(2000, 1000)))

    assert tip.photo is not None
    assert (tip.photo.width, tip.photo.height) == (1600, 800)
    assert not is_shown_photo(tip.photo.name)
    assert read_picture(tip.photo.name, 480)[:2] == b"\xff\xd8"


@pytest.mark.parametrize(
    ("values", "pointer"),
    [
        ({"text": ""}, "/text"),
        ({"text": "长" * 301}, "/text"),
        ({"contact": "长" * 81}, "/contact"),
        ({"text": "价\x00钱"}, "/text"),
        ({"text": "价\ud800钱"}, "/text"),
        ({"text": "价\u202e钱"}, "/text"),
        ({"text": "line\nline"}, "/text"),
        ({"contact": "\x1b[31m"}, "/contact"),
    ],
)
def test_what_cannot_be_read_is_refused_by_field(values: dict[str, Any], pointer: str) -> None:
    with pytest.raises(Invalid) as refusal:
        told(**values)

    assert refusal.value.errors[0].pointer == pointer
    assert not Tip.objects.exists()
    assert not TellCount.objects.exists()


def test_the_longest_line_and_every_script_are_taken() -> None:
    assert told(text="长" * 300).text == "长" * 300
    assert told("two", text="👨‍👩‍👧 𠀀 ok").text == "👨‍👩‍👧 𠀀 ok"


def test_a_bad_photo_leaves_no_tip_and_no_file() -> None:
    with pytest.raises(Refused) as refusal:
        told(picture=b"<svg onload=alert(1)>")

    assert refusal.value.code == "not_a_picture"
    assert not Tip.objects.exists()
    assert files() == []


def test_a_network_tells_so_often_and_then_waits() -> None:
    for number in range(TOLD.most):
        told(str(number))

    with pytest.raises(TooOften):
        told("one more")

    tell(draft("another"), None, network="198.51.100.8", now=NOW)
    tell(draft("later"), None, network=HERE, now=NOW + TOLD.window)
    assert Tip.objects.count() == TOLD.most + 2
    assert not [row for row in TellCount.objects.all() if HERE in row.key]


def test_settling_deletes_the_contact_and_a_refused_photo() -> None:
    used = told("used", contact="老王", picture=encoded(photo()))
    refused = told("refused", contact="老李", picture=encoded(photo()))

    settle_tip(used, used=True, who="ann", now=NOW)
    settle_tip(refused, used=False, who="ann", now=NOW)

    used.refresh_from_db()
    refused.refresh_from_db()
    assert (used.state, used.contact, used.photo is not None) == (Tip.State.USED, "", True)
    assert (refused.state, refused.contact, refused.photo) == (Tip.State.REFUSED, "", None)
    assert len(files()) == len(WIDTHS)
    assert Change.objects.filter(type="tip", who="ann").count() == 2


def test_two_of_the_staff_do_not_settle_one_tip_twice() -> None:
    tip = told()
    settle_tip(tip, used=True, who="ann", now=NOW)

    with pytest.raises(Conflict):
        settle_tip(tip, used=False, who="bob", now=NOW)


def test_an_approved_photo_is_shown_with_its_words_until_it_is_withdrawn() -> None:
    place = make_place("pagoda")
    tip = told(picture=encoded(photo()))

    shown = approve_photo(tip, place, alt_zh="售票处的价目牌", alt_en="", who="ann", now=NOW)
    settle_tip(tip, used=True, who="ann", now=NOW)

    assert list(shown_photos(place)) == [shown]
    assert is_shown_photo(shown.name)
    withdraw_photo(shown, who="ann", now=NOW)
    assert not is_shown_photo(shown.name)
    assert files() == []
    assert list(Change.objects.filter(type="photo").values_list("op", "who")) == [("upsert", "ann"), ("delete", "ann")]


def test_a_photo_without_words_is_not_shown() -> None:
    tip = told(picture=encoded(photo()))

    with pytest.raises(Invalid):
        approve_photo(tip, make_place("pagoda"), alt_zh=" ", alt_en="", who="ann", now=NOW)


def test_what_was_kept_long_enough_is_forgotten_and_the_rest_stays() -> None:
    place = make_place("pagoda")
    kept = told("kept", contact="老王", picture=encoded(photo()))
    approved = told("approved", picture=encoded(photo()))
    approve_photo(approved, place, alt_zh="牌", alt_en="", who="ann", now=NOW)
    settle_tip(approved, used=True, who="ann", now=NOW)

    purge_tips(now=NOW + timedelta(days=30) - timedelta(seconds=1))
    kept.refresh_from_db()
    assert (kept.contact, kept.photo is not None) == ("老王", True)
    purge_tips(now=NOW + timedelta(days=30))
    kept.refresh_from_db()
    assert (kept.contact, kept.photo is not None) == ("", True)
    purge_tips(now=NOW + timedelta(days=60))
    kept.refresh_from_db()
    assert kept.photo is None
    assert list(Photo.objects.all()) == list(shown_photos(place))
    purge_tips(now=NOW + timedelta(days=365))
    assert not Tip.objects.exists()
    assert shown_photos(place).exists()
    assert not TellCount.objects.exists()
    assert purge_tips(now=NOW + timedelta(days=365)) == 0


def test_files_without_a_row_are_swept_from_a_real_folder(tmp_path: Path) -> None:
    folders = {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}}
    with override_settings(STORAGES=folders):
        tip = told(picture=encoded(photo()))
        assert tip.photo is not None
        lost = tmp_path / path_of("ab" + "0" * 30, 480)
        lost.parent.mkdir(parents=True, exist_ok=True)
        lost.write_bytes(b"x")

        purge_tips(now=NOW + timedelta(days=30))

        assert not lost.exists()
        assert {path.stat().st_mode & 0o777 for path in tmp_path.rglob("*.jpg")} == {0o600}
        assert len(list(tmp_path.rglob("*.jpg"))) == len(WIDTHS)


def test_tips_are_counted_beside_the_field_they_are_about() -> None:
    told("one")
    told("two")
    told("three", field="hours")
    settle_tip(told("four"), used=True, who="ann", now=NOW)

    counts = tip_counts([("place", "pagoda"), ("place", "other")])

    assert counts == {("place", "pagoda", "fares"): 2, ("place", "pagoda", "hours"): 1}
    assert connection.vendor in ("sqlite", "postgresql")
