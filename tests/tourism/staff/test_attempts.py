"""Attempts to sign in are counted where every process sees them."""

from datetime import timedelta

import pytest

from tests.factories import NOW
from tourism.staff.attempts import (
    MOST_PER_ACCOUNT,
    MOST_PER_ADDRESS,
    WINDOW,
    Attempt,
    count_attempt,
    forget_attempts,
)
from tourism.values.errors import Refused

pytestmark = pytest.mark.django_db

HERE = "198.51.100.7"


def exhaust(account: str = "li") -> None:
    for number in range(MOST_PER_ACCOUNT):
        count_attempt(Attempt(account, f"192.0.2.{number}"), now=NOW)


@pytest.mark.parametrize("name", ["li", "LI", " li ", "ｌｉ"])
def test_an_account_has_five_attempts_from_wherever_and_however_written(name: str) -> None:
    exhaust()

    with pytest.raises(Refused, match="too many attempts"):
        count_attempt(Attempt(name, HERE), now=NOW)


def test_another_account_is_not_held_up() -> None:
    exhaust()

    count_attempt(Attempt("wang", HERE), now=NOW)


@pytest.mark.parametrize("last", [HERE, "::ffff:198.51.100.7"])
def test_an_address_has_twenty_attempts_at_any_accounts(last: str) -> None:
    for number in range(MOST_PER_ADDRESS):
        count_attempt(Attempt(f"account-{number}", HERE), now=NOW)

    with pytest.raises(Refused):
        count_attempt(Attempt("li", last), now=NOW)


def test_the_addresses_of_one_network_of_the_sixth_version_count_as_one() -> None:
    for number in range(MOST_PER_ADDRESS):
        count_attempt(Attempt(f"account-{number}", f"2001:db8:0:1::{number:x}"), now=NOW)

    with pytest.raises(Refused):
        count_attempt(Attempt("li", "2001:db8:0:1:ffff::1"), now=NOW)
    count_attempt(Attempt("li", "2001:db8:0:2::1"), now=NOW)


def test_after_five_minutes_an_account_begins_anew_and_not_a_second_before() -> None:
    exhaust()

    with pytest.raises(Refused):
        count_attempt(Attempt("li", HERE), now=NOW + WINDOW - timedelta(seconds=1))
    count_attempt(Attempt("li", HERE), now=NOW + WINDOW)


def test_the_right_password_frees_the_account_and_not_the_address() -> None:
    for number in range(MOST_PER_ADDRESS):
        own = Attempt("mine" if number % 2 else f"account-{number}", HERE)
        count_attempt(own, now=NOW)
        forget_attempts(own)

    with pytest.raises(Refused):
        count_attempt(Attempt("mine", HERE), now=NOW)
