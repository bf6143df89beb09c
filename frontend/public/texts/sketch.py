"""Words of our own sketch maps."""

TEXTS: dict[str, tuple[str, str]] = {
    "map_title": ("路上大概这样走", "Rough map"),
    "map_alt": ("示意图，不能用来导航", "Sketch, not for navigation"),
    "map_scale": ("{km} 公里 · 示意图，不能用来导航", "{km} km · Sketch, not for navigation"),
    "map_circles": ("虚线圈：位置只知道大概在圈里。", "Dashed circle: it lies somewhere inside."),
    "map_days": (
        "实线是第一天，断线是后面的日子，数字和左边一样。",
        "The solid line is the first day, broken lines the next; numbers as in the list.",
    ),
    "map_demo": ("（演示）", " (demo)"),
    "atlas_title": ("地图", "Map"),
    "atlas_lede": (
        "我们自己画的示意图。虚线圈多大，位置就可能差多远，导航请按名字搜。",
        "Our own sketch. A place may be anywhere in its dashed circle: search by name to navigate.",
    ),
    "atlas_description": (
        "沁阳和神农山的地点大概在哪：一张自己画的示意图，一张按号码的单子，哪些没有坐标。",
        "About where the places of Qinyang and Shennongshan are: a sketch, a list, and which have no position.",
    ),
    "atlas_list": ("图上的号码", "The numbers"),
    "atlas_within": ("大概在这，差可能有 {distance}", "about here, within {distance}"),
    "atlas_nowhere": ("没有坐标的", "Without a position"),
    "atlas_empty": ("这样找，没有一处有坐标。", "No place with a position matches."),
    "atlas_open": ("看地图", "Map"),
}
