"""Attendance confirmed by people: with a reason, honestly printed, for others only."""

import pytest
from django.conf import settings

from courses.actions import certificate_by_hand
from courses.actions.certificate import ReasonMissingError, revoke_certificate
from courses.actions.certificate_by_hand import MOST, certify_by_hand
from courses.actions.enrolment import enrol, leave
from courses.actions.guests import add_guests
from courses.formats.people_list import Entry
from courses.models import Certificate, Enrolment
from courses.queries.invariants import overbooked_runs, unearned_certificates
from courses.signals import certificate_issued
from lms.common.errors import DomainError
from lms.records.models import AuditEvent, AuditNote
from tests.factories.courses import NOW, EnrolmentFactory
from tests.support.runs import some_run

pytestmark = pytest.mark.django_db
REASON = "War an allen Abenden da, die Liste ging verloren."
NAMED = {"certificate_name": "Jana Jung", "certificate_name_confirmed_at": NOW}


@pytest.fixture
def world():
    return some_run(dates=2)


@pytest.fixture
def sent():
    """How certificates were announced."""
    found = []

    def hear(sender, in_batch, **kwargs):
        found.append(in_batch)

    certificate_issued.connect(hear)
    yield found
    certificate_issued.disconnect(hear)


def certify(world, *rows, reason=REASON, actor=None):
    keys = [row.key for row in rows]
    actor = actor or world.member
    return certify_by_hand(run=world.run, enrolments=keys, reason=reason, actor=actor, at=NOW)


def test_what_is_confirmed_is_certified_as_confirmed(world, sent):
    row = world.person(**NAMED)
    assert certify(world, row) == 1
    row.refresh_from_db()
    certificate = Certificate.objects.get()
    assert (row.state, row.completed_at) == ("completed", NOW)
    assert (certificate.kind, certificate.facts["results"]) == ("attendance", [])
    assert certificate.facts["rule"] == "Die Teilnahme hat das Kursteam bestätigt."
    assert certificate.reason == REASON
    assert REASON not in str(certificate.facts)
    event = AuditEvent.objects.get(action="enrolment.complete-by-hand")
    assert (event.actor_key, event.object_key) == (world.member.key, row.key)
    assert AuditNote.objects.get(event=event).text == REASON
    assert sent == [True]
    assert unearned_certificates(NOW) == []
    assert certify(world, row) == 0
    assert Certificate.objects.count() == 1


def test_what_waits_for_a_name_is_issued_later_with_the_same_reason(world):
    row = world.person()
    assert certify(world, row) == 1
    assert not Certificate.objects.exists()
    row.refresh_from_db()
    assert row.completion["reason"] == REASON


def test_guests_get_one_without_a_name(world):
    entry = Entry(line=1, name="Bo Gast", email="", phone="")
    add_guests(run=world.run, people=[entry], actor=world.member, at=NOW)
    assert certify(world, Enrolment.objects.get(run=world.run)) == 1
    assert Certificate.objects.get().holder_name == ""


def test_one_that_was_taken_back_is_issued_again(world):
    row = world.person(**NAMED)
    certify(world, row)
    code = Certificate.objects.get().code
    revoke_certificate(code=code, reason="error", actor=None, at=NOW)
    assert certify(world, row, reason="Doch dabei gewesen") == 1
    new = Certificate.objects.exclude(code=code).get()
    assert (new.state, new.reason) == ("valid", "Doch dabei gewesen")


def test_nobody_is_certified_by_herself_and_nobody_of_elsewhere(world):
    own = enrol(user=world.member, run=world.run, at=NOW)
    gone = world.person(**NAMED)
    leave(enrolment=gone, at=NOW)
    elsewhere = EnrolmentFactory()
    pupil = EnrolmentFactory(
        run=world.run, course=world.run.course, user__kind="seat", user__email=""
    )
    assert certify(world, own, gone, elsewhere, pupil) == 0
    assert not Certificate.objects.exists()
    assert not Enrolment.objects.filter(completed_at__isnull=False).exists()


def test_without_a_reason_and_for_too_many_nothing_happens(world):
    row = world.person(**NAMED)
    with pytest.raises(ReasonMissingError):
        certify(world, row, reason=" ")
    keys = [str(number) for number in range(MOST + 1)]
    with pytest.raises(DomainError, match=str(MOST)):
        certify_by_hand(run=world.run, enrolments=keys, reason=REASON, actor=world.member, at=NOW)
    assert not Certificate.objects.exists()


def test_files_of_many_wait_in_a_queue_of_their_own():
    names = [queue.name for queue in settings.CELERY_TASK_QUEUES]
    assert names == ["celery", "batch"]
    swept = settings.CELERY_TASK_ROUTES["courses.tasks.render_waiting_certificates"]
    assert swept == {"queue": "batch"}


def test_what_was_revoked_for_deceit_is_not_for_the_team_to_undo(world):
    row = world.person(**NAMED)
    certify(world, row)
    revoke_certificate(code=Certificate.objects.get().code, reason="deceit", actor=None, at=NOW)
    assert certify(world, row) == 0
    assert Certificate.objects.count() == 1


def test_who_leaves_at_that_moment_is_not_brought_back(world, monkeypatch):
    row = world.person(**NAMED)
    complete = certificate_by_hand._complete

    def after_leaving(enrolment, *rest):
        leave(enrolment=Enrolment.objects.get(pk=enrolment.pk), at=NOW)
        return complete(enrolment, *rest)

    monkeypatch.setattr(certificate_by_hand, "_complete", after_leaving)
    assert certify(world, row) == 0
    row.refresh_from_db()
    assert (row.state, row.completed_at) == ("left", None)
    assert overbooked_runs(NOW) == []


def test_those_issued_again_wait_with_the_batch(world, sent):
    row = world.person(**NAMED)
    certify(world, row)
    revoke_certificate(code=Certificate.objects.get().code, reason="error", actor=None, at=NOW)
    certify(world, row)
    assert sent == [True, True]
