"""Collections of questions: named once at a partner, and nothing crosses to another partner."""

import pytest

from courses.actions.bank import BankNameTakenError, create_bank, move_question, rename_bank
from courses.actions.question import create_question, default_bank
from lms.common.errors import NotAllowedError
from lms.records.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW
from tests.factories.network import PartnerFactory
from tests.support.world import QUESTIONS

pytestmark = pytest.mark.django_db


def made(partner, name="Klasse 7"):
    return create_bank(partner=partner, name=name, actor=UserFactory(), at=NOW)


def test_a_name_is_given_once_at_a_partner():
    partner = PartnerFactory()
    bank = made(partner)
    with pytest.raises(BankNameTakenError):
        made(partner, "klasse 7")
    assert made(PartnerFactory()).name == bank.name  # elsewhere it is free
    rename_bank(bank=bank, name="Klasse 7", actor=UserFactory(), at=NOW)  # its own name
    with pytest.raises(BankNameTakenError):
        rename_bank(bank=made(partner, "Neu"), name="KLASSE 7", actor=UserFactory(), at=NOW)


def test_a_question_moves_within_its_partner_only():
    partner = PartnerFactory()
    version = create_question(
        bank=default_bank(partner), type="single", content=QUESTIONS["single"], locale="de", at=NOW
    )
    bank, foreign = made(partner), made(PartnerFactory())
    move_question(question=version.question, bank=bank, actor=UserFactory(), at=NOW)
    version.question.refresh_from_db()
    assert version.question.bank == bank
    assert AuditEvent.objects.filter(action="question.move", object_key=bank.key).exists()
    with pytest.raises(NotAllowedError):
        move_question(question=version.question, bank=foreign, actor=UserFactory(), at=NOW)
