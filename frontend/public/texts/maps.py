"""Words of what leads into other programs: map apps, and files for navigation."""

TEXTS: dict[str, tuple[str, str]] = {
    "maps_open": ("打开地图", "Open in a map app"),
    "maps_search": (
        "位置只知道大概，点开是按名字搜。",
        "The position is approximate: these search by name.",
    ),
    "app_amap": ("高德", "Amap"),
    "app_baidu": ("百度", "Baidu"),
    "app_tencent": ("腾讯", "Tencent"),
    "app_apple": ("苹果", "Apple"),
    "app_google": ("谷歌", "Google"),
    "files": ("给导航软件的文件", "Files for navigation apps"),
    "files_text": (
        "里面是一站一站的点，没有画路。位置只知道大概的，名字里会写明。",
        "They hold the stops as points, and no road. A point that is only about here says so in its name.",
    ),
    "files_gpx": ("户外软件、手表", "hiking apps, watches"),
    "files_kml": ("地球软件", "globes"),
    "files_geojson": ("做地图用", "map making"),
}
