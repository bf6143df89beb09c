"""The 24 solar terms of 1901 to 2099, by our own table."""

from datetime import date

from events.recurrence import term_table

NAMES: dict[str, tuple[str, str]] = {
    "xiaohan": ("小寒", "Minor Cold"),
    "dahan": ("大寒", "Major Cold"),
    "lichun": ("立春", "Start of Spring"),
    "yushui": ("雨水", "Rain Water"),
    "jingzhe": ("惊蛰", "Awakening of Insects"),
    "chunfen": ("春分", "Spring Equinox"),
    "qingming": ("清明", "Qingming"),
    "guyu": ("谷雨", "Grain Rain"),
    "lixia": ("立夏", "Start of Summer"),
    "xiaoman": ("小满", "Grain Buds"),
    "mangzhong": ("芒种", "Grain in Ear"),
    "xiazhi": ("夏至", "Summer Solstice"),
    "xiaoshu": ("小暑", "Minor Heat"),
    "dashu": ("大暑", "Major Heat"),
    "liqiu": ("立秋", "Start of Autumn"),
    "chushu": ("处暑", "End of Heat"),
    "bailu": ("白露", "White Dew"),
    "qiufen": ("秋分", "Autumn Equinox"),
    "hanlu": ("寒露", "Cold Dew"),
    "shuangjiang": ("霜降", "Frost's Descent"),
    "lidong": ("立冬", "Start of Winter"),
    "xiaoxue": ("小雪", "Minor Snow"),
    "daxue": ("大雪", "Major Snow"),
    "dongzhi": ("冬至", "Winter Solstice"),
}
_ORDER = tuple(NAMES)


def term_day(year: int, term: str) -> date:
    """Return the day of a solar term, by its pinyin name, in a year from 1901 to 2099."""
    if not term_table.FIRST_YEAR <= year <= term_table.LAST_YEAR:
        raise ValueError(f"{year} is outside the table of solar terms, which holds 1901 to 2099")
    index = _ORDER.index(term)
    at = (year - term_table.FIRST_YEAR) * 12
    bits = int(term_table.YEARS[at : at + 12], 16)
    month, earliest = term_table.EARLIEST[index]
    return date(year, month, earliest + (bits >> 2 * index & 3))
