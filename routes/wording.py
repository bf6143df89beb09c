"""What each code says to a traveller, in both languages: the thing first, then what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from routes.codes import Caution, Fault, LeftOut, Mark, Reason, Refusal
from routes.planner.mend import Act
from routes.planner.rules import Rule


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages."""

    zh: str
    en: str

    def in_lang(self, lang: str) -> str:
        """Return the sentence in a language."""
        return self.zh if lang.startswith("zh") else self.en


class _Blank(dict[str, object]):
    """Parameters of a template; one that was not given stays empty, so that a text can never fail."""

    def __missing__(self, key: str) -> str:
        return ""


FAULTS: dict[Fault, tuple[str, str]] = {
    Fault.UNKNOWN_FIELD: (
        "没有 {name} 这一项。能用的有：{known}。",
        "There is no field {name}. Known fields: {known}.",
    ),
    Fault.REQUIRED: ("缺 {name}。", "{name} is missing."),
    Fault.NOT_TEXT: ("要一段不超过 {most} 个字的文字。", "Give text of at most {most} characters."),
    Fault.NOT_A_DATE: ("日期写成 2026-12-05 这样，在 2099 年以前。", "Give a date such as 2026-12-05, before 2100."),
    Fault.NOT_A_TIME: ("时间写成 08:30 这样。", "Give a time such as 08:30."),
    Fault.NOT_A_WHOLE_NUMBER: ("要一个整数。", "Give a whole number."),
    Fault.NOT_A_BOOLEAN: ("要 true 或 false。", "Give true or false."),
    Fault.NOT_A_LIST: ("要一个列表。", "Give a list."),
    Fault.NOT_AN_OBJECT: ("要一个对象。", "Give an object."),
    Fault.OUT_OF_RANGE: ("要在 {least} 和 {most} 之间。", "It must lie between {least} and {most}."),
    Fault.NOT_ONE_OF: ("只能是：{known}。", "It must be one of: {known}."),
    Fault.TOO_MANY: ("最多 {most} 项。", "At most {most} entries."),
    Fault.TOO_MANY_DAYS: (
        "一次排 1 到 {most} 天，您选了 {found} 天。",
        "A plan holds 1 to {most} days; you chose {found}.",
    ),
    Fault.NOT_ONE_TARGET: (
        "要写 place、occurrence、theme 中的一个，只写一个。",
        "Give exactly one of place, occurrence, theme.",
    ),
    Fault.NOT_A_SPOT: (
        "要么写 place，要么写 lat 和 lon（crs 可写 wgs84、gcj02、bd09）。",
        "Give either place, or lat and lon (with crs wgs84, gcj02 or bd09).",
    ),
    Fault.NOT_A_STRETCH: (
        "写成两个时间，前早后晚，比如 08:00 到 10:00。",
        "Give two times, the earlier first, such as 08:00 and 10:00.",
    ),
    Fault.NOT_MONEY: ("金额是不小于 0、最多两位小数的数。", "An amount is 0 or more, with at most 2 decimal places."),
    Fault.NOBODY_COMES: ("至少要有一个人去。", "At least one person must come."),
    Fault.TOO_MANY_PEOPLE: ("一次最多 {most} 个人，现在是 {found} 个。", "At most {most} people; you have {found}."),
    Fault.DAY_TOO_SHORT: ("一天要从早到晚：day_end 晚于 day_start。", "day_end must be later than day_start."),
    Fault.TOO_EARLY: (
        "{found} 比出门还早。写最后一天回程的车几点开。",
        "{found} is before the day sets out. Give the time of the last transport back, on the last day.",
    ),
    Fault.WRONG_NIGHTS: (
        "住处写一处，或每晚一处，一共 {needed} 处。",
        "Give one lodging, or one for each night: {needed}.",
    ),
    Fault.NOT_BUILT: (
        "{name} 现在只能是 {known}，别的还没做好。",
        "{name} can only be {known} for now; the rest is not built yet.",
    ),
    Fault.PAST_DATE: (
        "{found} 已经过去了。选 {needed} 或以后的日子。",
        "{found} has passed. Choose {needed} or a later day.",
    ),
    Fault.UNKNOWN_PLACE: ("没有 {found} 这个地点。", "There is no place {found}."),
    Fault.UNKNOWN_OCCURRENCE: ("这几天没有 {found} 这一场。", "There is no occurrence {found} in these days."),
    Fault.UNKNOWN_THEME: ("没有 {found} 这个主题。能用的有：{known}。", "There is no theme {found}. Known: {known}."),
    Fault.NO_POSITION: (
        "{found} 没有坐标，不能当起点、终点或住处。换成别的地点，或写 lat 和 lon。",
        "{found} has no coordinates, so no day can start or end there. Choose another place, or give lat and lon.",
    ),
}

