"""Background work of the learning model: certificates, tests whose time is up, corrected keys."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from django.db.models import QuerySet
from django.utils import timezone

from courses.actions import announcement, digest, reminders
from courses.actions.certificate import issue_certificates
from courses.actions.certificate_pdf import render_certificate as render
from courses.actions.correction import regrade
from courses.actions.grading_reminder import tell_class_leads, tell_teams
from courses.actions.guests import forget_contacts as forget
from courses.actions.quiz import close_overdue
from courses.actions.run_index import refresh_dated as refresh
from courses.actions.school_class.ending import delete_class, end_class, warn_leads
from courses.actions.seat.queue import settle_run
from courses.actions.seat.reminder import remind_deciders
from courses.models import Certificate, SchoolClass
from courses.queries.attempt import overdue_attempts
from courses.queries.certificate import due_enrolments, unrendered_certificates
from courses.queries.retention import old_signals
from courses.queries.school_class import classes_to_delete, classes_to_warn, ending_classes
from courses.queries.seat import unsettled_runs
from courses.rules import GRACE
from lms.common.pdf import pdf_available

logger = logging.getLogger("courses")

BATCH = 200  # of one run; the next one goes on
PATIENCE = timedelta(seconds=60)  # so long the task of the issue itself has the first try


@shared_task(base=DjangoTask, name="courses.tasks.render_certificate")
def render_certificate(code: str) -> None:
    """Make one certificate's PDF and mail its holder; safe to run twice.

    Where PDFs cannot be made nothing happens: the row waits for the sweeper.
    """
    if pdf_available() and Certificate.objects.filter(code=code).exists():
        render(code=code, at=timezone.now())


@shared_task(base=DjangoTask, name="courses.tasks.issue_due_certificates")
def issue_due_certificates() -> int:
    """Issue what a crash, a lost message or a missing name left open.

    One broken certificate never holds up the others. Returns how many rows it dealt with.
    """
    done = 0
    for enrolment in due_enrolments()[:BATCH]:
        try:
            issue_certificates(enrolment=enrolment, at=timezone.now())
        except Exception:
            logger.exception("certificate not issued", extra={"object_key": enrolment.key})
        done += 1
    return done


@shared_task(base=DjangoTask, name="courses.tasks.render_waiting_certificates")
def render_waiting_certificates() -> int:
    """Render what was left open; as above. The task of the issue itself has the first try."""
    if not pdf_available():
        return 0
    done = 0
    waiting = unrendered_certificates().filter(issued_at__lte=timezone.now() - PATIENCE)
    for code in waiting.values_list("code", flat=True)[:BATCH]:
        try:
            render(code=code, at=timezone.now())
        except Exception:
            logger.exception("certificate not rendered", extra={"object_key": code})
        done += 1
    return done


@shared_task(base=DjangoTask, name="courses.tasks.submit_overdue_attempts")
def submit_overdue_attempts() -> int:
    """Submit tests whose time is up and whose learners never came back; returns how many."""
    done, now = 0, timezone.now()
    for attempt in overdue_attempts(now - GRACE)[:BATCH]:
        try:
            done += close_overdue(attempt=attempt, at=now)
        except Exception:
            logger.exception("attempt not submitted", extra={"object_key": attempt.key})
    return done


@shared_task(base=DjangoTask, name="courses.tasks.regrade_corrected")
def regrade_corrected() -> int:
    """Regrade a batch of attempts whose key was corrected; returns how many."""
    return regrade(limit=BATCH, at=timezone.now())


@shared_task(base=DjangoTask, name="courses.tasks.remind_of_texts")
def remind_of_texts() -> int:
    """Tell teams and leads that texts wait, once a day for each run or class; returns how many."""
    now = timezone.now()
    return tell_teams(at=now) + tell_class_leads(at=now)


@shared_task(base=DjangoTask, name="courses.tasks.remind_of_requests")
def remind_of_requests() -> int:
    """Tell who decides that people ask, once a day for each run; returns how many mails are new."""
    return remind_deciders(at=timezone.now())


@shared_task(base=DjangoTask, name="courses.tasks.drop_old_signals")
def drop_old_signals() -> int:
    """Delete what learners missed so long ago that it is told no more; safe to run twice."""
    return int(old_signals(at=timezone.now()).delete()[0])


@shared_task(base=DjangoTask, name="courses.tasks.settle_seats")
def settle_seats() -> int:
    """End offers whose time is over and offer what is free to who waits; safe to run twice."""
    done, now = 0, timezone.now()
    for run in unsettled_runs(now)[:BATCH]:
        try:
            done += settle_run(run=run, at=now)
        except Exception:
            logger.exception("seats not settled", extra={"object_key": run.key})
    return done


@shared_task(base=DjangoTask, name="courses.tasks.forget_contacts")
def forget_contacts() -> int:
    """Delete what teams know of people of runs that ended 60 days ago; returns how many."""
    return forget(at=timezone.now())


@shared_task(base=DjangoTask, name="courses.tasks.sweep_classes")
def sweep_classes() -> int:
    """End classes whose last day is over, warn their leads, delete them 60 days later.

    Safe to run twice; one class that fails never holds up the others. Returns how many steps.
    """
    now = timezone.now()
    ended = _each_class(ending_classes(now), partial(end_class, actor=None), now)
    warned = _each_class(classes_to_warn(now), warn_leads, now)
    return ended + warned + _each_class(classes_to_delete(now), delete_class, now)


def _each_class(classes: QuerySet[SchoolClass], act: Callable[..., object], at: datetime) -> int:
    done = 0
    for school_class in classes[:BATCH]:
        try:
            act(school_class=school_class, at=at)
            done += 1
        except Exception:
            logger.exception("class not swept", extra={"object_key": school_class.key})
    return done


@shared_task(base=DjangoTask, name="courses.tasks.mail_announcement")
def mail_announcement(key: str) -> int:
    """Queue the mails of one announcement; safe to run twice."""
    return announcement.mail_announcement(key=key, at=timezone.now())


@shared_task(base=DjangoTask, name="courses.tasks.mail_announcements")
def mail_announcements() -> int:
    """Do it for those a crash or a lost message left open; one that fails holds up no other."""
    done = 0
    waiting = announcement.unsent_announcements().filter(marked_at__lte=timezone.now() - PATIENCE)
    for key in waiting.values_list("object_key", flat=True)[:BATCH]:
        try:
            announcement.mail_announcement(key=key, at=timezone.now())
        except Exception:
            logger.exception("announcement not mailed", extra={"object_key": key})
        done += 1
    return done


# What is told by mail; each is safe to run as often as one likes.
@shared_task(base=DjangoTask, name="courses.tasks.remind_of_appointments")
def remind_of_appointments() -> int:
    """Remind of tomorrow's appointments; returns how many mails are new."""
    return reminders.remind_of_appointments(at=timezone.now())


@shared_task(base=DjangoTask, name="courses.tasks.remind_of_offers")
def remind_of_offers() -> int:
    """Remind of offered seats that are held one more day at most."""
    return reminders.remind_of_offers(at=timezone.now())


@shared_task(base=DjangoTask, name="courses.tasks.tell_leads")
def tell_leads() -> int:
    """On Mondays tell class leads how many seats are behind."""
    return reminders.tell_leads(at=timezone.now())


@shared_task(base=DjangoTask, name="courses.tasks.tell_of_questions")
def tell_of_questions() -> int:
    """Tell teams and leads once a day that questions wait."""
    return reminders.tell_of_questions(at=timezone.now())


@shared_task(base=DjangoTask, name="courses.tasks.send_digest")
def send_digest() -> int:
    """As a month begins tell which courses are new."""
    return digest.send_digest(at=timezone.now())


@shared_task(base=DjangoTask, name="courses.tasks.refresh_dated")
def refresh_dated() -> int:
    """Take what has ended out of the catalogue's index; returns for how many courses."""
    return refresh(at=timezone.now())
