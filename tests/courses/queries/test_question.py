"""Questions as their authors see them."""

import pytest

from courses.actions.question import create_question, default_bank, retire_question, revise_question
from courses.queries.question import newest_versions
from network.models import Partner
from tests.factories.courses import NOW
from tests.factories.network import PartnerFactory
from tests.support.world import QUESTIONS

pytestmark = pytest.mark.django_db


def question(partner, **changes):
    values = {"type": "single", "content": QUESTIONS["single"], "locale": "de", "at": NOW}
    return create_question(bank=default_bank(partner), **{**values, **changes})


def test_newest_of_each_language_of_the_partners_asked_for():
    mine, other = PartnerFactory(), PartnerFactory()
    old = question(mine)
    question(other)
    values = {"question": old.question, "type": "single", "at": NOW}
    content = {**QUESTIONS["single"], "prompt": "Neu?"}
    new = revise_question(content=content, locale="de", **values)
    english = revise_question(content=content, locale="en", **values)
    found = newest_versions(Partner.objects.filter(pk=mine.pk))
    assert set(found) == {new, english}


@pytest.mark.parametrize("rows", [1, 3])
def test_one_query_and_nothing_retired(rows, django_assert_num_queries):
    partner = PartnerFactory()
    for _number in range(rows):
        question(partner)
    retire_question(question=question(partner).question, at=NOW)
    with django_assert_num_queries(1):
        assert len(newest_versions(Partner.objects.all())) == rows
