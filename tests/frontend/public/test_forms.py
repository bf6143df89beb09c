"""The address of a plan: read leniently, written in one spelling, turned into the request of the API."""

import pytest
from django.http import QueryDict

from frontend.public.forms import Asked, complaints, read_asked
from frontend.public.language import Language
from routes.asking import trip_request
from tourism.values.errors import Invalid


def test_an_address_is_written_back_as_it_was_read() -> None:
    query = "on=2026-12-05&nights=2&who=3&by=coach&like=opera&like=sport&go=museum"

    assert read_asked(QueryDict(query)).query() == query


def test_what_is_the_default_is_left_out_of_the_address() -> None:
    asked = read_asked(QueryDict("on=2026-12-05&by=car&pace=normal&diet=none&steps=any"))

    assert asked.query() == "on=2026-12-05&nights=1&who=2"


def test_what_wechat_appends_is_ignored() -> None:
    plain, shared = "on=2026-12-05&nights=0", "on=2026-12-05&nights=0&from=singlemessage&isappinstalled=0"

    assert read_asked(QueryDict(shared)) == read_asked(QueryDict(plain))


def test_the_last_filled_value_counts_so_that_a_chip_and_a_field_share_a_name() -> None:
    assert read_asked(QueryDict("on=2026-12-05&on=")).on == "2026-12-05"
    assert read_asked(QueryDict("on=2026-12-05&on=2027-03-20")).on == "2027-03-20"


@pytest.mark.parametrize(
    ("query", "party"),
    [
        ("who=1", {"adults": 1, "seniors": 0, "children": 0}),
        ("who=elders", {"adults": 2, "seniors": 1, "children": 0}),
        ("who=children&elders=2", {"adults": 2, "seniors": 2, "children": 1}),
        ("who=4&children=3", {"adults": 4, "seniors": 0, "children": 3}),
    ],
)
def test_the_party_is_made_of_chips_and_numbers(query: str, party: dict[str, int]) -> None:
    assert read_asked(QueryDict(query)).plan_request(Language.ZH)["party"] == party


def test_a_readable_address_makes_a_valid_request() -> None:
    asked = read_asked(QueryDict("on=2026-12-05&nights=1&who=2&like=opera&by=car&start=sta-jiaozuoxi"))

    request = trip_request(asked.plan_request(Language.EN))

    assert (request.days, request.party.adults, dict(request.interests)) == (2, 2, {"opera": 3})


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("on=tomorrow", "哪天来"),
        ("on=2026-12-05&nights=19", "住几晚"),
        ("on=2026-12-05&nights=-1", "住几晚"),
        ("on=2026-12-05&nights=" + "9" * 5000, "住几晚"),
        ("on=2026-12-05&who=many", "谁来"),
        ("on=2026-12-05&who=99", "谁来"),
        ("on=2026-12-05&by=rocket", "怎么走"),
        ("on=2026-12-05&diet=keto", "忌口"),
        ("on=2026-12-05&pace=mad", "快慢"),
        ("on=2026-12-05&steps=none", "台阶"),
        ("on=2026-12-05&start=%00", "从哪出发"),
    ],
)
def test_a_wrong_answer_is_refused_with_the_name_of_its_question(query: str, named: str) -> None:
    asked = read_asked(QueryDict(query))

    with pytest.raises(Invalid) as refusal:
        trip_request(asked.plan_request(Language.ZH))

    assert complaints(refusal.value, Language.ZH)[0].startswith(named)


def test_questions_without_a_day_are_only_questions() -> None:
    assert not Asked(like=("opera",)).wants_plan
