"""Freshness as queries: which rows are shown, asked, forgotten."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from network.enums import Freshness
from network.models import Partner
from network.queries.freshness import (
    HIDE_AFTER,
    due_entries,
    fresh,
    freshness,
    partners_forgotten,
    partners_to_ask,
)
from tests.factories.network import PartnerFactory

DAY = date(2026, 11, 24)


@given(st.integers(-500, 500))
def test_the_word_follows_the_distance_to_the_date(days):
    word = freshness(DAY, DAY + timedelta(days=days))
    assert (word == Freshness.FRESH) == (days < 0)
    assert (word == Freshness.HIDDEN) == (days >= HIDE_AFTER.days)


def test_without_a_date_an_entry_is_fresh():
    assert freshness(None, DAY) == Freshness.FRESH


@pytest.mark.django_db
@pytest.mark.parametrize("days", [-29, -30, -31, 0, 5, None])
def test_the_query_says_the_same_as_the_word(days):
    due = None if days is None else DAY + timedelta(days=days)
    PartnerFactory(confirm_due=due)
    is_shown = Partner.objects.filter(fresh(DAY)).exists()
    assert is_shown == (freshness(due, DAY) != Freshness.HIDDEN)


@pytest.mark.django_db
def test_who_is_asked_and_who_is_forgotten():
    def house(days):
        due = DAY + timedelta(days=days)
        return PartnerFactory(contact_mailbox="a@example.org", confirm_due=due)

    soon, late, old = house(14), house(15), house(-365)
    assert set(partners_to_ask(DAY)) == {soon, old}
    assert list(partners_forgotten(DAY)) == [old]
    until = DAY + timedelta(days=30)
    assert due_entries(late, until, DAY) == [late]
    assert due_entries(old, until, DAY) == []
