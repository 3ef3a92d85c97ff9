import pytest

from cms.forms.question_export import ExportForm
from courses.actions.question import create_question, default_bank
from network.models import Partner
from tests.factories.courses import NOW
from tests.factories.network import PartnerFactory
from tests.support.world import QUESTIONS

pytestmark = pytest.mark.django_db


def test_questions_are_chosen_by_house_language_word_and_tag():
    mine, other, foreign = PartnerFactory.create_batch(3)
    for partner, kind, locale, tags in (
        (mine, "single", "de", ["Nass "]), (mine, "multiple", "en", []),
        (other, "numeric", "de", []), (foreign, "cloze", "de", ["nass"]),
    ):  # fmt: skip
        create_question(bank=default_bank(partner), type=kind, content=QUESTIONS[kind], locale=locale, tags=tags, at=NOW)  # fmt: skip
    partners = Partner.objects.exclude(pk=foreign.pk)

    def chosen(**data):
        return [question.kind for question in ExportForm(data, partners=partners).versions()]

    assert chosen() == ["single", "multiple", "numeric"]
    assert chosen(partner=mine.pk) == ["single", "multiple"]
    assert chosen(locale="en") == ["multiple"]
    assert chosen(q="am stärksten") == ["single"]
    assert chosen(tag="nass") == ["single"]
    assert chosen(partner=foreign.pk) == chosen(locale="xx") == []
