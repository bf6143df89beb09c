"""Words of telling us what we do not know."""

TEXTS: dict[str, tuple[str, str]] = {
    "tell_one": ("我知道，补一条", "I know, let me tell you"),
    "tell_wrong": ("这里写错了，或者我知道更多", "Something is wrong here, or I know more"),
    "tell_title": ("告诉我们一件事", "Tell us one thing"),
    "tell_about": ("关于“{name}”", "About “{name}”"),
    "tell_lede": (
        "写一句话，或拍一张照片。不用注册。管理员看过、核实了才会登出来。",
        "Write one line, or send a photo. No account. Staff look at it and check it before anything is shown.",
    ),
    "tell_which": ("说的是哪一样", "What it is about"),
    "tell_position": ("在哪", "Where it is"),
    "tell_dates": ("哪天", "Which day"),
    "tell_other": ("别的", "Something else"),
    "tell_text": ("写一句", "One line"),
    "tell_text_hint": (
        "写清是哪天看到的、谁说的。最多 {n} 个字。",
        "Say which day you saw it, or who told you. At most {n} characters.",
    ),
    "tell_photo": ("或者附一张照片", "Or add a photo"),
    "tell_photo_hint": (
        "门口的公告、价目牌最有用。最大 10 MB，手机拍的、截图都行。照片里的拍摄地点等信息会去掉。"
        "发来就是同意我们核实后登在本站，写明“游客供图”。",
        "The notice at the gate or a price list helps most. Up to 10 MB, as JPEG, PNG or WebP. Where it was taken and "
        "the like is removed. By sending it you agree that we may show it here as a visitor's photo once checked.",
    ),
    "tell_contact": ("怎么称呼、怎么找您（可以不填）", "Your name or phone (optional)"),
    "tell_contact_hint": (
        "只在核实时用来问您，处理完就删，最多留 30 天。",
        "Only used to ask you while we check it; deleted once that is done, after 30 days at the latest.",
    ),
    "tell_trap": ("这一格请留空", "Leave this empty"),
    "tell_send": ("发给管理员", "Send it to the staff"),
    "tell_photo_again": ("照片要再选一次。", "Please choose the photo again."),
    "told_title": ("收到了，谢谢您", "We have it, thank you"),
    "told_next": (
        "管理员会看一遍，打电话或到现场核实。核实了，这一页就会写上，并注明哪天查的。没核实的不登。",
        "Staff will look at it and check it by phone or on the spot. Once checked it stands on the page with the day. "
        "What is not checked is not shown.",
    ),
    "told_more": ("再补一条", "Tell us another thing"),
    "told_back": ("回到“{name}”", "Back to “{name}”"),
    "photo_by_visitor": ("游客供图，{day}登出", "Photo by a visitor, shown since {day}"),
    "photos": ("照片", "Photos"),
}
