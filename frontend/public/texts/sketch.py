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
}