REASONS: dict[Reason, tuple[str, str]] = {
    Reason.MUST: ("您点名要去。", "You asked for it."),
    Reason.PREFERRED: ("您说想去。", "You would like to go."),
    Reason.INTEREST: ("合您的兴趣：{theme}。", "You like {theme}."),
    Reason.ON_THAT_DAY: ("这天正好有这一场。", "It is on that day."),
    Reason.MEAL_TIME: ("到饭点了。", "It is time to eat."),
    Reason.REST_TIME: ("走了一阵了，找个能坐的地方。", "You have been on your feet; find a seat."),
    Reason.FITS: ("顺路，时间也够。", "It is on the way and there is time."),
}

CAUTIONS: dict[Caution, tuple[str, str]] = {
    Caution.HOURS_ASSUMED: (
        "按 {opens}–{closes} 开放来排，没核实。去前先问。",
        "Planned as open {opens}–{closes}, not verified. Ask before you go.",
    ),
    Caution.PRICE_UNKNOWN: (
        "价钱未核实，别按免费算，到售票处再定。",
        "Price not verified. Do not count on it being free.",
    ),
    Caution.POSITION_ABOUT: (
        "位置只知道大概，差可能有 {kilometres} 公里。导航请按名字搜。",
        "Position approximate, within {kilometres} km. Search by name to navigate.",
    ),
    Caution.VISIT_LENGTH_ASSUMED: (
        "按停留 {minutes} 分钟来排，是估计的。",
        "Planned as {minutes} minutes, which is an estimate.",
    ),
    Caution.NO_EATING_PLACE_KNOWN: (
        "附近没有登记过的吃饭地方，到了再找，或带上干粮。",
        "No eating place is known near here. Look for one there, or bring food.",
    ),
    Caution.MEAL_INSIDE: (
        "{meal}在这一站里吃，里面有没有饭馆没核实，带上干粮。",
        "{meal} falls within this visit; whether food is sold there is not verified. Bring some.",
    ),
    Caution.STEPS_UNKNOWN: (
        "有没有台阶没核实，腿脚不便先别当作没有。",
        "Steps not verified; do not assume step-free.",
    ),
    Caution.REST_INSIDE: (
        "歇脚在这一站里，累了就坐。",
        "The rest of these hours is within this visit: sit down when tired.",
    ),
    Caution.NO_TOILET_KNOWN: (
        "到这里已经 {hours} 个多小时没有核实过的厕所，路上见到先去。",
        "No toilet is known for more than {hours} hours up to here; use one when you see it.",
    ),
    Caution.OUTDOORS: ("这一站在露天，{weather}要有准备。", "This stop is under the sky; prepare for {weather}."),
    Caution.NO_SPARE_TIME: ("这一站前后没有富余。", "There is no spare time around this stop."),
    Caution.TENTATIVE: ("这一场还没定下来。", "This one is not confirmed yet."),
    Caution.START_ASSUMED: ("没说从哪出发，按{place}算。", "No start given; planned from {place}."),
    Caution.END_ASSUMED: ("没说回到哪，按{place}算。", "No end given; planned to {place}."),
    Caution.LODGING_ASSUMED: ("没说住哪，按住{place}算。", "No lodging given; planned as {place}."),
    Caution.PLANNED_FOR_RAIN: (
        "这份是下雨时的安排：能在屋里就在屋里，点名要去的照去。",
        "Planned for rain: under a roof where possible; what you asked for stays.",
    ),
    Caution.PLANNED_FOR_HEAT: (
        "这份是大热天的安排：能在屋里就在屋里，点名要去的照去。",
        "Planned for heat: indoors where possible; what you asked for stays.",
    ),
    Caution.NO_VERIFIED_SERVICE: (
        "有 {legs} 段路要自己找车：没查到能核实的班车。",
        "{legs} legs need a ride to be arranged: no bus is verified.",
    ),
    Caution.DEMO_ROWS: (
        "方案里有演示数据，不是真的店、价钱或场次。",
        "This plan holds demo data: no real shops, prices or shows.",
    ),
    Caution.COST_INCOMPLETE: (
        "花费算不齐：{total} 处里 {unknown} 处价钱未知。",
        "The cost cannot be added up: {unknown} of {total} prices unknown.",
    ),
    Caution.NO_EVENT_KNOWN: (
        "这几天没有登记好日子的活动。",
        "No dated event is registered for these days.",
    ),
    Caution.SEARCH_CUT_SHORT: (
        "时间到了，方案可能还能更好。",
        "Time ran out; a better plan may exist.",
    ),
}

