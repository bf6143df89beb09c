"""Upgrade, edit, seed again, back up, restore elsewhere: every edit, address and link is found again."""

from tests.tourism.backup.installation import ON_POSTGRESQL, Found, Upgraded


def test_an_upgrade_keeps_edits_and_links_and_lets_the_rest_follow_the_files(
    upgraded: Upgraded,
) -> None:
    found = upgraded.found

    assert found["vendor"] == ("postgresql" if ON_POSTGRESQL else "sqlite")
    assert found["edits"] == ["Tu-Su 09:00-17:00", "0391-5600000", "打过电话", "Mo-Fr 08:00-12:00"]
    assert found["untouched"] == "开放时间、闭馆日、票价未找到"
    assert found["ann"]
    assert {answer if isinstance(answer, int) else answer[0] for answer in found["seen"].values()} == {200}
    assert len(found["seen"]) > 120
    assert "/api/v1/routes/winter-walk" in found["seen"]


def test_a_backup_restored_elsewhere_shows_the_same_to_everybody(upgraded: Upgraded, elsewhere: list[Found]) -> None:
    before = upgraded.found

    assert [found["vendor"] for found in elsewhere] == ["sqlite", "postgresql"][: len(elsewhere)]
    for found in elsewhere:
        for path, answer in before["seen"].items():
            assert found["seen"][path] == answer, path
        assert (found["edits"], found["ann"], found["photo"]) == (before["edits"], before["ann"], before["photo"])
        assert found["next_user"] > before["next_user"]


def test_numbers_and_stamps_of_the_journal_are_never_given_again(upgraded: Upgraded, elsewhere: list[Found]) -> None:
    for found in elsewhere:
        journals = [upgraded.found["journal"], found["journal"], found["journal_after_another"]]
        numbers, counts, stamps = zip(*journals, strict=True)

        assert numbers[0] < numbers[1] < numbers[2]
        assert len(set(stamps)) == 3
        assert counts[1] == counts[0] + elsewhere.index(found) + 1
