"""Open questions in words: at most three of a listing, live ones of the own houses."""

from datetime import timedelta

import pytest

from network.actions.clarification import issue_link
from network.enums import Answer, ListingState
from network.matching.records import CATEGORY, TARGET
from network.models import Clarification
from network.queries.clarifications import (
    asked_lately,
    hashed,
    link_of,
    open_number,
    open_questions,
    questions_of_houses,
)
from tests.factories.network import NOW, ListingFactory
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


def ask(listing, code="parents", group="target_group", **facts):
    return Clarification.objects.create(listing=listing, group=group, code=code, **facts)


@pytest.mark.parametrize(
    ("kind", "group", "code", "text"),
    [
        ("offer", "category", "room", "Gehört Ihr Angebot „Robotik“ zu „Raum“?"),
        ("need", "category", "room", "Suchen Sie mit „Robotik“ auch „Raum“?"),
        (
            "offer",
            "target_group",
            "parents",
            "Richtet sich Ihr Angebot „Robotik“ auch an: Eltern und Familien?",
        ),
        ("need", "target_group", "gone", "Ist „Robotik“ auch gedacht für: gone?"),
    ],
)
def test_a_question_names_the_entry_and_the_word(kind, group, code, text):
    listing = ListingFactory(kind=kind, title="Robotik")
    ask(listing, code, group)
    ((question,),) = [found.questions for found in open_questions([listing])]
    assert question.text == text


def test_three_at_once_the_most_telling_first_answered_ones_never():
    listing = ListingFactory()
    for affected, code in enumerate(("parents", "students", "adults", "employees")):
        ask(listing, code, affected=affected)
    ask(listing, "pupils", affected=9, answer=Answer.YES)
    (found,) = open_questions([listing])
    assert [question.affected for question in found.questions] == [3, 2, 1]


def test_houses_are_asked_about_their_live_entries_only():
    listing = ListingFactory()
    asleep = ListingFactory(partner=listing.partner, state=ListingState.ARCHIVED)
    foreign = ListingFactory()
    for one in (listing, asleep, foreign):
        ask(one)
    ask(listing, "students", answer=Answer.NO)
    assert [found.listing for found in questions_of_houses([listing.partner_id])] == [listing]
    assert open_number(listing.partner) == 1


def test_lately_is_a_year_and_tags_have_the_names_of_matching():
    listing = ListingFactory()
    ask(listing, asked_at=NOW)
    ask(listing, "room", "category", asked_at=NOW - timedelta(days=100))
    ask(listing, "students", asked_at=NOW - timedelta(days=365))
    ask(listing, "adults")
    assert asked_lately(NOW) == {
        (listing.key, (TARGET, "parents")),
        (listing.key, (CATEGORY, "room")),
    }


def test_a_link_is_found_by_its_secret_while_it_lasts():
    listing = ListingFactory()
    token = issue_link(listing=listing, at=NOW)
    assert link_of(token, NOW).listing == listing
    assert link_of(hashed(token), NOW) is None
    assert link_of(token, NOW + timedelta(days=45)) is None


@pytest.mark.parametrize("rows", [1, 3])
def test_the_questions_cost_five_queries(rows):
    listings = ListingFactory.create_batch(rows)
    for listing in listings:
        ask(listing)
    with expect_statements(5):
        found = open_questions(listings)
    assert {one.listing for one in found} == set(listings)
