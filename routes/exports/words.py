"""What the files for other programs say, once in each language."""

from collections.abc import Iterable

from routes.exports.trail import Section, Waypoint
from tourism.values.geo import Basis, Position

WORDS: dict[str, tuple[str, str]] = {
    "about": ("大概在这，别按它导航：{name}", "About here, do not navigate: {name}"),
    "demo": ("【演示】{name}", "[Demo] {name}"),
    "order": (
        "点按到访的先后排。两点之间没有画路，也不是走过的轨迹；怎么走请看导航软件。",
        "The points stand in the order of visits. No road or track is claimed between them; ask your navigation app.",
    ),
    "datum": ("坐标是 WGS-84。", "Coordinates are WGS-84."),
    "about_note": (
        "名字里写着“大概在这，别按它导航”的点，位置只知道大概，请按名字搜。",
        "Where a name begins “About here, do not navigate”, the position is approximate: search by name.",
    ),
    "demo_note": (
        "标了【演示】的是编的，用来试软件，不是真的。",
        "What is marked [Demo] is invented to try the software; it is not real.",
    ),
    "absent": ("不在地图上，因为没有坐标：{names}。", "Not on the map, as no coordinates are known: {names}."),
    "off_by": ("位置差可能有 {length}。", "It may be {length} off."),
    "off_unknown": ("位置差多少没核实。", "How far off it may be is not verified."),
    "in_town": ("只知道在哪个镇，点在镇的位置上。", "Only its town is known; the point is the town's."),
    "in_area": ("只知道在哪个景区或片区，点在那里的中间。", "Only its area is known; the point is the middle of that."),
    "no_position": ("没有坐标，请按名字搜。", "No coordinates are known: search by name."),
    "near_last": ("在前一站附近，没有定下哪一家。", "Near the stop before; no place is chosen."),
    "earns": ("这里受益的是：{name}。", "Who earns here: {name}."),
    "no_hours": ("开放时间未核实。", "Opening hours are not verified."),
    "no_price": ("票价未核实，别按免费算。", "The price is not verified; do not count on it being free."),
    "way": ("路上约 {minutes} 分（{mode}）。", "About {minutes} min on the way ({mode})."),
    "car": ("开车", "by car"),
    "coach": ("坐车", "by coach"),
    "bike": ("骑车", "by bicycle"),
    "walk": ("步行", "on foot"),
    "day": ("第{number}天 {date}", "Day {number} {date}"),
    "changed": ("{name}：{text}", "{name}: {text}"),
    "sets_out": ("出发：{name}", "Set out: {name}"),
    "day_over": ("到：{name}", "Arrive: {name}"),
    "trip": ("游神农行程 {first}", "Shennong Trails trip {first}"),
}


def say(lang: str, key: str, **values: object) -> str:
    """Return a text in a language."""
    zh, en = WORDS[key]
    return (zh if lang.startswith("zh") else en).format(**values)


def pin_name(point: Waypoint, lang: str) -> str:
    """Name a point for a map that steers to it: first of all, whether it should."""
    return point.name if point.is_navigable else say(lang, "about", name=point.name)


def label(name_zh: str, name_en: str, lang: str, *, demo: bool) -> str:
    """Name something in a language, in English with the Chinese that its signs show; say first if it is invented."""
    if lang.startswith("zh") or not name_en:
        name = name_zh or name_en
    else:
        name = name_en if name_zh in ("", name_en) else f"{name_en} {name_zh}"
    return say(lang, "demo", name=name) if demo else name


def position_notes(position: Position, lang: str) -> tuple[str, ...]:
    """Say how far a position can be trusted; nothing where it may be steered to."""
    if position.coordinate is None:
        return (say(lang, "no_position"),)
    if position.precision_m is None:
        return (*_basis_notes(position, lang), say(lang, "off_unknown"))
    notes = _basis_notes(position, lang)
    return (*notes, say(lang, "off_by", length=_length(position.precision_m, lang))) if position.precision_m else notes


def file_notes(points: Iterable[Waypoint], lang: str) -> tuple[str, ...]:
    """Say what holds for a whole file."""
    listed = list(points)
    keys = ["order", "datum"]
    if any(point.coordinate is not None and not point.is_navigable for point in listed):
        keys.append("about_note")
    if any(point.demo for point in listed):
        keys.append("demo_note")
    return tuple(say(lang, key) for key in keys)


def absent_note(section: Section, lang: str) -> tuple[str, ...]:
    """Name what a map cannot show, if there is any."""
    names = ("、" if lang.startswith("zh") else ", ").join(point.name for point in section.absent)
    return (say(lang, "absent", names=names),) if names else ()


def _basis_notes(position: Position, lang: str) -> tuple[str, ...]:
    key = {Basis.TOWN: "in_town", Basis.AREA: "in_area"}.get(position.basis)
    return (say(lang, key),) if key else ()


def _length(metres: int, lang: str) -> str:
    if metres < 1000:
        return f"{metres} 米" if lang.startswith("zh") else f"{metres} m"
    return f"{metres / 1000:g} 公里" if lang.startswith("zh") else f"{metres / 1000:g} km"
