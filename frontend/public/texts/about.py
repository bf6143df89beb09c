"""Words of how sure we are, and of emergencies."""

TEXTS: dict[str, tuple[str, str]] = {
    "facts_title": ("怎么核实的", "How sure we are"),
    "facts_lede": (
        "{n} 处地点，七个问题，逐处数过。没核实的写没核实，不编。",
        "Seven questions asked of {n} places. What is not verified says so; nothing is made up.",
    ),
    "facts_description": (
        "沁阳和神农山的数据：知道什么，哪些是估的，哪些不知道，什么时候查的，出处是谁。",
        "The data of Qinyang and Shennongshan: what is known, assumed and unknown, how old it is, and its sources.",
    ),
    "facts_by_question": ("按问题数", "By question"),
    "facts_by_area": ("按镇、街道数", "By town"),
    "facts_question": ("问题", "Question"),
    "facts_known": ("知道", "Known"),
    "facts_assumed": ("大概", "Assumed"),
    "facts_unknown": ("不知道", "Unknown"),
    "facts_ages": (
        "最早的一条 {oldest}查，最近的一条 {newest}查。",
        "The oldest was looked up on {oldest}, the newest on {newest}.",
    ),
    "facts_age": ("{oldest}到{newest}查", "checked {oldest} to {newest}"),
    "facts_no_age": ("还没查过", "not looked up yet"),
    "facts_empty": ("还没有登记地点", "No place is registered yet"),
    "facts_how": ("这几个词什么意思", "What these words mean"),
    "facts_known_text": ("有出处，写着查的日子。", "A source says so, and the day we looked is given."),
    "facts_assumed_text": (
        "位置只知道大概，或按惯常估的，只用来排行程。",
        "The position is approximate, or the value is a usual one, used for planning only.",
    ),
    "facts_unknown_text": ("没有出处，就空着，别当作没有。", "No source says; do not take it for a no."),
    "facts_demo_text": ("编的，用来试软件，不算在上面。", "Invented to try the software, and not counted above."),
    "facts_grades": (
        "A 最可靠，C 最弱。",
        "A is a strong source, C a weak one.",
    ),
    "know_position": ("在哪", "Position"),
    "know_no_town": ("不知道在哪个镇", "Town not known"),
    "safety_title": ("遇到急事怎么办", "Emergencies"),
    "safety_lede": (
        "先打电话。三个号码全国通用，不用区号。",
        "Phone first. These numbers work all over China, without an area code.",
    ),
    "safety_description": (
        "在沁阳和神农山遇到急事：打哪个电话，怎么说在哪，什么还没核实。",
        "In an emergency in Qinyang or on Shennongshan: whom to call, how to say where you are, what is not verified.",
    ),
    "safety_say": ("电话里说三样", "Say three things"),
    "safety_say_where": ("在哪", "Where you are"),
    "safety_say_where_text": (
        "先说沁阳市，再说镇和地点的名字，最后说身边看得见的牌子。",
        "The city, Qinyang, then the town and the place by their Chinese names, then a sign you can see.",
    ),
    "safety_say_what": ("怎么了", "What happened"),
    "safety_say_what_text": (
        "几个人，伤在哪，醒着没有。",
        "How many people, where they are hurt, whether they are awake.",
    ),
    "safety_say_stay": ("怎么找到您", "How to find you"),
    "safety_say_stay_text": ("报手机号，别先挂，等对方说完。", "Give your number and let them hang up first."),
    "safety_before": ("出门前记着", "Before you set out"),
    "safety_position": ("位置多数是大概的", "Most positions are approximate"),
    "safety_position_text": (
        "我们地图上的圈不能用来导航，也不能报给救援当坐标。报名字。",
        "Do not navigate by our circles, nor give them to rescuers as coordinates. Give names.",
    ),
    "safety_way": ("回程先约好", "Arrange the way back"),
    "safety_way_text": (
        "山里和村里没查到能核实的班车。天黑以前下山。",
        "No verified bus serves the villages or the mountain. Be down before dark.",
    ),
    "safety_steps": ("台阶和厕所多数没核实", "Most steps and toilets are not verified"),
    "safety_steps_text": (
        "腿脚不便的，先问景区再上山，别当作没有台阶。",
        "Ask the scenic area before you climb; do not assume step-free.",
    ),
    "safety_unknown": (
        "医院、派出所在哪，山里救援打哪个号码，都还没核实，所以这里不写。",
        "Hospitals, police stations and a mountain-rescue number are not verified, so none is given here.",
    ),
}
