"""Words of one event and its dates."""

TEXTS: dict[str, tuple[str, str]] = {
    "event_when": ("什么时候", "When"),
    "event_where": ("在哪", "Where"),
    "event_all_dates": ("这个活动的其他日子", "All its dates"),
    "event_over": ("这一场已经过去了。", "This one is over."),
    "event_no_dates": ("日子没定", "No date yet"),
    "event_no_dates_who": (
        "由主办的村、剧团或单位定；定了就会出现在这里和日历上。",
        "The village, troupe or organiser sets it; it appears here and in the calendar once set.",
    ),
    "event_follow": (
        "只订这一个活动。改期、取消，手机日历会跟着变。",
        "Only this event. Your calendar follows when it moves or is cancelled.",
    ),
    "event_cancelled": ("整个活动取消了", "The whole event is cancelled"),
    "standing_scheduled": ("主办方定的日子", "Dated by its organiser"),
    "standing_announced": ("常办，日子由村里通知", "Held regularly; each date is announced"),
    "standing_tradition": ("按老规矩，没核实", "By custom, not verified"),
    "standing_history": ("办过，现在还办不办没核实", "Once held; whether it still is, not verified"),
    "standing_heritage": ("传下来的手艺，没有固定日子", "A living craft or art, without fixed dates"),
    "f_organiser": ("谁办", "Organiser"),
    "f_age": ("年龄", "Age"),
    "age_from": ("{n} 岁起", "from {n}"),
    "f_seats": ("座位", "Seats"),
    "seats_n": ("{n} 个", "{n}"),
    "dunno_venue": ("在哪办", "the venue"),
    "dunno_organiser": ("谁主办", "who organises it"),
    "f_kind": ("哪一类", "Kind"),
    "f_venue": ("场地", "Venue"),
}
