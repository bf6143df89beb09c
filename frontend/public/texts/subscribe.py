"""Words of putting a calendar on a phone."""

TEXTS: dict[str, tuple[str, str]] = {
    "subscribe": ("放进手机日历", "Put it on your calendar"),
    "subscribe_trip": (
        "订阅以后，行程有变，日历会跟着变。",
        "Once subscribed, your calendar follows when the trip changes.",
    ),
    "subscribe_short": ("进日历", "Calendar"),
    "subscribe_open": ("订阅", "Subscribe"),
    "subscribe_download": ("只存一次，不更新", "Save once, no updates"),
    "how_iphone": ("苹果手机、苹果电脑", "iPhone, iPad, Mac"),
    "how_iphone_text": ("点“订阅”，系统会问加不加日历，点“订阅”就好。", "Tap Subscribe and confirm in the calendar."),
    "how_android": ("安卓手机", "Android"),
    "how_android_text": (
        "复制下面的地址，在日历应用里找“订阅日历”或“网址导入”，粘进去。没有这一项的，用“只存一次”。",
        "Copy the address below and paste it where your calendar app adds a calendar by URL. Without such an entry, "
        "save once.",
    ),
    "how_google": ("谷歌日历、Outlook", "Google Calendar, Outlook"),
    "how_google_text": (
        "在电脑上打开日历，选“通过网址添加”，粘上下面的地址。",
        "On a computer choose to add a calendar from the internet, and paste the address below.",
    ),
    "how_wechat": ("微信里", "Inside WeChat"),
    "how_wechat_text": (
        "微信里订阅不了日历。点右上角 ⋯，选“在浏览器打开”，再点订阅。",
        "Calendars cannot be added inside WeChat. Tap ⋯, open in browser, then subscribe.",
    ),
    "feed_address": ("订阅地址", "Calendar address"),
}
