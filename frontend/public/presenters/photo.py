"""Turns approved photos into what a page prints: what they show in words, and who took them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from frontend.public.language import Language
from frontend.public.moments import day_dated
from frontend.public.words import say

if TYPE_CHECKING:
    from tourism.tips.models import Photo

MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class PhotoView:
    """One photo on a page."""

    name: str
    width: int
    height: int
    alt: str
    alt_lang: str
    credit: str


def show_photos(photos: Iterable["Photo"], lang: Language) -> list[PhotoView]:
    """Return the first photos of a place."""
    return [
        PhotoView(
            name=photo.name,
            width=photo.width,
            height=photo.height,
            alt=lang.pick(photo.alt_zh, photo.alt_en),
            alt_lang=Language.ZH.code if lang is Language.EN and not photo.alt_en else "",
            credit=say(lang, "photo_by_visitor", day=day_dated(timezone.localdate(photo.approved_at), lang)),
        )
        for photo in list(photos)[:MOST_SHOWN]
    ]
