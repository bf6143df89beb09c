"""The folded search column and the queries against it."""

import pytest

from tests.factories import make_place
from tourism.places.models import Place
from tourism.places.search import LONGEST_QUERY, fold, matches, search_text
from tourism.values.errors import Invalid


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Shén  Nóng\tShān", "shen nong shan"),
        ("ＱＩＮＹＡＮＧ", "qinyang"),
        ("怀邦", "怀梆"),
        ("a\x00b\ud800c", "abc"),
        ("lǘ", "lu"),
        ("  ", ""),
    ],
)
def test_folding_leaves_what_people_type(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.django_db
@pytest.mark.parametrize("q", ["驴肉", "lvrou", "lürou", "lu rou", "donkey", "DONKEY  meat", "lr", "肉馆", "闹汤"])
def test_a_place_is_found_by_words_pinyin_initials_and_alias(q: str) -> None:
    found = make_place("wanted", search=search_text("驴肉馆", "Donkey Meat Hall", "", ["闹汤"]))
    make_place("other", search=search_text("神农山", "Shennong Mountain"))

    assert list(matches(Place.objects.all(), "search", q)) == [found]


@pytest.mark.django_db
def test_the_other_spelling_of_the_opera_finds_it() -> None:
    found = make_place("opera", search=search_text("怀梆艺术中心"))

    assert list(matches(Place.objects.all(), "search", "怀邦")) == [found]


@pytest.mark.django_db
@pytest.mark.parametrize("q", ["%", "_", "\\", "100%"])
def test_wildcards_are_only_themselves(q: str) -> None:
    make_place("plain", search="神农山")
    assert Place.objects.exists()

    assert list(matches(Place.objects.all(), "search", q)) == []


@pytest.mark.django_db
def test_a_query_past_the_limit_is_refused_by_name() -> None:
    make_place("long", search="驴" * LONGEST_QUERY)
    assert matches(Place.objects.all(), "search", "驴" * LONGEST_QUERY).exists()

    with pytest.raises(Invalid) as refusal:
        matches(Place.objects.all(), "search", "驴" * (LONGEST_QUERY + 1))

    assert refusal.value.field == "q"
