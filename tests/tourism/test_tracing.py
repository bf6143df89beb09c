"""A caller's trace goes on, and what only looks like one does not."""

import re

import pytest

from tourism.tracing import trace_of

TRACE_ID, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"


@pytest.mark.parametrize(
    "parent", [f"00-{TRACE_ID}-{SPAN}-01", f"00-{TRACE_ID}-{SPAN}-00", f"cc-{TRACE_ID}-{SPAN}-01-x"]
)
def test_a_valid_parent_names_the_trace(parent: str) -> None:
    assert trace_of(parent) == TRACE_ID


@pytest.mark.parametrize(
    "parent",
    [
        "",
        f"00-{TRACE_ID}-{SPAN}",
        f"00-{TRACE_ID}-{SPAN}-01-x",
        f"ff-{TRACE_ID}-{SPAN}-01",
        f"00-{'0' * 32}-{SPAN}-01",
        f"00-{TRACE_ID}-{'0' * 16}-01",
        f"00-{TRACE_ID.upper()}-{SPAN}-01",
        f"00-{TRACE_ID}-{SPAN}-01\n",
        f"00-{TRACE_ID[:-1]}-{SPAN}-01",
    ],
)
def test_anything_else_begins_a_new_one(parent: str) -> None:
    first, second = trace_of(parent), trace_of(parent)

    assert re.fullmatch("[0-9a-f]{32}", first)
    assert TRACE_ID not in (first, second)
    assert first != second
