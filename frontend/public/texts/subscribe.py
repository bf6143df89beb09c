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
    "subscribe_lede": (
        "订一次，改期、取消都会自己变。不用账号。",
        "Subscribe once; moves and cancellations follow. No account.",
    ),
    "subscribe_description": (
        "把沁阳的活动放进手机日历：苹果、安卓、谷歌、Outlook 各怎么订，多久更新一次。",
        "Put Qinyang's events on your calendar: by Apple, Android, Google and Outlook, and how often each updates.",
    ),
    "subscribe_all": ("全部活动", "All events"),
    "subscribe_what": ("订的是", "This calendar"),
    "subscribe_first": ("订了先看到", "First in it"),
    "subscribe_none": (
        "现在还没有登记好日子的活动。订了，村里一登记就会出现在您的日历里。",
        "No dated event is registered now. Once a village registers one, it appears in your calendar.",
    ),
    "subscribe_narrow": ("只订一部分", "Only some of it"),
    "subscribe_narrow_go": ("换成这样的", "Change to this"),
    "subscribe_how": ("各种手机怎么订", "How, by phone"),
    "subscribe_when": (
        "没有哪家是马上更新。出门前再看一眼网页。",
        "None of them updates at once. Look at the page again before you leave.",
    ),
    "subscribe_second": ("给另一部手机", "For another phone"),
    "subscribe_second_text": (
        "扫一扫打开这一页，在那部手机上订。",
        "Scan to open this page, and subscribe on that phone.",
    ),
    "qr_subscribe": ("二维码，打开这个订阅页", "QR code of this page"),
    "copy_text": ("长按选中，复制。", "Press and hold to select, then copy."),
    "way_iphone": ("苹果手机、苹果电脑", "iPhone, iPad, Mac"),
    "way_iphone_text": (
        "点“订阅”，系统问加不加日历，再点“订阅”。",
        "Tap Subscribe, then confirm in the calendar.",
    ),
    "way_iphone_refresh": (
        "多久更新：苹果电脑自己选，5 分钟到一周；苹果手机照“获取新数据”的设置。",
        "Updates: on a Mac as you choose, 5 minutes to a week; on an iPhone as Fetch New Data is set.",
    ),
    "way_android": ("安卓手机", "Android"),
    "way_android_text": (
        "自带日历有“订阅日历”或“网址导入”的，粘上面的地址。没有的，装一个能订阅的日历应用，或用“只存一次”。",
        "Paste the address where your calendar app adds a calendar by URL. If it has no such entry, install an app "
        "that subscribes, or save once.",
    ),
    "way_android_refresh": (
        "多久更新：看用的是哪个应用，在它的设置里选。",
        "Updates: as often as you set in that app.",
    ),
    "way_google": ("谷歌日历", "Google Calendar"),
    "way_google_text": (
        "要在网页上加一次，手机上就有了。",
        "Add it once on the web; it then shows on your phone.",
    ),
    "way_google_open": ("在谷歌日历里添加", "Add in Google Calendar"),
    "way_google_refresh": (
        "多久更新：谷歌说最多 12 小时，实际常常更久，不能改。",
        "Updates: up to 12 hours, Google says; often longer, and you cannot change it.",
    ),
    "way_outlook": ("Outlook", "Outlook"),
    "way_outlook_text": (
        "个人账号和单位账号各有一个入口。",
        "There is one entry for personal and one for work or school accounts.",
    ),
    "way_outlook_open": ("个人账号添加", "Personal account"),
    "way_office_open": ("单位账号添加", "Work or school account"),
    "way_outlook_refresh": (
        "多久更新：微软说大约 3 小时，有时一天以上。",
        "Updates: about every 3 hours, Microsoft says; now and then more than a day.",
    ),
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
