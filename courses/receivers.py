"""Listens to events and calls one action each."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import tasks
from courses.actions.bridge import refresh_bridges, refresh_partner_bridges
from courses.actions.catalogue import raise_version, refresh_partner
from courses.actions.certificate import issue_certificates
from courses.actions.certificate_name import forget_names_of
from courses.actions.enrolment import enrol
from courses.actions.erasure import release_person
from courses.actions.kept import hand_over
from courses.actions.path.telling import tell_course_gone
from courses.actions.school_class.ending import LEDGER_TYPE, delete_class
from courses.actions.school_class.leaving import ask_to_hand_over
from courses.actions.seat.contacts import forget_of_minor
from courses.enums import CertificateState
from courses.models import Announcement, Certificate, Course, Enrolment, SchoolClass
from courses.queries.course import open_runs
from courses.queries.export import export_files
from courses.queries.learner import LearningCard, learning
from courses.queries.offer import course_offer
from courses.queries.seat import runs_with_team
from courses.rules import is_minor, offered_runs, suggested_run
from courses.signals import (
    certificate_issued,
    course_published,
    course_retired,
    enrolment_completed,
    question_corrected,
    run_announced,
)
from lms.accounts.models import User
from lms.accounts.signals import (
    CertificateLine,
    ProgressLine,
    account_confirmed,
    band_lowered,
    erasure_asked,
    person_erasing,
    person_exporting,
    progress_asked,
)
from lms.common.errors import DomainError
from lms.records.signals import deletion_replayed
from lms.taxonomy.models import (
    AccessibilityFeature,
    ActionField,
    Competence,
    EducationStage,
    TargetGroup,
)
from network.actions.offer import retire_course_offer, store_course_offer
from network.models import Partner
from network.signals import partner_changed

BATCH_QUEUE = "batch"
SHOWN_VOCABULARIES = (AccessibilityFeature, ActionField, Competence, EducationStage, TargetGroup)


@receiver(enrolment_completed)
def issue(
    sender: Any, enrolment: Enrolment, at: datetime, *, in_batch: bool = False, **kwargs: Any
) -> None:
    """Certify in the transaction of the completion: both are there, or neither."""
    issue_certificates(enrolment=enrolment, in_batch=in_batch, at=at)


@receiver(certificate_issued)
def render(sender: Any, certificate: Certificate, *, in_batch: bool, **kwargs: Any) -> None:
    """Make the PDF after commit; a broker that is away never undoes a certificate.

    One without a name is made when a class lead prints it, and kept nowhere.
    """
    code = certificate.code
    if not certificate.holder_name:
        return
    queue = BATCH_QUEUE if in_batch else settings.CELERY_TASK_DEFAULT_QUEUE
    transaction.on_commit(
        lambda: tasks.render_certificate.apply_async(args=(code,), queue=queue), robust=True
    )


@receiver(question_corrected)
def regrade(sender: Any, **kwargs: Any) -> None:
    """Regrade after commit; the sweeper finishes what a crash leaves open."""
    transaction.on_commit(tasks.regrade_corrected.delay, robust=True)


@receiver(course_published, dispatch_uid="courses.offer-course")
def offer_course(sender: Any, course: Course, at: datetime, **kwargs: Any) -> None:
    """A published course is an offer of its partner in the network."""
    store_course_offer(offer=course_offer(course), at=at)


@receiver(course_retired, dispatch_uid="courses.end-offer")
def end_offer(sender: Any, course: Course, at: datetime, **kwargs: Any) -> None:
    """The offer goes with the course."""
    retire_course_offer(source_key=course.key, at=at)


@receiver(partner_changed)
def reindex_courses(sender: Any, partner: Partner, at: datetime, **kwargs: Any) -> None:
    """Cards and search know partners by name and logo."""
    refresh_partner(partner=partner, at=at)
    refresh_partner_bridges(partner=partner)


@receiver([course_published, course_retired])
def renew_bridges(sender: Any, course: Course, **kwargs: Any) -> None:
    """Neighbours name a course by its title, and no longer when it is retired."""
    refresh_bridges(course=course)


@receiver(course_retired, dispatch_uid="courses.path-gap")
def tell_makers_of_paths(sender: Any, course: Course, at: datetime, **kwargs: Any) -> None:
    """A path shows the step as not offered; who made it may want another one."""
    tell_course_gone(course=course, at=at)


def forget_labels(sender: Any, **kwargs: Any) -> None:
    """A renamed stage or field must show at once."""
    raise_version()


for model in SHOWN_VOCABULARIES:
    post_save.connect(forget_labels, sender=model)
    post_delete.connect(forget_labels, sender=model)


@receiver(user_logged_in)
def hand_over_form(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """What was sent without a session waits for its owner, and for nobody else."""
    hand_over(request.session, user=user, at=timezone.now())


@receiver(account_confirmed)
def enrol_where_it_began(sender: Any, user: User, target: str, **kwargs: Any) -> None:
    """Registration begun at a course ends enrolled in it, in the run its page proposes.

    Where that costs something, has a team or asks for more than a click, the page is waiting.
    """
    course = Course.objects.filter(key=target).first() if target else None
    if course is None:
        return
    now = timezone.now()
    with suppress(DomainError):  # closed or full meanwhile: the course page says so
        offered = offered_runs(open_runs(course, at=now), now)
        run = suggested_run([one for one in offered if one.is_direct])
        if run is not None and not runs_with_team([run]):
            enrol(user=user, run=run, at=now)


@receiver(band_lowered, dispatch_uid="courses.forget-contacts-of-minors")
def forget_contacts(sender: Any, user: User, **kwargs: Any) -> None:
    """Of somebody who is a minor after all, teams keep no address and the register no name."""
    forget_of_minor(user=user)
    if is_minor(user):
        forget_names_of(user)


@receiver(progress_asked, dispatch_uid="courses.progress-for-guardians")
def tell_progress(sender: Any, user: User, language: str, **kwargs: Any) -> list[ProgressLine]:
    """How far a child is in its courses, without what it answered; four queries."""
    seen = learning(user, language)
    return [_line(card, user) for card in (*seen.running, *seen.finished, *seen.kept)]


def _line(card: LearningCard, user: User) -> ProgressLine:
    return ProgressLine(
        title=card.title,
        lang=card.lang,
        share=card.progress.share,
        words=card.words,
        is_finished=card.enrolment.completed_at is not None,
        certificates=tuple(_certificate_line(one, user) for one in card.certificates),
    )


def _certificate_line(certificate: Certificate, user: User) -> CertificateLine:
    is_valid = certificate.state == CertificateState.VALID
    holds = is_valid and not certificate.is_expired
    has_file, is_made = bool(certificate.pdf_name), not certificate.holder_name
    address = reverse("courses:guardian-certificate", args=[user.key, certificate.code])
    return CertificateLine(
        words=certificate.get_kind_display() if holds else _("Zertifikat (gilt nicht mehr)"),
        issued_at=certificate.issued_at,
        address=address if is_valid and (has_file or is_made) else "",
        is_file=has_file,
    )


# privacy: what courses add when a person gets a copy of their data, or goes


@receiver(person_exporting, dispatch_uid="courses.export-person")
def export_learning(sender: Any, user: User, add: Callable[[str, bytes], None], **kw: Any) -> None:
    """Certificates as PDF, and courses by their titles."""
    for name, data in export_files(user):
        add(name, data)


@receiver(run_announced)
def mail_soon(announcement: Announcement, **kwargs: Any) -> None:
    """To thousands it takes seconds that nobody should wait; the sweeper does what is lost."""
    key = announcement.key
    transaction.on_commit(lambda: tasks.mail_announcement.delay(key), robust=True)


@receiver(erasure_asked, dispatch_uid="courses.erasure-asked")
def hold_last_lead(user: User, at: datetime, **kwargs: Any) -> list[str]:
    """Whoever alone leads a class hands it over first."""
    return ask_to_hand_over(user=user, at=at)


@receiver(person_erasing, dispatch_uid="courses.erase-person")
def erase_learning(sender: Any, user: User, at: datetime, **kwargs: Any) -> None:
    """Seats, certificates and classes, in the transaction of the erasure."""
    release_person(user=user, at=at)


@receiver(deletion_replayed, dispatch_uid="courses.delete-class-again")
def delete_class_again(
    sender: Any, object_type: str, object_key: str, at: datetime, **kwargs: Any
) -> int:
    """A class that came back with an older backup goes once more."""
    if object_type != LEDGER_TYPE:
        return 0
    found = SchoolClass.objects.filter(key=object_key).first()
    return delete_class(school_class=found, at=at) if found else 0
