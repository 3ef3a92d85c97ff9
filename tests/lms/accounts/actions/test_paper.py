"""Forms on paper: printed by the child, entered at a partner."""

import pytest

from lms.accounts.actions import (
    end_guardian,
    enter_form,
    print_form,
    publish_text,
    use_code,
)
from lms.accounts.actions.paper import PaperNumberError
from lms.accounts.consent.numbers import draw_number
from lms.accounts.consent.queries import is_overtaken
from lms.accounts.enums import AgeBand, Decision, Method, Purpose
from lms.accounts.models import ConsentEvent, Guardian, PaperForm
from lms.common.errors import ConflictError
from lms.records.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.support.consent import (
    ANNE,
    BEN,
    DAY,
    NEW_TEXT,
    NOW,
    child,
    confirmed,
    decide,
    learning_child,
)  # fmt: skip
from tests.support.mails import mails_to

pytestmark = pytest.mark.django_db


def printed(user, at=NOW):
    return print_form(guardian=user.guardians.get(), at=at)


def enter(number, at=NOW + DAY):
    return enter_form(number=number, partner_key="haus", actor_key="lehrkraft", at=at)


def test_entering_agrees_is_logged_and_gives_the_guardian_a_code():
    user = child(emails=())
    form, number = printed(user)
    assert number.replace("-", "") not in form.number_hash
    code = enter(number)
    user.refresh_from_db()
    form.refresh_from_db()
    assert user.pause_reason == ""
    event = ConsentEvent.objects.get()
    assert (event.decision, event.method, event.version) == (Decision.GIVEN, Method.PAPER, 1)
    assert (form.entered_at, form.entered_by_key, form.partner_key) == (
        NOW + DAY, "lehrkraft", "haus",
    )  # fmt: skip
    audit = AuditEvent.objects.get(action="consent.enter-paper")
    assert (audit.actor_key, audit.partner_key, audit.person_key) == (
        "lehrkraft", "haus", user.key,
    )  # fmt: skip
    assert use_code(code=code, at=NOW + DAY).child == user


def test_who_has_an_address_is_told():
    user = child()
    _form, number = printed(user)
    enter(number)
    assert [m.kind for m in mails_to(ANNE)] == ["guardian_asked", "guardian_paper"]


def refused(number, at=NOW + DAY):
    with pytest.raises(PaperNumberError) as error:
        enter(number, at)
    return str(error.value)


def test_slips_unknown_used_and_expired_numbers_are_refused():
    user = child()
    _form, number = printed(user)
    slip = ("c" if number[0] == "b" else "b") + number[1:]
    assert "Tippfehler" in refused(slip)
    unknown = refused(draw_number())
    assert refused(number, NOW + 14 * DAY) == unknown
    enter(number)
    assert "schon eingetragen" in refused(number)
    assert ConsentEvent.objects.count() == 1


def test_a_second_print_ends_the_first():
    user = child()
    _first, old = printed(user)
    _second, new = printed(user)
    assert PaperForm.objects.count() == 1
    assert refused(old)
    assert enter(new)


def test_form_of_a_guardian_who_left_or_of_whom_decides_alone_is_refused():
    user = learning_child()
    _form, number = printed(user)
    end_guardian(guardian=user.guardians.get(), actor_key="", at=NOW)
    assert refused(number)
    grown = UserFactory(age_band=AgeBand.FROM_16, age_band_asked_at=NOW)
    guardian = Guardian.objects.create(child=grown, created_at=NOW)
    with pytest.raises(ConflictError):
        print_form(guardian=guardian, at=NOW)
    assert not PaperForm.objects.exists()


def test_form_of_a_waiting_account_ends_with_it_and_a_later_one_after_fourteen_days():
    waits, learns = child(), learning_child()
    assert printed(waits, NOW + 3 * DAY)[0].expires_at == NOW + 14 * DAY
    assert printed(learns, NOW + 30 * DAY)[0].expires_at == NOW + 44 * DAY


@pytest.mark.parametrize("decision", [Decision.REFUSED, Decision.WITHDRAWN])
def test_a_no_given_online_ends_what_was_printed_before(decision):
    user = child()
    guardian = confirmed(user)
    _form, number = printed(user)
    decide(user, decision, guardian=guardian)
    assert not PaperForm.objects.exists()
    assert refused(number) == refused(draw_number())
    with pytest.raises(ConflictError):
        printed(user)
    user.refresh_from_db()
    assert user.pause_reason == decision


def test_a_no_ends_the_forms_of_the_others_too_and_a_yes_does_not():
    user = child(emails=(ANNE, BEN))
    forms = [print_form(guardian=row, at=NOW) for row in user.guardians.all()]
    decide(user, guardian=confirmed(user, ANNE))
    assert PaperForm.objects.count() == len(forms)
    decide(user, Decision.REFUSED, guardian=confirmed(user, ANNE))
    assert not PaperForm.objects.exists()


def test_the_childs_own_no_leaves_the_form_of_the_guardian():
    user = child(AgeBand.FROM_14)
    _form, number = printed(user)
    decide(user, Decision.REFUSED)
    assert enter(number)
    user.refresh_from_db()
    assert user.pause_reason == "refused"


def test_a_form_is_overtaken_by_its_guardians_later_word_or_by_anybodys_no():
    user = child(emails=(ANNE, BEN))
    anne, ben = user.guardians.order_by("pk")
    form, number = print_form(guardian=anne, at=NOW)
    decide(user, guardian=confirmed(user, BEN), at=NOW + DAY)
    assert not is_overtaken(form)
    decide(user, guardian=confirmed(user, ANNE), at=NOW + DAY)
    assert is_overtaken(form)
    assert refused(number, NOW + 2 * DAY) == refused(draw_number())
    assert ben.forms.count() == 0


def test_a_form_of_an_older_text_is_refused_and_stays_open():
    user = child()
    form, number = printed(user)
    publish_text(purpose=Purpose.ACCOUNT, texts=NEW_TEXT, actor_key="a", at=NOW)
    assert "neues Formular" in refused(number)
    form.refresh_from_db()
    assert form.entered_at is None
    assert not ConsentEvent.objects.exists()
