"""Learners ask about a lesson; the team, or the lead of their class, answers."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _, override

from courses.models import CourseRun, Enrolment, Lesson, LessonQuestion
from courses.queries.conversation import can_ask, lesson_titles
from lms.accounts.enums import MailKind
from lms.accounts.mails import absolute, language_of, send
from lms.accounts.models import User
from lms.common.errors import ConflictError, DomainError, NotAllowedError, ThrottledError
from lms.records.actions import record_event

MOST_A_DAY = 10  # questions of one learner in one course


@transaction.atomic
def ask_team(*, enrolment: Enrolment, lesson: Lesson, text: str, at: datetime) -> LessonQuestion:
    """Keep a question; the same one a second time changes nothing.

    From a class it reaches its lead only.

    Args:
        enrolment: Whose, with ``queries.conversation.with_conversation``.
        lesson: Of the enrolment's course; the view has checked.
        text: What is asked.
        at: When.

    Raises:
        DomainError: Nothing was written.
        NotAllowedError: Nobody would answer, or the learner may not write to them.
        ThrottledError: Too many for one day.
    """
    if not can_ask(enrolment):
        raise NotAllowedError(_("In diesem Kurs beantwortet niemand Fragen."))
    if not (words := text.strip()):
        raise DomainError(_("Bitte eine Frage schreiben."))
    # One learner's questions follow one another, so that the limit holds.
    Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    mine = LessonQuestion.objects.filter(enrolment=enrolment)
    if known := mine.filter(lesson=lesson, text=words).first():
        return known
    if mine.filter(asked_at__gt=at - timedelta(days=1)).count() >= MOST_A_DAY:
        raise ThrottledError(_("Das waren heute schon viele Fragen. Morgen geht es weiter."))
    is_free = enrolment.run.school_class_id is None
    return LessonQuestion.objects.create(
        enrolment=enrolment, lesson=lesson, text=words, asked_at=at,
        released_at=at if is_free else None,
    )  # fmt: skip


@transaction.atomic
def answer_question(*, question: LessonQuestion, text: str, actor: User, at: datetime) -> None:
    """Answer once; who asked reads it in the lesson, and by mail where there is an address.

    The caller has checked the right to.

    Raises:
        DomainError: Nothing was written.
        ConflictError: Somebody was faster.
    """
    if not (words := text.strip()):
        raise DomainError(_("Bitte schreiben Sie eine Antwort."))
    open_ones = LessonQuestion.objects.filter(pk=question.pk, answered_at=None)
    if not open_ones.update(answer=words, answered_at=at, answered_by=actor):
        raise ConflictError(_("Diese Frage hat schon jemand beantwortet."))
    _record("question.answer", question, actor, at)
    _tell(question, words, at)


@transaction.atomic
def release_question(*, question: LessonQuestion, actor: User, at: datetime) -> None:
    """The lead of a class lets its question through to authors and team; safe to repeat."""
    held = LessonQuestion.objects.filter(pk=question.pk, released_at=None)
    if held.update(released_at=at):
        _record("question.release", question, actor, at)


def _record(action: str, question: LessonQuestion, actor: User, at: datetime) -> None:
    run: CourseRun = question.enrolment.run
    record_event(
        action=action,
        object_type="question",
        object_key=question.key,
        actor_key=actor.key,
        partner_key=question.enrolment.course.partner.key,
        at=at,
        data={"run": run.key},
    )


def _tell(question: LessonQuestion, answer: str, at: datetime) -> None:
    learner, lesson = question.enrolment.user, question.lesson
    language = language_of(learner)
    with override(language):
        link = absolute(reverse("courses:lesson", args=[question.enrolment.key, lesson.slug]))
    send(
        "email/question_answered",
        recipient=learner.email,
        context={
            "lesson": lesson_titles([lesson.pk], language).get(lesson.pk, ("", ""))[0],
            "question": question.text,
            "answer": answer,
            "link": link,
        },
        language=language,
        key=f"question-answered:{question.key}",
        person=learner,
        kind=MailKind.ANSWER,
        at=at,
    )
