"""How dates, times, lengths and distances are said to a reader, in both languages."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from events.recurrence import lunar_text_en, lunar_text_zh, to_lunar
from events.recurrence.lunar import FIRST_DAY, LAST_DAY, day_text_zh, month_text_zh
from frontend.public.language import Language

COUNTY = ZoneInfo("Asia/Shanghai")
WEEKDAYS_ZH = "一二三四五六日"
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTHS_LONG_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def today_in_county(now: datetime) -> date:
    """Return the date on the county's calendars at an instant."""
    return now.astimezone(COUNTY).date()


def local(moment: datetime) -> datetime:
    """Return an instant as the county's wall time."""
    return moment.astimezone(COUNTY)


def clock(moment: datetime) -> str:
    """Write a wall time of the county: 08:30."""
    return f"{local(moment):%H:%M}"


def weekday(day: date, lang: Language) -> str:
    """Name the day of the week: 周六, Sat."""
    return lang.pick("周" + WEEKDAYS_ZH[day.weekday()], WEEKDAYS_EN[day.weekday()])


def day_month(day: date, lang: Language) -> str:
    """Write a day without its year: 12月5日, 5 Dec."""
    return lang.pick(f"{day.month}月{day.day}日", f"{day.day} {MONTHS_EN[day.month - 1]}")


def day_full(day: date, lang: Language) -> str:
    """Write a day with its weekday: 12月5日 周六, Sat 5 Dec 2026."""
    if lang is Language.ZH:
        return f"{day_month(day, lang)} {weekday(day, lang)}"
    return f"{weekday(day, lang)} {day_month(day, lang)} {day.year}"


def day_dated(day: date, lang: Language) -> str:
    """Write a day with its year: 2026年11月23日, 23 Nov 2026."""
    return lang.pick(f"{day.year}年{day_month(day, lang)}", f"{day_month(day, lang)} {day.year}")


def month_name(first: date, lang: Language) -> str:
    """Name a month: 2026年12月, December 2026."""
    return lang.pick(f"{first.year}年{first.month}月", f"{MONTHS_LONG_EN[first.month - 1]} {first.year}")


def lunar(day: date, lang: Language) -> str:
    """Write a lunar date: 十月廿七, lunar 10th month, day 27; nothing outside the table."""
    if not FIRST_DAY <= day <= LAST_DAY:
        return ""
    return lunar_text_zh(day) if lang is Language.ZH else lunar_text_en(day)


def lunar_short(day: date, lang: Language) -> str:
    """Write a lunar day for a small cell: 廿七, or the month on its first day; in English 10/27."""
    found = to_lunar(day)
    if lang is Language.EN:
        return f"{found.month}/{found.day}"
    return month_text_zh(found.month, leap=found.leap) if found.day == 1 else day_text_zh(found.day)


def length(minutes: int, lang: Language) -> str:
    """Say a stretch of time: 45 分, 2 小时 10 分; 45 min, 2 h 10."""
    hours, rest = divmod(minutes, 60)
    if hours == 0:
        return lang.pick(f"{rest} 分", f"{rest} min")
    zh = f"{hours} 小时" + (f" {rest} 分" if rest else "")
    return lang.pick(zh, f"{hours} h" + (f" {rest:02d}" if rest else ""))


def stretch(least: int, most: int, lang: Language) -> str:
    """Say an uncertain stretch of time, rounded to five minutes: 约 25–45 分."""
    low, high = 5 * (least // 5), 5 * -(-most // 5)
    if low >= high or low == 0:
        said = length(max(high, 5), lang)
    elif high < 60:
        said = lang.pick(f"{low}–{high} 分", f"{low}–{high} min")
    else:
        said = f"{length(low, lang)}–{length(high, lang)}"
    return lang.pick(f"约 {said}", f"about {said}")


def distance(metres: int, lang: Language) -> str:
    """Say a distance: 800 米, 3.5 公里, 23 公里."""
    if metres < 1000:
        rounded = 50 * round(metres / 50)
        return lang.pick(f"{rounded} 米", f"{rounded} m")
    kilometres = f"{metres / 1000:.1f}".removesuffix(".0") if metres < 10_000 else f"{metres / 1000:.0f}"
    return lang.pick(f"{kilometres} 公里", f"{kilometres} km")


def next_saturday(today: date) -> date:
    """Return the Saturday of this week, or today when it is one."""
    return today + timedelta(days=(5 - today.weekday()) % 7)


def days_of_month(first: date) -> list[date]:
    """Return the days of the month that begins at ``first``."""
    after = month_after(first)
    return [first + timedelta(days=number) for number in range((after - first).days)]


def month_after(first: date) -> date:
    """Return the first day of the next month."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def month_before(first: date) -> date:
    """Return the first day of the month before."""
    return (first - timedelta(days=1)).replace(day=1)
