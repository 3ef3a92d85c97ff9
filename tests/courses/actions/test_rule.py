"""When a rule changes: who has finished has, who has begun keeps the old one or takes the new."""

from dataclasses import replace
from decimal import Decimal

import pytest

from courses.actions.course import store_course
from courses.actions.enrolment import enrol
from courses.actions.progress import END, record_step
from courses.actions.quiz import start_attempt
from courses.actions.rule import follow_rule, rule_of
from courses.enums import EnrolmentState
from courses.models import CourseRule, Enrolment, Quiz
from courses.queries.certificate import quiz_results, rule_met
from courses.queries.progress import counted_rule, course_progress
from lms.records.models import AuditEvent
from tests.factories import drafts
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW

pytestmark = pytest.mark.django_db


def learner(course):
    return enrol(user=UserFactory(), run=course.runs.select_related("course").get(), at=NOW)


def take(enrolment, *positions):
    for lesson in enrolment.course.lessons.filter(position__in=positions, retired_at=None):
        record_step(enrolment=enrolment, lesson=lesson, position=END, completed=True, at=NOW)
    return Enrolment.objects.select_related("course", "rule").get(pk=enrolment.pk)


@pytest.fixture
def draft():
    """Two lessons, both required, and somebody may do without tests."""
    return drafts.course_draft(requires_quizzes=False)


def grown(draft, **more):
    """The course with a third required lesson."""
    return replace(draft, lessons=(*draft.lessons, drafts.lesson_draft(3)), **more)


@pytest.mark.parametrize("keeps", [True, False])
def test_who_has_begun_finishes_by_the_rule_that_was_chosen(draft, keeps):
    course = store_course(draft=draft, at=NOW)
    done, begun = learner(course), learner(course)
    assert take(done, 0, 1).state == EnrolmentState.COMPLETED
    take(begun, 0)
    course = store_course(draft=grown(draft, keeps_rule=keeps), at=NOW)
    late = learner(course)
    done.refresh_from_db()
    assert (done.state, done.rule) == (EnrolmentState.COMPLETED, None)
    begun = take(begun, 1)
    assert (begun.state == EnrolmentState.COMPLETED) is keeps
    assert course_progress(begun).required == (2 if keeps else 3)
    assert rule_met(begun.own_rule, 0).endswith("(2)" if keeps else "(3)")
    assert take(late, 0, 1).state == EnrolmentState.ACTIVE
    assert take(late, 2).state == EnrolmentState.COMPLETED
    event = AuditEvent.objects.get(action="course.rule")
    assert event.data == {"for_those_who_learn": "old" if keeps else "new"}


def test_a_later_choice_for_the_new_rule_ends_every_old_one(draft):
    course = store_course(draft=draft, at=NOW)
    begun = learner(course)
    more = grown(draft, keeps_rule=True)
    store_course(draft=more, at=NOW)
    first = Enrolment.objects.get().rule
    share = replace(more, required_share=Decimal("0.5"))
    store_course(draft=share, at=NOW)
    assert Enrolment.objects.get().rule == first  # the rule they began with, not one between
    store_course(draft=replace(share, requires_quizzes=True, keeps_rule=False), at=NOW)
    assert Enrolment.objects.get(pk=begun.pk).rule is None


def test_what_changes_no_rule_changes_nobody(draft):
    course = store_course(draft=draft, at=NOW)
    learner(course)
    lessons = (replace(draft.lessons[0], minutes=99), draft.lessons[1])
    course = store_course(draft=replace(draft, lessons=lessons, keeps_rule=True), at=NOW)
    follow_rule(course=course, old=rule_of(course), keeps_old=True, at=NOW)
    assert not CourseRule.objects.exists()
    assert not AuditEvent.objects.filter(action="course.rule").exists()


def test_tests_count_as_they_did_when_one_began():
    quiz = drafts.quiz_draft(pass_share=Decimal("0.50"))
    lessons = (drafts.lesson_draft(1, quizzes=(quiz,)),)
    draft = drafts.course_draft(lessons=lessons)
    course = store_course(draft=draft, at=NOW)
    begun = learner(course)
    harder = replace(quiz, pass_share=Decimal("0.90"))
    other = drafts.quiz_draft()
    lessons = (replace(lessons[0], quizzes=(harder, other)),)
    course = store_course(draft=replace(draft, lessons=lessons, keeps_rule=True), at=NOW)
    begun = Enrolment.objects.select_related("course", "rule").get(pk=begun.pk)
    late = learner(course)
    old, new = (
        Quiz.objects.get(source_key=quiz.source_key),
        Quiz.objects.get(source_key=other.source_key),
    )
    shares = [begun.pass_share(old), late.pass_share(old), begun.pass_share(new)]
    assert shares == [Decimal("0.50"), Decimal("0.90"), new.pass_share]
    assert course_progress(begun).quizzes_required == 1
    assert course_progress(late).quizzes_required == 2
    attempt = start_attempt(enrolment=begun, quiz=old, at=NOW)
    assert attempt.frozen["pass_share"] == "0.50"
    attempt.state, attempt.is_passed, attempt.max_points = "submitted", True, Decimal(1)
    attempt.points, attempt.submitted_at = Decimal(1), NOW
    attempt.save()
    assert course_progress(begun).quizzes_passed == 1
    assert len(quiz_results(begun)) == 1
    assert "1" in counted_rule(begun.own_rule, 1, 1)