LEFT_OUT: dict[LeftOut, tuple[str, str]] = {
    LeftOut.POSITION_UNKNOWN: ("没有坐标，排不进去。", "Its position is not known, so it cannot be planned."),
    LeftOut.CLOSED_THAT_DAY: ("这几天不开。", "It is closed on these days."),
    LeftOut.OUT_OF_SEASON: ("这时候不当季。", "It is out of season then."),
    LeftOut.EVENT_CANCELLED: ("这一场取消了。", "It is cancelled."),
    LeftOut.DIET: ("和您的饮食要求不合，或没核实合不合。", "It does not meet your diet, or is not known to."),
    LeftOut.HAS_STEPS: ("那里有台阶。", "It has steps."),
    LeftOut.ACCESSIBILITY_UNKNOWN: (
        "有没有台阶没核实，不当作没有。",
        "Whether it has steps is not verified, so it is not taken for step-free.",
    ),
    LeftOut.AVOIDED: ("您说不去。", "You asked to avoid it."),
    LeftOut.PART_OR_WHOLE_CHOSEN: (
        "和已经排进去的是同一处。",
        "A part of it, or the whole it is part of, is in the plan.",
    ),
    LeftOut.OTHER_DATE_CHOSEN: ("同一个活动已经排了另一场。", "Another date of the same event is in the plan."),
    LeftOut.OUTSIDE_YOUR_HOURS: ("不在您每天的出门时间里。", "It is outside the hours of your days."),
    LeftOut.TOO_FAR: ("路太远，当天来不及。", "It is too far for any of the days."),
    LeftOut.TOO_MUCH_WALKING: ("一天要走的路太多。", "It is too much walking for a day."),
    LeftOut.TOO_LONG_ON_THE_GO: ("去那里一天太累。", "It keeps you on the go too long for a day."),
    LeftOut.TOO_MANY_STEPS: ("那里的台阶太多。", "It has too many steps for a day."),
    LeftOut.OVER_BUDGET: ("加上它就超出预算。", "It would exceed the budget."),
    LeftOut.NO_TIME_LEFT: ("时间不够，让给了别的。", "There is no time left beside the rest."),
}

