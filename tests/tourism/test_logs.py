"""The log opens nothing: no kept trip, no database, no account."""

import json
import logging
import sys
from pathlib import Path
from typing import Any

import pytest

from tourism.logs import HIDDEN, Censor, JsonLines, Lines
from tourism.tracing import TRACE

TOKEN = "cR3-u_T0k3nthatopensit"
TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736"


def _record(message: str, *args: object, **more: Any) -> logging.LogRecord:
    record = logging.LogRecord("api", logging.ERROR, __file__, 1, message, args, more.pop("exc_info", None))
    record.__dict__.update(more)
    return record


@pytest.mark.parametrize(
    "address", ["/zh/t/{}", "/en/t/{}/delete", "/api/v1/itineraries/{}", "/feeds/zh/itineraries/{}.ics"]
)
def test_an_address_is_logged_without_its_token(address: str) -> None:
    line = Lines().format(_record("Internal Server Error: %s", address.format(TOKEN)))

    assert TOKEN not in line
    assert f"Internal Server Error: {address.split('{}')[0]}{HIDDEN}" in line


@pytest.mark.parametrize(
    "text",
    [
        "Authorization: Bearer hunter2hunter2",
        "{'HTTP_AUTHORIZATION': 'Basic hunter2hunter2'}",
        "proxy-authorization=hunter2",
        "Cookie: a=1; sessionid=hunter2; theme=hunter2",
        "Set-Cookie: sessionid=hunter2",
        "sent bearer hunter2hunter2 to it",
        "username=lao&password=hunter2&next=/",
        '{"password": "hunter2", "csrf": 1}',
        "METRICS_TOKEN=hunter2",
        "csrfmiddlewaretoken=hunter2",
        "postgresql://county:hunter2@db.example/county",
        "redis://:hunter2@cache:6379/0",
        "?api_key=hunter2&lang=zh",
    ],
)
def test_what_looks_like_a_secret_is_hidden(text: str) -> None:
    assert "hunter2" not in Censor().clean(text)


def test_what_is_known_to_be_secret_is_hidden_wherever_it_stands() -> None:
    censor = Censor(["correct horse", "correct horse battery", "1"])

    assert censor.clean("x-correct horse battery-1 correct horse") == f"x-{HIDDEN}-1 {HIDDEN}"


@pytest.mark.parametrize(
    "text",
    ["3 of /api/v1/places/t", "the token is longer than 16", "at https://trips.example/zh/ @ noon", "怀梆: 19:30"],
)
def test_honest_words_are_logged_as_they_are(text: str) -> None:
    assert Censor(["abc"]).clean(text) == text


@pytest.mark.parametrize("formatter", [Lines(["hunter2"]), JsonLines(["hunter2"])])
def test_a_traceback_holds_no_secret_either(formatter: logging.Formatter) -> None:
    try:
        raise ValueError("connection to hunter2 at postgresql://county:swordfish@db failed")
    except ValueError:
        written = formatter.format(_record("broken", exc_info=sys.exc_info()))

    assert "ValueError: connection to" in written
    assert "hunter2" not in written
    assert "swordfish" not in written


def test_a_machine_reads_each_record_in_one_line_with_its_trace() -> None:
    token = TRACE.set(TRACE_ID)
    line = JsonLines().format(
        _record('two\nlines of "%s"', "怀梆", status=200, request="GET /", where=Path("/zh/t/secret"))
    )
    TRACE.reset(token)

    read = json.loads(line)
    assert "\n" not in line
    assert read.pop("at").endswith("+00:00")
    assert read == {
        "level": "ERROR",
        "logger": "api",
        "trace_id": TRACE_ID,
        "message": 'two\nlines of "怀梆"',
        "status": 200,
        "where": f"/zh/t/{HIDDEN}",
    }


def test_a_person_finds_the_trace_at_the_end_of_the_line() -> None:
    token = TRACE.set(TRACE_ID)
    line = Lines().format(_record("broken"))
    TRACE.reset(token)

    assert line.endswith(f"ERROR api broken [{TRACE_ID}]")
    assert Lines().format(_record("broken")).endswith("ERROR api broken")
