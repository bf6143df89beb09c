"""Words of a kept trip, its links, and its end."""

TEXTS: dict[str, tuple[str, str]] = {
    "trip_kept": ("行程存下了", "Your trip is kept"),
    "trip_kept_text": (
        "不用账号。这个页面的链接能删行程，只留给自己；下面有只能看的链接，发给家人。",
        "No account. This page's link can delete the trip: keep it to yourself and share the view link below.",
    ),
    "trip_changed": ("这份行程有 {n} 站变了", "Stops of this trip that have changed: {n}"),
    "trip_changed_text": (
        "下面写着哪一站、怎么变的。手机日历里也会跟着变。",
        "Each says below what happened. Your phone's calendar follows.",
    ),
    "link_edit": ("自己留着的链接（能删）", "Your own link (can delete)"),
    "link_view": ("发给家人的链接（只能看）", "Link to share (view only)"),
    "qr_title": ("让家人扫一扫", "Let family scan it"),
    "qr_alt": ("二维码，打开只能看的行程", "QR code of the view-only trip"),
    "delete": ("删掉这份行程", "Delete this trip"),
    "delete_title": ("要删掉这份行程吗", "Delete this trip?"),
    "delete_text": (
        "删了就找不回来，发出去的链接和日历订阅也会一起失效。",
        "It cannot be brought back, and links and calendars you shared stop working.",
    ),
    "delete_yes": ("删掉", "Delete it"),
    "delete_no": ("不删，回行程", "Keep it, go back"),
    "deleted_title": ("行程删掉了", "The trip is deleted"),
    "deleted_text": ("链接和日历订阅都失效了。要去的时候，再排一份。", "Its links and calendars no longer work."),
    "home_link": ("回首页", "Go home"),
}
