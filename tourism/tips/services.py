"""Takes what visitors tell, settles it once the staff have looked, and forgets what nobody may keep."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tourism.images.guard import clean_picture
from tourism.journal.services import recording
from tourism.places.models import Place
from tourism.tips.limits import LIMITS, PHOTOS_BY_ALL, TOLD, TOLD_BY_ALL, count_or_refuse
from tourism.tips.models import Photo, TellCount, Tip
from tourism.tips.store import forget_picture, store_picture, sweep_store
from tourism.values.errors import Conflict, FieldError, Invalid

TYPE, PHOTO_TYPE = "tip", "photo"
LICENCE = "shown with the visitor's consent"
LONGEST_TEXT, LONGEST_CONTACT, LONGEST_ALT = 300, 80, 200
CONTACT_KEPT = timedelta(days=30)
UNSEEN_PHOTO_KEPT = timedelta(days=60)
SETTLED_KEPT = timedelta(days=365)
UNSEEN_KEPT = timedelta(days=365)
SWEPT_AFTER = timedelta(days=1)
EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to tell; ``key`` names the form and its content, so that sending twice is telling once."""

    key: str
    lang: str
    about_type: str = ""
    about_id: str = ""
    about_name: str = ""
    field: str = ""
    text: str = ""
    contact: str = ""


def tell(draft: Draft, photo: Iterable[bytes] | None, *, network: str, now: datetime) -> Tip:
    """Take a tip, with its photo cleaned; the same one twice is one. Nothing of it is public."""
    _refuse_wrong(draft, has_photo=photo is not None)
    told = Tip.objects.filter(key=draft.key).first()
    if told is not None:
        return told
    for limit, who in ((TOLD, network), (TOLD_BY_ALL, EVERYBODY)):
        count_or_refuse(limit, who, now=now)
    stored = None
    if photo is not None:
        count_or_refuse(PHOTOS_BY_ALL, EVERYBODY, now=now)
        # Outside of the transaction: decoding takes a second, and meanwhile nobody else could write.
        picture = clean_picture(photo)
        stored = Photo(name=store_picture(picture), width=picture.width, height=picture.height, created_at=now)
    try:
        return _written(draft, stored, now)
    except BaseException:
        if stored is not None:
            forget_picture(stored.name)
        raise


def settle_tip(tip: Tip, *, used: bool, who: str, now: datetime) -> Tip:
    """Say what became of a tip: its contact details go, and a photo that was not approved goes with a refusal."""
    with recording(at=now, who=who, why="settled") as log:
        fresh = _locked_new(tip)
        before = _journal_row(fresh)
        fresh.state = Tip.State.USED if used else Tip.State.REFUSED
        fresh.contact = ""
        fresh.settled_at, fresh.settled_by = now, who
        dropped = "" if used else _dropped(fresh)
        fresh.save()
        log.upsert(TYPE, str(fresh.pk), before=before, after=_journal_row(fresh))
    # After the commit: a row that came back would show a file that is not there.
    forget_picture(dropped)
    return fresh


def approve_photo(tip: Tip, place: Place, *, alt_zh: str, alt_en: str, who: str, now: datetime) -> Photo:
    """Show a tip's photo on the page of a place, with what it shows in words."""
    if not alt_zh.strip():
        raise Invalid("say in Chinese what the photo shows", "用一句话写照片里是什么", field="/alt_zh")
    with recording(at=now, who=who, why="photo approved") as log:
        photo = Photo.objects.select_for_update().filter(tip=tip).first()
        if photo is None:
            raise Conflict("the photo is gone", "照片已经不在了", field="/photo")
        photo.place, photo.approved_at, photo.licence = place, now, LICENCE
        photo.alt_zh, photo.alt_en = alt_zh.strip()[:LONGEST_ALT], alt_en.strip()[:LONGEST_ALT]
        photo.save()
        log.upsert(PHOTO_TYPE, photo.name, before=None, after=_photo_row(photo))
    return photo


def withdraw_photo(photo: Photo, *, who: str, now: datetime) -> None:
    """Take a photo away from its page and from the store."""
    with recording(at=now, who=who, why="photo withdrawn") as log:
        log.delete(PHOTO_TYPE, photo.name, before=_photo_row(photo))
        photo.delete()
    forget_picture(photo.name)


