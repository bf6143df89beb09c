"""Every text of the pages, once in each language. What comes from the county's rows is not here."""

from frontend.public.language import Language
from frontend.public.texts import (
    about,
    calendar,
    changes,
    county,
    errors,
    event,
    filling,
    frame,
    home,
    maps,
    place,
    plan,
    questions,
    search,
    signin,
    sketch,
    subscribe,
    tell,
    trip,
)

FAMILIES = (
    about,
    calendar,
    changes,
    county,
    errors,
    event,
    filling,
    frame,
    home,
    maps,
    place,
    plan,
    questions,
    search,
    signin,
    sketch,
    subscribe,
    tell,
    trip,
)
WORDS = {key: texts for family in FAMILIES for key, texts in family.TEXTS.items()}


def say(lang: Language, key: str, **values: object) -> str:
    """Return a text in a language, with its values filled in."""
    text = lang.pick(*WORDS[key])
    return text.format(**values) if values else text
