"""Certificates of a class on paper."""

import pytest

from courses.actions.certificate import (
    AlreadyRevokedError,
    NotCompletedError,
    revoke_certificate,
)
from courses.actions.school_class.certifying import (
    OtherNamesError,
    certify_seats,
    name_certificates,
)
from courses.actions.school_class.ending import delete_class
from courses.enums import ClassKind, RevocationReason
from courses.models import Certificate
from courses.queries.verification import verification
from lms.common.errors import NotAllowedError
from lms.records.models import AuditEvent, OutboxMessage
from tests.support.school_class import NOW, assigned, room

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return assigned(room(seats=2))


def certify(here, *cards, **kwargs):
    rows = [here.enrolment(card) for card in cards]
    values = {"school_class": here.school_class, "actor": here.lead, "at": NOW, **kwargs}
    return certify_seats(enrolments=rows, **values)


def test_a_seats_certificate_is_issued_once_without_a_name_and_without_a_file(
    here, django_capture_on_commit_callbacks
):
    here.finish(*here.cards)
    assert not Certificate.objects.exists()  # nobody has asked for one
    with django_capture_on_commit_callbacks(execute=True):
        issued = certify(here, *here.cards)
        again = certify(here, *reversed(here.cards))
    assert [row.pk for row in again] == [row.pk for row in reversed(issued)]
    rows = list(Certificate.objects.all())
    assert len(rows) == 2
    assert {(row.holder_name, row.facts["holder"], row.pdf_name) for row in rows} == {("", "", "")}
    assert {row.facts["course"] for row in rows} == {"Sicher im Netz"}
    assert not OutboxMessage.objects.exists()
    events = AuditEvent.objects.filter(action="class.certificates")
    assert [event.data for event in events] == [{"number": 2}, {"number": 2}]
    issues = AuditEvent.objects.filter(action="certificate.issue")
    assert {event.actor_key for event in issues} == {here.lead.key}


def test_it_can_be_verified_after_the_class_is_gone(here):
    here.finish(here.cards[0])
    (certificate,) = certify(here, here.cards[0])
    delete_class(school_class=here.school_class, at=NOW)
    assert verification(certificate.code).state == "valid"
    kept = Certificate.objects.get()
    assert (kept.enrolment, kept.holder_name) == (None, "")


def test_nothing_is_certified_before_the_rule_is_met(here):
    here.finish(here.cards[0])
    with pytest.raises(NotCompletedError):
        certify(here, *here.cards)
    assert not Certificate.objects.exists()


def test_what_was_taken_back_is_not_printed_again(here):
    here.finish(here.cards[0])
    (certificate,) = certify(here, here.cards[0])
    revoke_certificate(
        code=certificate.code, reason=RevocationReason.ERROR, actor=here.lead, at=NOW
    )
    with pytest.raises(AlreadyRevokedError):
        certify(here, here.cards[0])
    assert Certificate.objects.count() == 1


def test_seats_of_another_class_are_refused(here):
    here.finish(here.cards[0])
    other = room(seats=1)
    with pytest.raises(NotAllowedError):
        certify(here, here.cards[0], school_class=other.school_class)
    assert not Certificate.objects.exists()


def test_a_nursery_group_has_no_certificates():
    here = assigned(room(seats=1, kind=ClassKind.KINDERGARTEN))
    here.finish(here.cards[0])
    with pytest.raises(NotAllowedError):
        certify(here, here.cards[0])
    assert not Certificate.objects.exists()


def test_names_bind_all_or_none(here):
    here.finish(*here.cards)
    first, second = certify(here, *here.cards)

    def name(*typed, replaces=False):
        rows = Certificate.objects.filter(state="valid").order_by("enrolment_key")
        pairs = zip(rows, typed, strict=True)
        return name_certificates(pairs, replaces=replaces, actor=here.lead, at=NOW)

    name("Ada Meier", "")
    with pytest.raises(OtherNamesError) as refused:
        name("Ada Meyer", "Bo Meier")
    changed = min(first.enrolment_key, second.enrolment_key)
    assert refused.value.enrolments == [changed]
    assert Certificate.objects.exclude(name_hash="").count() == 1  # Bo's waits, too
    printed = name("Ada Meyer", "Bo Meier", replaces=True)
    assert [typed for _row, typed in printed] == ["Ada Meyer", "Bo Meier"]
    assert Certificate.objects.get(state="replaced").enrolment_key == changed