def purge_tips(*, now: datetime) -> int:
    """Forget what was kept long enough, and return how much that was; may be run at any time, and twice."""
    forgotten = Tip.objects.filter(created_at__lte=now - CONTACT_KEPT).exclude(contact="").update(contact="")
    stale, _ = Photo.objects.filter(approved_at__isnull=True, created_at__lte=now - UNSEEN_PHOTO_KEPT).delete()
    settled, _ = Tip.objects.filter(settled_at__lte=now - SETTLED_KEPT).delete()
    unseen, _ = Tip.objects.filter(state=Tip.State.NEW, created_at__lte=now - UNSEEN_KEPT).delete()
    longest = max(limit.window for limit in LIMITS)
    counts, _ = TellCount.objects.filter(since__lte=now - longest).delete()
    # Files whose rows are gone, and those of a process that died between the file and its row.
    swept = sweep_store(set(Photo.objects.values_list("name", flat=True)), before=now - SWEPT_AFTER)
    return forgotten + stale + settled + unseen + counts + swept


def _refuse_wrong(draft: Draft, *, has_photo: bool) -> None:
    errors = []
    if not draft.text and not has_photo:
        errors.append(FieldError("/text", "required", "写一句话，或者附一张照片。", "Write one line, or add a photo."))
    for name, text, most in (("text", draft.text, LONGEST_TEXT), ("contact", draft.contact, LONGEST_CONTACT)):
        if len(text) > most:
            errors.append(
                FieldError(f"/{name}", "too_long", f"最多 {most} 个字，现在 {len(text)} 个。",
                           f"At most {most} characters; there are {len(text)}.")
            )  # fmt: skip
        elif not _is_plain(text):
            errors.append(
                FieldError(f"/{name}", "malformed_text", "里面有看不见的控制字符，删掉再发。",
                           "It holds invisible control characters; take them out.")
            )  # fmt: skip
    if errors:
        raise Invalid(errors[0].text_en, errors[0].text_zh, field=errors[0].pointer, errors=errors)


def _is_plain(text: str) -> bool:
    # Printable, or what joins emoji; marks that turn the direction of text could make a line say another thing.
    return all(character.isprintable() or character == "\u200d" for character in text)


def _written(draft: Draft, photo: Photo | None, now: datetime) -> Tip:
    with recording(at=now, why="told") as log:
        if photo is not None:
            photo.save()
        tip, is_new = Tip.objects.get_or_create(
            key=draft.key,
            defaults={
                "about_type": draft.about_type,
                "about_id": draft.about_id,
                "about_name": draft.about_name,
                "field": draft.field,
                "text": draft.text,
                "contact": draft.contact,
                "lang": draft.lang,
                "photo": photo,
                "created_at": now,
            },
        )
        if is_new:
            log.upsert(TYPE, str(tip.pk), before=None, after=_journal_row(tip))
        elif photo is not None:
            # The same form was sent twice at once, and the other one came first.
            photo.delete()
    if photo is not None and not is_new:
        forget_picture(photo.name)
    return tip


def _locked_new(tip: Tip) -> Tip:
    fresh = Tip.objects.select_for_update().filter(pk=tip.pk, state=Tip.State.NEW).first()
    if fresh is None:
        raise Conflict("somebody has dealt with this tip already", "这一条别人已经处理过了", field="/tip")
    return fresh


def _dropped(tip: Tip) -> str:
    """Take a photo that nobody approved from its tip, and return its name."""
    photo = tip.photo
    if photo is None or photo.approved_at is not None:
        return ""
    tip.photo = None
    photo.delete()
    return photo.name


def _journal_row(tip: Tip) -> dict[str, str]:
    """Return what the journal may know of a tip: what it is about, and nothing of what it says or who sent it."""
    return {"about_type": tip.about_type, "about_id": tip.about_id, "field": tip.field, "state": str(tip.state)}


def _photo_row(photo: Photo) -> dict[str, str]:
    place = photo.place.slug if photo.place else ""
    return {"place": place, "alt_zh": photo.alt_zh, "alt_en": photo.alt_en, "licence": photo.licence}
