import pytest

from lms.accounts.actions.looks import (
    NobodyFoundError,
    ReasonMissingError,
    WrongCaseError,
    find_person,
    look_at_person,
)
from lms.accounts.actions.privacy_case import close_case, open_case
from lms.accounts.enums import CaseKind
from lms.records.models import AuditEvent
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.courses import NOW

pytestmark = pytest.mark.django_db


def test_a_look_is_written_down_with_its_reason_beside():
    actor, person = StaffFactory(), UserFactory()
    look_at_person(actor=actor, person=person, reason="  Anruf   am Montag ", at=NOW)
    event = AuditEvent.objects.get()
    assert (event.actor_key, event.person_key) == (actor.key, person.key)
    assert event.note.text == "Anruf am Montag"
    assert "Montag" not in str(event.data)


def test_no_reason_no_look():
    with pytest.raises(ReasonMissingError):
        look_at_person(actor=StaffFactory(), person=UserFactory(), reason=" ? ", at=NOW)
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("email", ["", "andere@example.org", "kind@example.org"])
def test_only_an_exact_address_of_an_adult_finds(email):
    UserFactory(email="")
    UserFactory(email="kind@example.org", age_band="14_15")
    with pytest.raises(NobodyFoundError):
        find_person(actor=StaffFactory(), email=email, reason="Anruf am Montag", at=NOW)
    assert not AuditEvent.objects.exists()


def test_the_case_learns_whom_it_is_about():
    actor, person = StaffFactory(), UserFactory()
    case = open_case(kind=CaseKind.EXPORT, actor=actor, at=NOW)
    found = find_person(
        actor=actor, email=person.email, reason="Anruf am Montag", case=case.number, at=NOW
    )
    case.refresh_from_db()
    assert (found, case.person_key) == (person, person.key)


def look(actor, person, case):
    return find_person(
        actor=actor, email=person.email, reason="Anruf am Montag", case=case.number, at=NOW
    )


def test_the_case_of_one_opens_nobody_else():
    actor, first, second = StaffFactory(), UserFactory(), UserFactory()
    case = open_case(kind=CaseKind.EXPORT, actor=actor, at=NOW)
    look(actor, first, case)
    with pytest.raises(WrongCaseError):
        look(actor, second, case)
    assert look(actor, first, case) == first
    case.refresh_from_db()
    assert case.person_key == first.key
    assert not AuditEvent.objects.filter(action="person.look", person_key=second.key).exists()


def test_a_closed_case_opens_nobody():
    actor, person = StaffFactory(), UserFactory()
    case = open_case(kind=CaseKind.EXPORT, actor=actor, at=NOW)
    close_case(case=case, actor=actor, at=NOW)
    with pytest.raises(WrongCaseError):
        look(actor, person, case)
    case.refresh_from_db()
    assert case.person_key == ""
