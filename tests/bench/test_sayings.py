"""The sentences are many, in both languages, and each says what a good answer to it is."""

import json

import pytest

from bench.sayings import FOLDER, Saying, sayings
from bench.wishes import RULES
from routes.asking import trip_request

ALL = list(sayings())


def test_there_are_150_different_sentences_in_both_languages() -> None:
    assert len({saying.sentence for saying in ALL}) == len(ALL) >= 150
    assert min(sum(saying.lang == lang for saying in ALL) for lang in ("zh", "en")) >= 50


@pytest.mark.parametrize("saying", ALL, ids=lambda saying: saying.name)
def test_a_sentence_means_a_request_and_says_what_a_good_answer_is(saying: Saying) -> None:
    assert bool(saying.rules) != bool(saying.refused)
    assert {rule["rule"] for rule in saying.rules} <= set(RULES)
    if not saying.refused:
        trip_request(saying.request)


def test_the_files_are_plain_utf_8_as_people_write_them() -> None:
    for path in FOLDER.glob("*.json"):
        text = path.read_text()

        assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n", path.name
