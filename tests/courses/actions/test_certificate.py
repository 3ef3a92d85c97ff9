"""Issuing, naming and revoking certificates."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import translation

from courses.actions.certificate import (
    AlreadyRevokedError,
    NotCompletedError,
    confirm_name_and_issue,
    issue_certificates,
    issue_without_name,
    revoke_certificate,
)
from courses.actions.course import store_course
from courses.actions.draft import CourseTextDraft
from courses.actions.enrolment import enrol
from courses.actions.progress import record_step
from courses.enums import AttemptState, CertificateState, EnrolmentState, RevocationReason
from courses.models import Certificate, QuizAttempt
from courses.signals import certificate_issued
from lms.common.errors import DomainError, NotAllowedError
from lms.records.models import AuditEvent
from tests.factories import drafts
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory
from tests.factories.courses import EnrolmentFactory
from tests.factories.network import PartnerFactory

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


@pytest.fixture
def issued():
    """Codes of certificates that were announced."""
    codes = []

    def hear(sender, certificate, **kwargs):
        codes.append(certificate.code)

    certificate_issued.connect(hear)
    yield codes
    certificate_issued.disconnect(hear)


@pytest.mark.django_db
def test_only_a_seat_is_certified_without_a_name():
    enrolment = completed(user=UserFactory())
    with pytest.raises(NotAllowedError):
        issue_without_name(enrolment=enrolment, actor=UserFactory(), at=NOW)
    assert not Certificate.objects.exists()


def named_user(**values):
    return UserFactory(
        certificate_name="Měrćin Müller", certificate_name_confirmed_at=NOW, **values
    )


def completed(course=None, user=None, **values):
    course = course or store_course(draft=drafts.course_draft(), at=NOW)
    state = {"state": EnrolmentState.COMPLETED, "completed_at": NOW, **values}
    return EnrolmentFactory(course=course, user=user or named_user(), **state)


@pytest.mark.django_db
def test_attendance_is_certified_where_no_quiz_counts(issued):
    enrolment = completed()
    certificate = issue_certificates(enrolment=enrolment, at=NOW)
    assert (certificate.kind, certificate.state) == ("attendance", CertificateState.VALID)
    assert (certificate.holder_name, certificate.enrolment_key) == ("Měrćin Müller", enrolment.key)
    assert len(certificate.code) == 27
    assert issued == [certificate.code]
    event = AuditEvent.objects.get(action="certificate.issue")
    assert (event.object_key, event.partner_key) == (
        certificate.code,
        enrolment.course.partner.key,
    )
    assert "Müller" not in str(event.data)


@pytest.mark.django_db
def test_facts_freeze_everything_that_is_printed():
    helper = PartnerFactory(name="Zweites Haus")
    quiz = drafts.quiz_draft(titles={"de": "Abschlusstest"})
    draft = drafts.course_draft(
        partner=PartnerFactory(name="Erstes Haus", logo_url="/media/l.png", logo_alt="Logo"),
        co_partner_ids=(helper.pk,),
        stage_ids=(drafts.stage("adult", "Erwachsenenbildung"),),
        competences=((drafts.competence("9.1", "Daten bewerten"), 4),),
        lessons=(drafts.lesson_draft(1, quizzes=(quiz, drafts.quiz_draft(is_required=False))),),
    )
    course = store_course(draft=draft, at=NOW)
    enrolment = completed(course, enrolled_at=NOW - timedelta(days=9))
    required, free = course.lessons.get().quizzes.all()
    result = {"state": AttemptState.SUBMITTED, "submitted_at": NOW, "started_at": NOW}
    for number, (target, points) in enumerate([(required, "6"), (required, "7.50"), (free, "1")]):
        QuizAttempt.objects.create(
            enrolment=enrolment, quiz=target, number=number, points=Decimal(points),
            max_points=10, is_passed=True, **result,
        )  # fmt: skip
    certificate = issue_certificates(enrolment=enrolment, at=LATER)
    facts = dict(certificate.facts)
    assert facts.pop("rule")
    assert facts == {
        "holder": "Měrćin Müller",
        "kind": "achievement",
        "language": "de",
        "course": "Sicher im Netz",
        "course_key": course.key,
        "summary": "Passwörter und mehr.",
        "issuer": {"key": course.partner.key, "name": "Erstes Haus"},
        "partners": [
            {"name": "Erstes Haus", "logo_url": "/media/l.png", "logo_alt": "Logo"},
            {"name": "Zweites Haus", "logo_url": "", "logo_alt": ""},
        ],
        "stages": ["Erwachsenenbildung"],
        "competences": [
            {"framework": "Rahmen", "version": "1", "code": "9.1", "title": "Daten bewerten", "level": 4, "uri": ""}
        ],
        "effort_minutes": 120,
        "results": [
            {"title": "Abschlusstest", "points": "7.5", "max_points": "10", "percent": "75"}
        ],
        "started_on": "2026-11-15",
        "completed_on": "2026-11-24",
        "issued_on": "2026-11-25",
    }  # fmt: skip


@pytest.mark.django_db
def test_a_course_that_does_not_count_quizzes_certifies_attendance():
    lessons = (drafts.lesson_draft(1, quizzes=(drafts.quiz_draft(),)),)
    draft = drafts.course_draft(lessons=lessons, requires_quizzes=False)
    enrolment = completed(store_course(draft=draft, at=NOW))
    QuizAttempt.objects.create(
        enrolment=enrolment, quiz=enrolment.course.lessons.get().quizzes.get(), number=1,
        state=AttemptState.SUBMITTED, points=1, max_points=1, is_passed=True,
        started_at=NOW, submitted_at=NOW,
    )  # fmt: skip
    assert issue_certificates(enrolment=enrolment, at=NOW).kind == "attendance"


@pytest.mark.django_db
def test_a_certificate_is_in_the_learners_language_where_the_course_has_it():
    texts = {"de": CourseTextDraft("Energie", "energie"), "en": CourseTextDraft("Energy", "energy")}
    draft = drafts.course_draft(texts=texts, stage_ids=(drafts.stage(),))
    course = store_course(draft=draft, at=NOW)
    languages = {"en": "Energy", "dsb": "Energie", "": "Energie"}
    for language, title in languages.items():
        user = named_user(language=language)
        facts = issue_certificates(enrolment=completed(course, user), at=NOW).facts
        assert facts["course"] == title
        assert facts["stages"] == ["English primary" if language == "en" else "Grundschule"]
    assert translation.get_language() == "de"


@pytest.mark.django_db
def test_nothing_is_issued_without_a_confirmed_name_or_before_completion(issued):
    unnamed = completed(user=UserFactory(username="klara", display_name="Klara"))
    unconfirmed = completed(user=UserFactory(certificate_name="Klara Klug"))
    running = EnrolmentFactory(user=named_user())
    for enrolment in (unnamed, unconfirmed, running):
        assert issue_certificates(enrolment=enrolment, at=NOW) is None
    assert not Certificate.objects.exists()
    assert issued == []


@pytest.mark.django_db
def test_issuing_again_gives_the_same_and_a_revoked_one_is_not_replaced(issued):
    enrolment = completed()
    first = issue_certificates(enrolment=enrolment, at=NOW)
    enrolment.user.certificate_name = "Anders"
    enrolment.user.save()
    assert issue_certificates(enrolment=enrolment, at=LATER) == first
    revoke_certificate(code=first.code, reason=RevocationReason.DECEIT, actor=None, at=LATER)
    assert issue_certificates(enrolment=enrolment, at=LATER).state == CertificateState.REVOKED
    assert Certificate.objects.get().holder_name == "Měrćin Müller"
    assert len(issued) == 1


@pytest.mark.django_db
def test_confirming_the_name_issues_what_waited():
    enrolment = completed(user=UserFactory())
    certificate = confirm_name_and_issue(enrolment=enrolment, name=" Jana  Jung ", at=LATER)
    assert certificate.holder_name == "Jana Jung"
    enrolment.user.refresh_from_db()
    assert enrolment.user.certificate_name_confirmed_at == LATER
    again = confirm_name_and_issue(enrolment=enrolment, name="Anders", at=LATER)
    assert again == certificate
    enrolment.user.refresh_from_db()
    assert enrolment.user.certificate_name == "Jana Jung"


@pytest.mark.django_db
def test_a_user_name_is_never_certified():
    enrolment = completed(user=UserFactory(username="klara"))
    with pytest.raises(DomainError):
        confirm_name_and_issue(enrolment=enrolment, name="Klara", at=NOW)
    with pytest.raises(NotCompletedError):
        confirm_name_and_issue(enrolment=EnrolmentFactory(), name="Jana Jung", at=NOW)
    assert not Certificate.objects.exists()


@pytest.mark.django_db
def test_revoking_is_immediate_once_and_recorded():
    certificate, actor = CertificateFactory(), UserFactory()
    revoked = revoke_certificate(
        code=certificate.code, reason=RevocationReason.ERROR, actor=actor, at=LATER
    )
    assert (revoked.state, revoked.ended_at, revoked.revocation_reason) == (
        CertificateState.REVOKED,
        LATER,
        "error",
    )
    event = AuditEvent.objects.get(action="certificate.revoke")
    assert (event.actor_key, event.object_key, event.data["reason"]) == (
        actor.key,
        certificate.code,
        "error",
    )
    with pytest.raises(AlreadyRevokedError):
        revoke_certificate(code=certificate.code, reason="other", actor=actor, at=LATER)
    with pytest.raises(Certificate.DoesNotExist):
        revoke_certificate(code="x", reason="other", actor=actor, at=LATER)


@pytest.mark.django_db
def test_a_certificate_outlives_its_enrolment():
    certificate = CertificateFactory()
    certificate.enrolment.delete()
    revoked = revoke_certificate(code=certificate.code, reason="error", actor=None, at=LATER)
    assert revoked.enrolment is None


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_get_one_certificate():
    enrolment = completed()
    codes, errors = [], []

    def run():
        try:
            codes.append(issue_certificates(enrolment=enrolment, at=NOW).code)
        except Exception as error:  # noqa: BLE001  (any error is a failure)
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert (len(codes), len(set(codes))) == (20, 1)
    assert Certificate.objects.count() == 1
    assert AuditEvent.objects.filter(action="certificate.issue").count() == 1


@pytest.mark.django_db
def test_what_was_met_is_what_was_true_on_the_day_of_finishing():
    """The name is confirmed later; the course has changed by then."""
    draft = drafts.course_draft()
    course = store_course(draft=draft, at=NOW)
    enrolment = enrol(user=UserFactory(), run=course.runs.select_related("course").get(), at=NOW)
    for lesson in course.lessons.all():
        record_step(enrolment=enrolment, lesson=lesson, position=0, completed=True, at=NOW)
    met = enrolment.completion["met"]
    more = tuple(drafts.lesson_draft(number) for number in (7, 8, 9))
    store_course(draft=replace(draft, lessons=(*draft.lessons, *more)), at=LATER)
    enrolment.refresh_from_db()
    certificate = confirm_name_and_issue(enrolment=enrolment, name="Ada Łužyca", at=LATER)
    facts = certificate.facts
    assert (facts["rule"], facts["kind"], facts["results"]) == (met["rule"], met["kind"], [])
    assert str(course.lessons.count()) not in facts["rule"]
