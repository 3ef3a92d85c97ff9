"""Lets the demonstration's learners learn: some have begun, some wait, one has a certificate."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cms.demo.answers import take_quiz
from courses.actions.enrolment import enrol
from courses.actions.progress import END, record_step
from courses.models import CourseText, Enrolment, Quiz
from lms.accounts.models import User


def load_learning(content: dict[str, Any], titles: Mapping[str, str], *, at: datetime) -> None:
    """Enrol people and take their steps, unless they are enrolled already.

    Args:
        content: The content file; ``learns`` of a person names course folders.
        titles: Course title by folder.
        at: When all of it happens.
    """
    for row in content["people"]:
        user = User.objects.get(username=row["username"])
        for plan in row.get("learns", []):
            text = CourseText.objects.select_related("course").get(title=titles[plan["course"]])
            if not Enrolment.objects.filter(user=user, course=text.course).exists():
                learn(user=user, text=text, plan=plan, at=at)


def learn(*, user: User, text: CourseText, plan: Mapping[str, Any], at: datetime) -> Enrolment:
    """Enrol one person; ``plan`` says how many lessons are done and whether quizzes were passed."""
    run = text.course.runs.select_related("course").order_by("pk")[0]
    enrolment = enrol(user=user, run=run, at=at)
    for lesson in text.course.lessons.filter(retired_at=None).order_by("position")[
        : plan["lessons"]
    ]:
        record_step(enrolment=enrolment, lesson=lesson, position=END, completed=True, at=at)
    if "quizzes" in plan:
        counting = Quiz.objects.filter(
            lesson__course=text.course, is_required=True, retired_at=None
        )
        for quiz in counting.select_related("lesson"):
            is_right = plan["quizzes"] == "passed"
            take_quiz(enrolment=enrolment, quiz=quiz, is_right=is_right, at=at)
    return enrolment