MARKS: dict[Mark, tuple[str, str]] = {
    Mark.EVENT_CANCELLED: (
        "这一场取消了（{reason}）。换一样玩的。",
        "Cancelled ({reason}). Choose something else.",
    ),
    Mark.EVENT_POSTPONED: (
        "这一场延期，新日子还没定。先别专程去。",
        "Postponed, with no new date yet. Do not rely on it.",
    ),
    Mark.EVENT_MOVED: ("这一场改时间了，现在是{when}。", "The time has changed: it is now {when}."),
    Mark.EVENT_ELSEWHERE: ("这一场换地方了，现在在{place}。", "It has moved to another place: {place}."),
    Mark.EVENT_WITHDRAWN: (
        "这个活动撤下了。去之前问主办方。",
        "This event was withdrawn. Ask its organiser first.",
    ),
    Mark.PLACE_CLOSED: ("{first} 到 {last} 不开（{reason}）。", "Closed {first} to {last} ({reason})."),
    Mark.PLACE_WITHDRAWN: ("这个地点撤下了。去之前先问。", "This place was taken off our list. Ask before you go."),
    Mark.PLACE_OUT_OF_SEASON: ("这一天不当季。", "It is out of season on that day."),
    Mark.HOURS_CHANGED: (
        "开放时间改了，那天{hours}，这一站的时间对不上了。",
        "Its hours have changed: that day {hours}, which this stop no longer fits.",
    ),
}

RULES: dict[Rule, tuple[str, str]] = {
    Rule.WRONG_DAYS: ("要 {needed} 天，方案是 {found} 天。", "The trip has {needed} days, the plan {found}."),
    Rule.WRONG_DATE: (
        "这一天写的是 {name}，行程里是 {day}。",
        "This day says {name}; in the trip it is {day}.",
    ),
    Rule.WRONG_WEEKDAY: ("{day} 不是{name}。", "{day} is not a {name}."),
    Rule.UNKNOWN_PLACE: ("没有 {name} 这个地点或场次。", "There is no place or occurrence {name}."),
    Rule.NOT_A_STOP: ("{name}不是一站：是镇、车站或住处。", "{name} is a town, a station or a lodging, not a stop."),
    Rule.POSITION_UNKNOWN: ("{name}没有坐标。", "The position of {name} is not known."),
    Rule.AVOIDED: ("您说不去{name}。", "You asked to avoid {name}."),
    Rule.DIET: ("{name}不合您的饮食要求，或没核实。", "{name} does not meet your diet, or is not known to."),
    Rule.HAS_STEPS: ("{name}有台阶。", "{name} has steps."),
    Rule.ACCESSIBILITY_UNKNOWN: (
        "{name}有没有台阶没核实，不能当作没有。",
        "Whether {name} has steps is not verified, so it is not taken for step-free.",
    ),
    Rule.OUT_OF_SEASON: ("这几天{name}不当季。", "{name} is out of season on these days."),
    Rule.CLOSED_THAT_DAY: ("{day}{name}不开。", "{name} is closed on {day}."),
    Rule.NOT_YET_OPEN: ("{name} {needed} 才开。", "{name} opens at {needed}."),
    Rule.LAST_ENTRY_MISSED: ("{name}最晚 {needed} 要到。", "{name} must be started by {needed}."),
    Rule.EVENT_MISSED: ("{day}赶不上{name}。", "{name} is missed on {day}."),
    Rule.EVENT_CANCELLED: ("{name}已取消。", "{name} is cancelled."),
    Rule.VISIT_TOO_SHORT: ("{name}至少要 {needed} 分钟。", "{name} needs at least {needed} minutes."),
    Rule.OVERLAPPING: ("时间前后打架。", "The times overlap or run backwards."),
    Rule.TRAVEL_TOO_SHORT: (
        "路上最少 {needed} 分，只留了 {found} 分。",
        "The way takes {needed} min, {found} are left.",
    ),
    Rule.DAY_TOO_EARLY: ("{needed}之前就要动身或到场。", "It needs a start before {needed}."),
    Rule.LAST_TRANSPORT_MISSED: (
        "{day}的末班车 {needed} 开，{found} 才赶得到。",
        "The last transport leaves at {needed} on {day}; you are there at {found}.",
    ),
    Rule.DAY_TOO_LONG: ("{day}要 {found} 才回得来，您要 {needed} 前。", "{day} ends at {found}, later than {needed}."),
    Rule.REPEATED_PLACE: ("{name}排了两次。", "{name} is in the plan twice."),
    Rule.REPEATED_EVENT: ("同一个活动排了两场：{name}。", "Two dates of one event are in the plan: {name}."),
    Rule.PART_AND_WHOLE: ("{name}和它的一部分都在方案里。", "{name} meets a part or the whole of itself in the plan."),
    Rule.MEAL_MISSING: ("{day}没有留出{name}的时间。", "{day} leaves no time for {name}."),
    Rule.MEAL_TWICE: ("{name}排了两顿。", "{name} is in the day twice."),
    Rule.REST_MISSING: ("{day}没有留出歇一歇的时间。", "{day} leaves no time for a rest."),
    Rule.TOO_MANY_STOPS: (
        "{day}排了 {found} 站，这个节奏最多 {needed} 站。",
        "{day} has {found} stops; this pace {needed}.",
    ),
    Rule.TOO_MUCH_WALKING: (
        "{day}要走 {found} 分钟，最多 {needed} 分钟。",
        "{day} has {found} minutes of walking; the most is {needed}.",
    ),
    Rule.TOO_LONG_ON_THE_GO: (
        "{day}在外奔波 {found} 分钟，最多 {needed} 分钟。",
        "{day} is {found} minutes of visits and ways; the most is {needed}.",
    ),
    Rule.TOO_MANY_STEPS: (
        "{day}要上下 {found} 级台阶，最多 {needed} 级。",
        "{day} has {found} steps; the most is {needed}.",
    ),
    Rule.TOO_MUCH_CLIMBING: (
        "{day}要爬升 {found} 米，最多 {needed} 米。",
        "{day} climbs {found} metres; the most is {needed}.",
    ),
    Rule.TOO_MUCH_OF_A_KIND: (
        "{day}同一类排了 {found} 处，最多 {needed} 处。",
        "{day} has {found} stops of one kind; the most is {needed}.",
    ),
    Rule.BUDGET: ("要花 {found} 元，预算是 {needed} 元。", "It costs {found} yuan; the budget is {needed}."),
    Rule.MUST_MISSING: ("方案里没有您点名要去的{name}。", "{name}, which you asked for, is not in the plan."),
    Rule.MUSTS_CONFLICT: ("{name}和别的点名要去的排不到一起。", "{name} does not fit beside what else you asked for."),
}

