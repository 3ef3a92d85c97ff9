"""At the same moment: a code lets one in, a form counts once, what holds is what was decided."""

from functools import partial

import pytest

from lms.accounts.actions import enter_form, name_guardian, print_form, use_code
from lms.accounts.consent.queries import standing_of
from lms.accounts.consent.rules import pause_reason
from lms.accounts.models import ConsentEvent, Guardian, User
from tests.support.consent import ANNE, BEN, NOW, child, code_for, confirmed, decide
from tests.support.parallel import both

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_code_lets_one_in():
    code = code_for(child().guardians.get())
    assert both(*[lambda: use_code(code=code, at=NOW)] * 4) == ["CodeError"] * 3 + ["done"]


def test_a_form_counts_once():
    _form, number = print_form(guardian=child(emails=()).guardians.get(), at=NOW)

    def enter():
        enter_form(number=number, partner_key="haus", actor_key="x", at=NOW)

    assert both(*[enter] * 4) == ["PaperNumberError"] * 3 + ["done"]
    assert ConsentEvent.objects.count() == 1


def test_a_no_holds_against_a_form_entered_meanwhile():
    for _ in range(5):
        user = child(emails=(ANNE,))
        anne = confirmed(user, ANNE)
        _form, number = print_form(guardian=anne, at=NOW)
        results = both(
            partial(enter_form, number=number, partner_key="haus", actor_key="x", at=NOW),
            partial(decide, User.objects.get(pk=user.pk), "refused", guardian=anne),
        )
        assert results in (["done", "done"], ["PaperNumberError", "done"])
        assert User.objects.get(pk=user.pk).pause_reason == "refused"


def test_an_address_is_named_once():
    user = child(emails=())
    assert both(*[lambda: name_guardian(child=user, email=ANNE, at=NOW)] * 4) == ["done"] * 4
    assert Guardian.objects.filter(email=ANNE).count() == 1


def test_one_agrees_while_the_other_withdraws():
    user = child(emails=(ANNE, BEN))
    anne, ben = confirmed(user, ANNE), confirmed(user, BEN)
    for _ in range(5):
        results = both(
            lambda: decide(User.objects.get(pk=user.pk), "given", guardian=anne),
            lambda: decide(User.objects.get(pk=user.pk), "withdrawn", guardian=ben),
        )
        assert results == ["done", "done"]
        stored = User.objects.get(pk=user.pk)
        assert stored.pause_reason == pause_reason(standing_of(stored), NOW) == "withdrawn"
    assert ConsentEvent.objects.count() == 10
