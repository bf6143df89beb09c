"""Words of the pages of signing in and out."""

TEXTS: dict[str, tuple[str, str]] = {
    "sign_in": ("登录", "Sign in"),
    "sign_in_text": (
        "给县里管资料的人用。看页面、排行程都不用登录。",
        "For those who keep the county's records. Nobody needs to sign in to read or to plan a trip.",
    ),
    "username": ("用户名", "Username"),
    "password": ("密码", "Password"),
    "sign_in_help": (
        "忘了密码，或还没有账号：请找管理员。",
        "Forgotten your password, or no account yet: ask your administrator.",
    ),
    "sign_out": ("退出登录", "Sign out"),
    "sign_out_text": (
        "退出后，这台设备要重新登录才能改资料。",
        "To change records on this device you then sign in again.",
    ),
    "back_to_work": ("回工作台", "Back to the desk"),
    "inactive": ("这个账号已停用", "This account is switched off"),
    "inactive_text": ("请找管理员。", "Ask your administrator."),
    "new_password": ("改密码", "Change password"),
    "password_old": ("现在的密码", "Current password"),
    "password_new": ("新密码", "New password"),
    "password_again": ("再输一遍新密码", "New password again"),
    "password_rules": (
        "至少十个字，不全是数字，不是常见的词，也不像用户名。",
        "Ten characters or more; not all digits, no common word, and not like your username.",
    ),
}
