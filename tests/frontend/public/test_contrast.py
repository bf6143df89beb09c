"""The ratios of the identity, computed again from the tokens that the pages use."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[3] / "frontend/static/frontend/css"
TOKENS = (CSS / "tokens.css").read_text()
TEXT = ("ink", "ink-2", "ink-3", "pine", "zhu", "ju-ink", "tao-ink", "glaze", "stop")
GROUNDS = ("bg", "surface", "sunk")
TINTED = (
    ("pine", "pine-tint"),
    ("zhu", "zhu-tint"),
    ("ju-ink", "ju-tint"),
    ("glaze", "glaze-tint"),
    ("stop", "stop-tint"),
)
VERSIONS = {
    "light": (":root {", 4.5),
    "dark": (':root[data-theme="dark"] {', 4.5),
    "elders": (':root[data-version="elders"] {', 7.0),
    "elders dark": (':root[data-version="elders"][data-theme="dark"] {', 7.0),
}


def colours(version: str) -> dict[str, str]:
    found: dict[str, str] = {}
    base = ["light"] + (["dark"] if "dark" in version else []) + ([version] if "elders" in version else [])
    for name in base:
        block = TOKENS[TOKENS.index(VERSIONS[name][0]) :].split("}", 1)[0]
        found |= dict(re.findall(r"--([\w-]+): (#[0-9A-Fa-f]{6})", block))
    return found


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def ratio(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_ratio_is_the_one_of_the_standard() -> None:
    assert round(ratio("#FFFFFF", "#000000"), 2) == 21.0
    assert round(ratio("#1A2220", "#E9EDE8"), 1) == 13.7


@pytest.mark.parametrize("version", VERSIONS)
def test_text_stands_out_from_every_ground(version: str) -> None:
    found, least = colours(version), VERSIONS[version][1]

    weak = {(ink, ground) for ink in TEXT for ground in GROUNDS if ratio(found[ink], found[ground]) < least}

    assert weak == set()


@pytest.mark.parametrize("version", VERSIONS)
def test_text_on_tints_and_buttons_stands_out(version: str) -> None:
    found, least = colours(version), VERSIONS[version][1]
    pairs = [*TINTED, *(("ink-2", tint) for _, tint in TINTED), ("on-pine", "pine"), ("on-zhu", "zhu")]

    assert {pair for pair in pairs if ratio(found[pair[0]], found[pair[1]]) < least} == set()


@pytest.mark.parametrize("version", ["light", "dark"])
def test_numbers_on_the_discs_of_days_and_borders_of_inputs_stand_out(version: str) -> None:
    found = colours(version)

    assert {day for day in range(1, 8) if ratio(found["on-day"], found[f"day-{day}"]) < 4.5} == set()
    assert min(ratio(found["line-strong"], found[ground]) for ground in GROUNDS) >= 3


def test_no_colour_stands_outside_the_tokens() -> None:
    rest = "".join((CSS / name).read_text() for name in ("components.css", "pages.css"))

    # The seal and the QR code keep their colours in the dark.
    assert set(re.findall(r"#[0-9A-Fa-f]{3,8}\b", rest)) <= {"#FFF", "#000"}