FIXES: dict[Rule, tuple[str, str]] = {
    Rule.WRONG_DAYS: ("按每天一段写全。", "Write one entry for each day."),
    Rule.WRONG_DATE: ("日期改成 {day}，各天按先后写。", "Write {day}, and the days in their order."),
    Rule.WRONG_WEEKDAY: ("改成{weekday}，或去掉它。", "Write {weekday}, or leave it out."),
    Rule.UNKNOWN_PLACE: ("换成登记过的地点或场次。", "Use a place or an occurrence that is registered."),
    Rule.NOT_A_STOP: ("换成那里的一个景点。", "Choose a sight there."),
    Rule.POSITION_UNKNOWN: ("先去掉它，问到位置再说。", "Leave it out until its position is known."),
    Rule.AVOIDED: ("去掉它，或改掉不去的名单。", "Leave it out, or change what you avoid."),
    Rule.DIET: ("换一处，或改饮食要求。", "Choose another place, or change the diet."),
    Rule.HAS_STEPS: ("换一处没台阶的。", "Choose a step-free place."),
    Rule.ACCESSIBILITY_UNKNOWN: (
        "先打电话问清楚；走得了几级台阶的，把 mobility 改成 few_stairs 或 any。",
        "Ask there first; whoever can climb a few steps may set mobility to few_stairs or any.",
    ),
    Rule.OUT_OF_SEASON: ("当季再来，或换一处。", "Come in its season, or choose another place."),
    Rule.CLOSED_THAT_DAY: ("换一天，或换一处。", "Choose another day or another place."),
    Rule.NOT_YET_OPEN: ("排到 {needed} 以后。", "Start at {needed} or later."),
    Rule.LAST_ENTRY_MISSED: ("排到 {needed} 以前。", "Start by {needed}."),
    Rule.EVENT_MISSED: ("改成它开场的那一天那个钟点，或换一场。", "Be there when it starts, or pick another one."),
    Rule.EVENT_CANCELLED: ("换一场。", "Pick another one."),
    Rule.VISIT_TOO_SHORT: ("留够 {needed} 分钟。", "Leave {needed} minutes."),
    Rule.OVERLAPPING: ("后一站排到前一站离开之后。", "Start each stop after the one before is left."),
    Rule.TRAVEL_TOO_SHORT: ("路上留 {needed} 分以上。", "Leave {needed} minutes or more for the way."),
    Rule.DAY_TOO_EARLY: ("早点动身，或去掉这一站。", "Start the day earlier, or leave it out."),
    Rule.LAST_TRANSPORT_MISSED: (
        "改坐 {found} 以后的车，或少去一处。",
        "Take one after {found}, or leave something out.",
    ),
    Rule.DAY_TOO_LONG: (
        "把一天的结束改到 {found} 以后，或少去一处。",
        "End the day after {found}, or leave something out.",
    ),
    Rule.REPEATED_PLACE: ("留一次。", "Keep one of them."),
    Rule.REPEATED_EVENT: ("留一场。", "Keep one of them."),
    Rule.PART_AND_WHOLE: ("留一个。", "Keep one of them."),
    Rule.MEAL_MISSING: ("加一顿饭，或把 meals 关掉。", "Add the meal, or set meals to false."),
    Rule.MEAL_TWICE: ("留一顿。", "Keep one of them."),
    Rule.TOO_MANY_STOPS: ("少去几处，或把节奏改紧。", "Leave something out, or choose a fuller pace."),
    Rule.REST_MISSING: (
        "加一次休息，或少去一处；不用歇就把 rests 关掉。",
        "Add a rest or leave something out, or set rests to false.",
    ),
    Rule.TOO_MUCH_WALKING: ("换近一点的，或坐车去。", "Choose what is nearer, or go by car."),
    Rule.TOO_LONG_ON_THE_GO: ("少去一处，或多排一天。", "Leave something out, or add a day."),
    Rule.TOO_MANY_STEPS: ("换一处台阶少的。", "Choose a place with fewer steps."),
    Rule.TOO_MUCH_CLIMBING: ("换一处不用爬的。", "Choose a place with less of a climb."),
    Rule.TOO_MUCH_OF_A_KIND: ("换一处别的类型的。", "Choose something of another kind."),
    Rule.BUDGET: ("把预算改到 {found} 元以上，或少去一处。", "Raise the budget to {found}, or leave something out."),
    Rule.MUST_MISSING: ("把它加进去。", "Add it."),
    Rule.MUSTS_CONFLICT: ("多排一天，或去掉其中一个。", "Add a day, or drop one of them."),
}

