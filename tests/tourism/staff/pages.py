"""Reads a form of the desk as a browser would, so that a test sends back all that the page holds."""

from typing import Any

from bs4 import BeautifulSoup, Tag

Values = dict[str, Any]


def soup(answer: Any) -> BeautifulSoup:
    """Parse a page."""
    return BeautifulSoup(answer.content, "html.parser")


def form_values(answer: Any) -> Values:
    """Return what a browser would send if somebody only pressed save."""
    page = soup(answer).select_one("#content-main form, #content form[method=post]")
    assert page is not None, "the page holds no form"
    values: Values = {}
    for field in page.select("input[name], textarea[name], select[name]"):
        name = str(field["name"])
        if name.startswith("_") or field.has_attr("disabled"):
            continue
        for value in _values_of(field):
            values.setdefault(name, []).append(value)
    return values


def errors(answer: Any) -> dict[str, str]:
    """Return what is said to be wrong, by field; what concerns the whole form is under an empty name."""
    page = soup(answer)
    rows = {
        _name(row): _text(row.select(".errorlist li")) for row in page.select(".form-row") if row.select(".errorlist")
    }
    whole = page.select("form > div > .errorlist.nonfield li")
    return {**rows, **({"": _text(whole)} if whole else {})}


def messages(answer: Any) -> list[str]:
    """Return the messages on a page."""
    return [line.get_text(strip=True) for line in soup(answer).select(".messagelist li")]


def _values_of(field: Tag) -> list[str]:
    if field.name == "textarea":
        # As a browser sends it: the first line break is the markup's, and the others are of two characters.
        return [field.get_text().removeprefix("\n").replace("\n", "\r\n")]
    if field.name == "select":
        chosen = [str(option.get("value", "")) for option in field.select("option[selected]")]
        return chosen or ([] if field.has_attr("multiple") else [_first(field)])
    if field.get("type") in ("checkbox", "radio"):
        return [str(field.get("value", "on"))] if field.has_attr("checked") else []
    if field.get("type") in ("submit", "file"):
        return []
    return [str(field.get("value", ""))]


def _first(field: Tag) -> str:
    option = field.select_one("option")
    return str(option.get("value", "")) if option else ""


def _name(row: Tag) -> str:
    return next(
        (name.removeprefix("field-") for name in row.get_attribute_list("class") if name.startswith("field-")), ""
    )


def _text(lines: list[Tag]) -> str:
    return " ".join(line.get_text(strip=True) for line in lines)
