"""Collections of questions: a partner sorts its own, nothing moves between partners."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import Question, QuestionBank
from lms.accounts.models import User
from lms.common.errors import ConflictError, NotAllowedError
from lms.records.actions import record_event
from network.models import Partner


class BankNameTakenError(ConflictError):
    """The partner has a collection of this name."""


@transaction.atomic
def create_bank(*, partner: Partner, name: str, actor: User, at: datetime) -> QuestionBank:
    """Make a further collection.

    Raises:
        BankNameTakenError: Upper and lower case apart, the name is in use at this partner.
    """
    _check_name(partner, name)
    bank = QuestionBank.objects.create(partner=partner, name=name)
    _record("question-bank.create", bank, actor, at)
    return bank


@transaction.atomic
def rename_bank(*, bank: QuestionBank, name: str, actor: User, at: datetime) -> None:
    """Give a collection another name.

    Raises:
        BankNameTakenError: Another collection of the partner has it.
    """
    _check_name(bank.partner, name, but=bank)
    QuestionBank.objects.filter(pk=bank.pk).update(name=name)
    _record("question-bank.rename", bank, actor, at)


@transaction.atomic
def move_question(*, question: Question, bank: QuestionBank, actor: User, at: datetime) -> None:
    """Put a question into another collection of its own partner.

    Raises:
        NotAllowedError: The collection is another partner's.
    """
    if question.bank.partner_id != bank.partner_id:
        raise NotAllowedError(_("Fragen bleiben bei dem Partner, der sie geschrieben hat."))
    Question.objects.filter(pk=question.pk).update(bank=bank)
    _record("question.move", bank, actor, at)


def _check_name(partner: Partner, name: str, *, but: QuestionBank | None = None) -> None:
    same = QuestionBank.objects.filter(partner=partner, name__iexact=name)
    if but is not None:
        same = same.exclude(pk=but.pk)
    if same.exists():
        raise BankNameTakenError(_("Eine Sammlung mit diesem Namen gibt es schon."))


def _record(action: str, bank: QuestionBank, actor: User, at: datetime) -> None:
    record_event(
        action=action, object_type="question-bank", object_key=bank.key, at=at, actor_key=actor.key
    )
