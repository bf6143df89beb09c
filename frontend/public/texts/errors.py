"""Words of what went wrong, and where to go from there."""

TEXTS: dict[str, tuple[str, str]] = {
    "error_400": ("这个地址看不懂", "That address cannot be read"),
    "error_400_text": (
        "地址里有写错的地方。回首页，或从日历找。",
        "Something in the address is malformed. Go home, or look at the calendar.",
    ),
    "error_403": ("不能这样做", "That is not allowed"),
    "error_403_form": (
        "这张表格已经失效。退回去，重新打开那一页，再试一次。",
        "This form is no longer valid. Go back, open the page again, and try once more.",
    ),
    "error_404": ("没有这一页", "There is no such page"),
    "error_404_text": (
        "地址可能打错了，或改了名。搜一下，或回首页。",
        "The address may be mistyped or renamed. Search, or go home.",
    ),
    "error_405": ("这一页只能看", "This page can only be read"),
    "error_405_text": ("换一个办法：从首页进来。", "Come in from the home page instead."),
    "error_409": ("刚刚有变化", "Something changed just now"),
    "error_410": ("已经不在了", "It is gone"),
    "error_410_text": (
        "这份行程的链接已经收回。问问发给您的人要新的。",
        "This trip's link was withdrawn. Ask the sender for a new one.",
    ),
    "error_413": ("东西太大了", "That is too big"),
    "error_413_text": (
        "照片最多 10 MB，文字几百个字就够。退回上一页，换小一些的再发。",
        "A photo may have 10 MB, and a few hundred characters are enough. Go back and send something smaller.",
    ),
    "error_422": ("有几样要改一改", "Something needs changing"),
    "error_429": ("试得太快了", "Too many tries"),
    "error_429_text": ("请等几分钟再试。", "Wait a few minutes, then try again."),
    "error_500": ("我们这边出错了", "Something broke on our side"),
    "error_500_text": (
        "不是您弄的，行程没丢。记下的编号是 {note}。",
        "Nothing is lost. Our note of it: {note}.",
    ),
    "error_503": ("正在恢复，请稍等", "Back in a moment"),
    "error_503_text": (
        "过几秒再打开一次。刚才如果在存行程，请再存一次。",
        "Open it again in a few seconds. If you were keeping a trip, please keep it again.",
    ),
    "error_403_text": ("回到那一页，在那里再试一次。", "Go back to the page and try it there."),
}
