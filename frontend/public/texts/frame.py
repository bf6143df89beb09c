"""Words of the frame around every page."""

TEXTS: dict[str, tuple[str, str]] = {
    "site": ("游神农", "Shennong Trails"),
    "site_sub": ("沁阳 · 神农山", "Qinyang · Shennongshan"),
    "skip": ("跳到正文", "Skip to content"),
    "nav": ("主要页面", "Main pages"),
    "nav_home": ("首页", "Home"),
    "nav_plan": ("排行程", "Plan"),
    "nav_calendar": ("活动", "What's on"),
    "nav_places": ("地点", "Places"),
    "demo": ("演示", "Demo"),
    "demo_bar_label": ("演示数据", "Demo data"),
    "demo_bar": (
        "标了“演示”的活动、店铺、钟点和价钱是编的，用来试软件；其余地点和节令有出处。",
        "Events, shops, times and prices marked Demo are invented to try the software; other places and festivals are "
        "sourced.",
    ),
    "sos": ("遇到急事", "Emergency"),
    "police": ("报警", "Police"),
    "fire": ("火警", "Fire"),
    "ambulance": ("急救", "Ambulance"),
    "foot": (
        "票价、开放时间、电话多数还没核实，页面上会写明。",
        "Most prices, hours and phone numbers are not verified yet; each page says so.",
    ),
    "foot_api": ("开放数据与接口", "Open data and API"),
    "and_more": ("{names}等 {n} 处", "{names} and others ({n})"),
    "invented": ("演示：编的，用来试软件。", "Demo: invented to try the software."),
}
