"""The words of the calendar in both languages, for bytes that are stored and so must not depend on a request."""

from events.choices import Category
from events.models import Occurrence

CATEGORIES: dict[str, tuple[str, str]] = {
    Category.BANQUET: ("饺子宴", "Dumpling banquet"),
    Category.TOURNAMENT: ("球赛", "Tournament"),
    Category.OPERA: ("戏曲", "Opera"),
    Category.FESTIVAL: ("节会", "Festival"),
    Category.TEMPLE_FAIR: ("庙会", "Temple fair"),
    Category.WORKSHOP: ("手作", "Workshop"),
    Category.FLOWER_SEASON: ("花期", "Flower season"),
    Category.TRAINING: ("培训", "Training"),
    Category.VOLUNTEERING: ("志愿服务", "Volunteering"),
    Category.HERITAGE: ("非遗", "Heritage"),
}

REASONS: dict[str, tuple[str, str]] = {
    Occurrence.Reason.WEATHER: ("天气", "weather"),
    Occurrence.Reason.POWER: ("停电", "no electricity"),
    Occurrence.Reason.PEOPLE: ("人手", "not enough people"),
    Occurrence.Reason.VENUE: ("场地", "the venue"),
    Occurrence.Reason.OTHER: ("其他", "other"),
    Occurrence.Reason.RULE_CHANGED: ("日程改了", "the schedule changed"),
}

_WEEKDAYS_ZH = "一二三四五六日"


def category_word(category: str, lang: str) -> str:
    """Name a category."""
    return _side(CATEGORIES[category], lang)


def reason_word(reason: str, lang: str) -> str:
    """Name a reason for cancelling."""
    return _side(REASONS[reason], lang)


def weekday_zh(number: int) -> str:
    """Name a weekday, Monday being 0."""
    return f"周{_WEEKDAYS_ZH[number]}"


def _side(pair: tuple[str, str], lang: str) -> str:
    return pair[1] if lang == "en" else pair[0]
