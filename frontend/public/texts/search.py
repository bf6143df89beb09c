"""Words of the search."""

TEXTS: dict[str, tuple[str, str]] = {
    "search_title": ("搜一下", "Search"),
    "search_for": ("搜“{q}”", "Search: “{q}”"),
    "search_label": ("找什么", "What to look for"),
    "search_go": ("搜", "Search"),
    "search_nothing": ("没找到这个名字", "Nothing has this name"),
    "search_nearest": ("最像的两个：", "The two nearest names:"),
    "search_hint": ("两个字就行，拼音和首字母也行。", "Chinese words, pinyin, initials or English names all work."),
    "search_description": (
        "找沁阳和神农山的地点、活动和线路。",
        "Find places, events and routes of Qinyang and Shennongshan.",
    ),
}