CHANGES: dict[Act, tuple[str, str]] = {
    Act.START: (
        "改成 {time} 开始，后面的跟着挪。",
        "Start it at {time}; what follows moves along.",
    ),
    Act.STAY: ("待够 {minutes} 分，到 {time}。", "Stay {minutes} minutes, until {time}."),
    Act.SWAP: ("和第 {other} 站{name}对调。", "Swap it with stop {other}, {name}."),
    Act.OTHER_DAY: ("改到 {day} {weekday} {time} 去，那时开着。", "Go on {weekday} {day} at {time}: it is open then."),
    Act.LEAVE_OUT: ("去掉第 {number} 站{name}。", "Leave stop {number}, {name}, out."),
    Act.SET_OUT: ("改成 {time} 动身，后面的跟着挪。", "Set out at {time}; what follows moves along."),
    Act.BE_BACK: ("改成 {time} 到。", "Be there at {time}."),
    Act.PAUSE: ("{time} 空出 {minutes} 分{name}。", "At {time} leave {minutes} minutes: {name}."),
    Act.ADD: ("{day} {time} 加上{name}，待 {minutes} 分。", "Add {name} on {day} at {time}, for {minutes} minutes."),
}
RENAME: tuple[str, str] = ("写成 {slug}。", "Write {slug}.")
WEEKDAYS = (
    Text("周一", "Monday"),
    Text("周二", "Tuesday"),
    Text("周三", "Wednesday"),
    Text("周四", "Thursday"),
    Text("周五", "Friday"),
    Text("周六", "Saturday"),
    Text("周日", "Sunday"),
)

