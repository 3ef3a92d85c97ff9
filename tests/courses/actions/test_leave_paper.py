"""Both papers of Bildungszeit: who may have them, when, and what they state."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from courses.actions.appointment import AppointmentPlan, change_appointment
from courses.actions.attendance import note_attendance
from courses.actions.certificate import issue_certificates, revoke_certificate
from courses.actions.enrolment import leave
from courses.actions.leave_paper import (
    ATTENDANCE,
    REGISTRATION,
    PaperError,
    issue_to_all,
    request_paper,
)
from courses.actions.run import RunPlan, plan_run
from courses.actions.seat.cancelling import cancel_run
from courses.actions.seat.moving import move_enrolment
from courses.enums import RevocationReason
from courses.models import Certificate, CourseRun, Enrolment, LeaveRecognition
from courses.queries.invariants import violations
from lms.accounts.actions.profile import CertificateNameError
from lms.records.models import AuditEvent
from tests.factories.certificates import CertificateFactory, facts
from tests.factories.courses import NOW
from tests.support.leave import AFTER, BEFORE, NAME, NUMBER, attend, leave_run, somebody
from tests.support.runs import FIRST, HOUR, some_run

pytestmark = pytest.mark.django_db
ALL = (0, 1, 2)


@pytest.fixture
def world():
    return leave_run()


def register(enrolment, at=BEFORE):
    return request_paper(enrolment=enrolment, kind=REGISTRATION, at=at)


def confirm(enrolment, at=AFTER):
    return request_paper(enrolment=enrolment, kind=ATTENDANCE, at=at)


def test_a_registration_states_what_the_law_asks(world):
    paper = register(somebody(world))
    assert (paper.kind, paper.state, paper.holder_name) == ("leave_registration", "valid", NAME)
    told = paper.facts
    assert told.pop("partners")
    assert told.pop("issuer")["name"] == world.run.course.partner.name
    for name in ("course", "course_key", "summary"):
        told.pop(name)
    assert told == {
        "holder": NAME,
        "kind": "leave_registration",
        "language": "de",
        "stages": [],
        "competences": [],
        "effort_minutes": 360,
        "rule": "Anmeldung zur Veranstaltung",
        "results": [],
        "started_on": "2027-03-24",
        "completed_on": "2027-04-07",
        "issued_on": "2027-02-02",
        "leave": {
            "file_number": NUMBER,
            "authority": "Ministerium für Bildung, Jugend und Sport des Landes Brandenburg",
            "place": "online",
            "days": 3,
            "minutes": 360,
            "shortest_day": 120,
            "longest_day": 120,
        },
    }


def test_attendance_states_days_and_hours(world):
    ada = somebody(world)
    attend(world, ada, *ALL)
    paper = confirm(ada)
    assert paper.kind == "leave_attendance"
    assert paper.facts["rule"] == "Mindestens 80 % der Stunden besucht"
    told = paper.facts["leave"]
    assert (told["attended_days"], told["attended_minutes"], told["minutes"]) == (3, 360, 360)


def test_attendance_comes_after_the_end_and_only_to_who_was_there(world):
    ada, bo = somebody(world), somebody(world)
    attend(world, ada, 0, 1)
    attend(world, bo, *ALL)
    with pytest.raises(PaperError, match=r"Mindestanwesenheit ist nicht erreicht.*80 %"):
        confirm(ada)
    with pytest.raises(PaperError, match="nach dem letzten Treffen"):
        confirm(bo, at=FIRST + timedelta(days=14))
    assert not Certificate.objects.exists()
    assert confirm(bo).enrolment == bo


def test_who_was_excused_was_not_there(world):
    ada = somebody(world)
    attend(world, ada, 0, 1)
    note_attendance(
        appointment=world.dates[2], presences={ada.key: "excused"}, actor=world.member, at=AFTER
    )
    with pytest.raises(PaperError):
        confirm(ada)


def test_a_registration_is_for_before(world):
    with pytest.raises(PaperError, match="schon begonnen"):
        register(somebody(world), at=FIRST)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"state": "applied"}, "keine Anerkennung"),
        ({"state": "refused"}, "keine Anerkennung"),
        ({"valid_until": date(2027, 4, 6)}, "keine Anerkennung"),
    ],
)
def test_without_a_recognition_for_all_days_there_is_no_paper(world, values, why):
    LeaveRecognition.objects.update(**values)
    with pytest.raises(PaperError, match=why):
        register(somebody(world))


def test_a_run_without_recognition_or_appointments_has_none():
    world = some_run()
    with pytest.raises(PaperError, match="keine Anerkennung"):
        register(somebody(world))
    with pytest.raises(PaperError, match="Treffen"):
        register(somebody(leave_run(dates=0)))


@pytest.mark.parametrize("case", ["minor", "guest", "left"])
def test_who_cannot_have_one(world, case):
    minor = {"age_band": "16_17"} if case == "minor" else {}
    ada = somebody(world, **minor)
    if case == "guest":
        type(ada.user).objects.filter(pk=ada.user.pk).update(kind="guest")
    if case == "left":
        leave(enrolment=ada, at=BEFORE)
    with pytest.raises(PaperError):
        register(ada)
    assert not Certificate.objects.exists()


def test_a_name_is_confirmed_with_the_first_paper(world):
    ada = world.person()
    with pytest.raises(CertificateNameError):
        register(ada)
    assert not Certificate.objects.exists()
    paper = request_paper(enrolment=ada, kind=REGISTRATION, name="Łucija Nowak", at=BEFORE)
    assert paper.holder_name == "Łucija Nowak"
    # What was confirmed once stays.
    attend(world, ada, *ALL)
    paper = request_paper(enrolment=ada, kind=ATTENDANCE, name="Wer Anders", at=AFTER)
    assert paper.holder_name == "Łucija Nowak"


def test_asking_again_gives_the_same_paper(world):
    ada = somebody(world)
    assert register(ada) == register(ada, at=BEFORE + HOUR)
    assert AuditEvent.objects.filter(action="certificate.issue").count() == 1


def test_what_has_changed_gives_a_new_paper_and_ends_the_old(world):
    ada = somebody(world)
    old, last = register(ada), world.dates[2]
    plan = AppointmentPlan(starts_at=last.starts_at, ends_at=last.ends_at + HOUR)
    change_appointment(appointment=last, plan=plan, actor=world.member, at=BEFORE)
    new = register(ada, at=BEFORE + HOUR)
    old.refresh_from_db()
    assert (old.state, old.revocation_reason) == ("replaced", "")
    assert (new.state, new.facts["effort_minutes"]) == ("valid", 420)


def test_leaving_takes_the_registration_back_and_coming_back_gives_another(world):
    ada = somebody(world)
    old = register(ada)
    leave(enrolment=ada, at=BEFORE)
    old.refresh_from_db()
    assert (old.state, old.revocation_reason) == ("revoked", "cancelled")
    Enrolment.objects.filter(pk=ada.pk).update(state="active", left_at=None, left_reason="")
    assert register(ada).pk != old.pk


def test_leaving_afterwards_takes_nothing_back(world):
    ada = somebody(world)
    register(ada)
    attend(world, ada, *ALL)
    confirm(ada)
    leave(enrolment=ada, at=AFTER)
    assert set(Certificate.objects.values_list("state", flat=True)) == {"valid"}


def test_a_run_called_off_and_moving_take_it_back(world):
    ada, bo = somebody(world), somebody(world)
    first, second = register(ada), register(bo)
    other = plan_run(course=world.run.course, plan=RunPlan(starts_at=FIRST), at=NOW)
    move_enrolment(enrolment=ada, to=other, actor=world.member, at=BEFORE)
    first.refresh_from_db()
    assert (first.state, first.revocation_reason) == ("revoked", "cancelled")
    cancel_run(run=CourseRun.objects.get(pk=world.run.pk), actor=world.member, at=BEFORE)
    second.refresh_from_db()
    assert (second.state, second.revocation_reason) == ("revoked", "cancelled")


def test_what_somebody_decided_against_is_not_issued_again(world):
    ada = somebody(world)
    paper = register(ada)
    reason = RevocationReason.DECEIT
    revoke_certificate(code=paper.code, reason=reason, actor=None, at=BEFORE)
    with pytest.raises(PaperError, match="widerrufen"):
        register(ada)


def test_the_team_issues_to_all_who_were_there(world):
    ada, bo, nameless = somebody(world), somebody(world), world.person()
    for enrolment in (ada, nameless):
        attend(world, enrolment, *ALL)
    attend(world, bo, 0)
    for new in (1, 0):
        issued = issue_to_all(run=world.run, actor=world.member, at=AFTER)
        assert (issued.new, issued.without_name) == (new, 1)
    assert Certificate.objects.get().enrolment == ada
    event = AuditEvent.objects.get(action="certificate.issue")
    assert event.actor_key == world.member.key
    assert event.data["kind"] == "leave_attendance"


def test_to_all_says_why_it_cannot(world):
    with pytest.raises(PaperError, match="nach dem letzten Treffen"):
        issue_to_all(run=world.run, actor=world.member, at=BEFORE)
    LeaveRecognition.objects.all().delete()
    with pytest.raises(PaperError, match="keine Anerkennung"):
        issue_to_all(run=world.run, actor=world.member, at=AFTER)


def test_one_of_each_kind_holds_beside_the_certificate_of_the_course(world):
    ada = somebody(world)
    register(ada)
    attend(world, ada, *ALL)
    confirm(ada)
    Enrolment.objects.filter(pk=ada.pk).update(state="completed", completed_at=AFTER)
    course = issue_certificates(enrolment=ada, at=AFTER)
    assert course.kind == "attendance"
    assert Certificate.objects.filter(enrolment=ada, state="valid").count() == 3
    assert issue_certificates(enrolment=ada, at=AFTER) == course
    twice = facts(kind="leave_attendance")
    with pytest.raises(IntegrityError), transaction.atomic():
        CertificateFactory(enrolment=ada, kind="leave_attendance", facts=twice)


def test_papers_need_no_completion(world):
    register(somebody(world))
    assert violations(BEFORE)["I4"] == []


def test_who_was_moved_at_this_moment_tries_again(world):
    ada = somebody(world)
    other = plan_run(course=world.run.course, plan=RunPlan(starts_at=FIRST), at=NOW)
    Enrolment.objects.filter(pk=ada.pk).update(run=other)
    with pytest.raises(PaperError, match="gerade geändert"):
        register(ada)
