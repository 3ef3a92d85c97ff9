"""Short questions: three at once, not twice a year, and "don't know" changes nothing."""

from datetime import timedelta

import pytest

from lms.common.errors import ConflictError
from network.actions.clarification import (
    answer_by_link,
    answer_questions,
    ask_at_once,
    issue_link,
    plan_questions,
    take_questions,
)
from network.enums import Answer, ListingKind, TagState
from network.models import Clarification, Listing
from network.queries.clarifications import link_of, open_questions
from tests.support.matching import NOW, house, listing

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=366)
TARGETS = ("parents", "students", "adults", "older-people", "employees")


@pytest.fixture
def offer():
    return listing(house("Klub"), ListingKind.OFFER, "Sprechstunde", tags=False)


def plan(offer, at=NOW):
    wanted = [("target_group", code, 2) for code in TARGETS]
    return plan_questions(found={offer.key: wanted}, at=at)


def everything(offer):
    tags = [sorted(getattr(offer, name).values_list("code", flat=True))
            for name in ("competences", "action_fields", "target_groups")]  # fmt: skip
    return tags, list(offer.open_tags.values_list("code", "state")), offer.version


def test_three_are_planned_and_a_new_run_replaces_only_what_was_not_asked(offer):
    assert plan(offer) == 3
    assert plan(offer) == 3
    take_questions(listing=offer, at=NOW)
    assert plan(offer) == 0  # three stand open
    assert Clarification.objects.count() == 3


def test_the_same_comes_again_only_after_a_year(offer):
    plan(offer)
    asked = take_questions(listing=offer, at=NOW)
    answer_questions(
        listing=offer, answers={q.key: Answer.UNKNOWN for q in asked}, actor=None, at=NOW
    )
    assert plan(offer) == 2  # the two that were not asked yet
    codes = set(Clarification.objects.filter(answer="").values_list("code", flat=True))
    assert codes == set(TARGETS) - {q.code for q in asked}
    assert plan(offer, NOW + YEAR) == 3


def test_yes_is_a_tag_no_is_denied_and_do_not_know_nothing(offer):
    plan(offer)
    yes, no, unknown = take_questions(listing=offer, at=NOW)
    answer_questions(
        listing=offer, answers={yes.key: Answer.YES, no.key: Answer.NO}, actor=None, at=NOW
    )
    offer.refresh_from_db()
    assert list(offer.target_groups.values_list("code", flat=True)) == [yes.code]
    assert offer.open_tags.get().code == no.code
    assert offer.open_tags.get().state == TagState.DENIED
    before = everything(offer)
    answer_questions(listing=offer, answers={unknown.key: Answer.UNKNOWN}, actor=None, at=NOW)
    offer.refresh_from_db()
    assert everything(offer) == before


def test_a_category_and_a_competence_can_be_asked_about(offer):
    for tag in (("category", "room"), ("competence", "2.5"), ("field", "health")):
        assert ask_at_once(listing=offer, tag=tag, at=NOW)
    answers = {q.key: Answer.YES for q in offer.clarifications.all()}
    assert answer_questions(listing=offer, answers=answers, actor=None, at=NOW) == 3
    offer = Listing.objects.get(pk=offer.pk)
    assert offer.category.code == "room"
    assert offer.competences.get().framework.is_default
    assert not ask_at_once(listing=offer, tag=("field", "health"), at=NOW)


def test_answers_reach_only_the_listing_they_were_asked_about(offer):
    other = listing(house("Anderes"), ListingKind.OFFER, "Fremd", tags=False)
    plan(other)
    foreign = {q.key: Answer.YES for q in other.clarifications.all()}
    assert answer_questions(listing=offer, answers=foreign, actor=None, at=NOW) == 0
    assert not other.target_groups.exists()


def test_a_link_is_for_one_listing_works_once_and_ends(offer):
    plan(offer)
    token = issue_link(listing=offer, at=NOW)
    link = link_of(token, NOW)
    assert link.listing == offer
    assert token not in str(link.__dict__)
    assert link_of(token, NOW + YEAR) is None
    (found,) = open_questions([link.listing])
    answers = {q.key: Answer.YES for q in found.questions}
    assert answer_by_link(link=link, answers=answers, at=NOW) == 3
    assert link_of(token, NOW) is None
    with pytest.raises(ConflictError):
        answer_by_link(link=link, answers=answers, at=NOW)