NEARER: tuple[tuple[str, str], tuple[str, str]] = (
    ("{day}当天到不了。", "{day} is too short to get there: it is too far."),
    ("换近一点的起点、终点或住处。", "Choose a start, an end or a lodging that is nearer."),
)

REFUSALS: dict[Refusal, tuple[str, str]] = {
    Refusal.NOTHING_FITS: (
        "这几天没有能排进去的地方。放宽每天的时间，或换日子。",
        "Nothing fits into these days. Widen the hours of the day, or change the dates.",
    ),
    Refusal.LINK_UNKNOWN: (
        "没有这份行程。链接可能打错了。",
        "There is no such trip. The link may be mistyped.",
    ),
    Refusal.LINK_WITHDRAWN: (
        "这份行程的链接已经收回。问问发给您的人要新的。",
        "This trip's link was withdrawn. Ask the sender for a new one.",
    ),
    Refusal.TRIP_DELETED: ("这份行程已经删了。", "This trip was deleted."),
    Refusal.ONLY_EDIT_MAY_DELETE: (
        "这个链接只能看。要删，用存行程时给的那个链接。",
        "This link can only view. Use the edit link to delete the trip.",
    ),
    Refusal.ONLY_A_CALENDAR: (
        "这个链接只给日历用。看行程，用另外两个链接。",
        "This link is for calendars only. Use the edit or the view link to see the trip.",
    ),
    Refusal.STOP_MALFORMED: (
        "每天写 stops；每站写 place 或 occurrence（吃饭写 kind: meal，歇脚写 kind: rest），还有 arrive、start、leave。",
        "Each day has stops; each stop has place or occurrence (or kind: meal, kind: rest), and arrive, start, leave.",
    ),
}

MEAL_NAMES = {
    "lunch": Text("午饭", "Lunch"),
    "dinner": Text("晚饭", "Dinner"),
    "morning_rest": Text("歇一歇", "A rest"),
    "afternoon_rest": Text("歇一歇", "A rest"),
}
WEATHER_NAMES = {"rain": Text("下雨", "rain"), "heat": Text("大热天", "heat")}


def told(template: tuple[str, str], *, zh: Mapping[str, object] | None = None, **params: object) -> Text:
    """Fill a template; ``zh`` holds what reads differently in Chinese."""
    in_zh = _Blank({**params, **(zh or {})})
    return Text(template[0].format_map(in_zh), template[1].format_map(_Blank(params)))


def every_code() -> dict[str, tuple[str, str]]:
    """Return all codes with their texts, by the name of their kind and themselves."""
    tables: tuple[Mapping[StrEnum, tuple[str, str]], ...] = (
        *(cast(Mapping[StrEnum, tuple[str, str]], table) for table in (FAULTS, REASONS, CAUTIONS, LEFT_OUT)),
        *(cast(Mapping[StrEnum, tuple[str, str]], table) for table in (RULES, REFUSALS, MARKS)),
    )
    return {f"{type(code).__name__}.{code}": texts for table in tables for code, texts in table.items()}
