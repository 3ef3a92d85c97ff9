"""Fills a course with people who learn: rows as the actions would write them, many at once."""

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from cms.demo.answers import solution
from cms.models import LessonPage
from courses.actions.question import create_question, default_bank
from courses.actions.run import RunPlan, plan_run
from courses.enums import AttemptState, EnrolmentState, QuestionType
from courses.grading.content import parse
from courses.grading.scoring import grade
from courses.grading.shapes import ChoiceQuestion, PlacesQuestion
from courses.models import (
    Course,
    CourseRun,
    Enrolment,
    LessonProgress,
    QuestionVersion,
    Quiz,
    QuizAttempt,
    QuizPart,
    Response,
)
from lms.accounts.models import User
from tests.factories.courses import CourseFactory, LessonFactory, QuizFactory
from tests.support import admin
from tests.support.world import QUESTIONS

KINDS = ("single", "true_false", "short_text", "numeric", "matching")
TYPED = ["Modem", " modem", "MODEM ", "Kabel", "=1+1"]


def published(world: admin.World) -> Course:
    """The course of a world as if published: two lessons, a quiz of five questions in the last."""
    course = CourseFactory(partner=world.a, source_key=world.course.translation_key)
    pages = LessonPage.objects.child_of(world.course).order_by("path")
    lessons = [
        LessonFactory(course=course, position=place, source_key=page.translation_key)
        for place, page in enumerate(pages)
    ]
    quiz = QuizFactory(lesson=lessons[-1], questions=0)
    for place, kind in enumerate(KINDS):
        prompt = f"Was ist {kind}?" if place else "=1+0"
        version = create_question(
            bank=default_bank(world.a), type=kind, locale="de", at=admin.NOW,
            content={**QUESTIONS[kind], "prompt": prompt},
        )  # fmt: skip
        QuizPart.objects.create(quiz=quiz, position=place, version=version)
    return course


def seed(course: Course, *, at_any_time: int, dated: int) -> CourseRun:
    """So many people in the run without dates and in a second one, until three days ago."""
    second = plan_run(course=course, plan=RunPlan(starts_at=admin.NOW), at=admin.NOW)
    sizes = {course.runs.get(kind="self_paced"): at_any_time, second: dated}
    for number, run in enumerate(sizes):  # the same secrets in each test
        run.key = f"stat{number}bcdfg"
        run.save()
    fill(course, sizes, at=timezone.now() - timedelta(days=3))
    return second


def fill(course: Course, sizes: Mapping[CourseRun, int], *, at: datetime, seed: int = 7) -> None:
    """Enrol that many people in each run, an hour apart up to ``at``, and let them learn.

    The further a lesson, the fewer begin it; the abler somebody, the more answers are right.
    """
    chance = random.Random(seed)
    number = User.objects.count()
    users = User.objects.bulk_create(
        User(username=f"p{seed}-{number + index}", password="!", display_name=f"Name {index}")
        for index in range(sum(sizes.values()))
    )
    begun = [run for run, size in sizes.items() for _ in range(size)]
    chance.shuffle(begun)
    enrolments = Enrolment.objects.bulk_create(
        Enrolment(
            user=user, run=run, course=course, state=EnrolmentState.ACTIVE, last_seen_at=at,
            enrolled_at=at - timedelta(hours=len(users) - index),
        )
        for index, (user, run) in enumerate(zip(users, begun, strict=True))
    )  # fmt: skip
    progress, reached = [], {}
    for row in enrolments:
        reached[row.pk] = _learn(course, row, progress, chance)
    LessonProgress.objects.bulk_create(progress)
    Enrolment.objects.bulk_update(enrolments, ["completed_at", "state"])
    for quiz in Quiz.objects.filter(lesson__course=course).prefetch_related("parts__version"):
        versions = [part.version for part in quiz.parts.all()]
        some = [row for row in enrolments if quiz.lesson_id in reached[row.pk]]
        _try(quiz, versions, some, chance)


def _learn(
    course: Course, row: Enrolment, progress: list[LessonProgress], chance: random.Random
) -> set[int]:
    """Lessons somebody began, one after the other, until it was enough."""
    lessons = list(course.lessons.filter(retired_at=None))
    begun, moment = set(), row.enrolled_at
    for lesson in lessons:
        if chance.random() > 0.9:
            return begun
        begun.add(lesson.pk)
        moment += timedelta(minutes=30)
        done = moment + timedelta(minutes=20) if chance.random() < 0.85 else None
        progress.append(
            LessonProgress(
                enrolment=row, lesson=lesson, started_at=moment, completed_at=done,
                updated_at=moment,
            )
        )  # fmt: skip
        if done is None:
            return begun
    row.completed_at, row.state = moment, EnrolmentState.COMPLETED
    return begun


def _try(
    quiz: Quiz, versions: list[QuestionVersion], rows: list[Enrolment], chance: random.Random
) -> None:
    """One attempt each, a second one for some; a few are not handed in."""
    attempts, answers = [], []
    for row in rows:
        able = chance.random()
        for number in range(1, 2 + (able < 0.4)):
            given = [_answer(version, able, chance) for version in versions]
            attempt = _attempt(quiz, row, number, chance)
            attempts.append(attempt)
            if attempt.state == AttemptState.OPEN:
                break
            grades = [
                grade(parse(v.type, v.content), a) for v, a in zip(versions, given, strict=True)
            ]
            attempt.points = sum((one.points for one in grades), Decimal(0))
            attempt.max_points = sum(one.max_points for one in grades)
            attempt.is_passed = attempt.points * 2 >= attempt.max_points
            answers += [
                Response(
                    attempt=attempt, position=position, version=version, answer=answer,
                    points=one.points, is_correct=one.is_correct, saved_at=attempt.submitted_at,
                )
                for position, (version, answer, one) in enumerate(
                    zip(versions, given, grades, strict=True)
                )
            ]  # fmt: skip
    QuizAttempt.objects.bulk_create(attempts)
    Response.objects.bulk_create(answers)


def _attempt(quiz: Quiz, row: Enrolment, number: int, chance: random.Random) -> QuizAttempt:
    started = row.enrolled_at + timedelta(hours=number)
    is_open = chance.random() < 0.05
    return QuizAttempt(
        enrolment=row, quiz=quiz, number=number, started_at=started,
        state=AttemptState.OPEN if is_open else AttemptState.SUBMITTED,
        submitted_at=None if is_open else started + timedelta(seconds=chance.randint(60, 1500)),
    )  # fmt: skip


def _answer(version: QuestionVersion, able: float, chance: random.Random) -> Any:
    """Right, wrong or left out."""
    question = parse(version.type, version.content)
    if chance.random() < 0.2 + 0.7 * able:
        return solution(version)
    if isinstance(question, ChoiceQuestion):
        return [chance.choice([choice.id for choice in question.choices if not choice.is_correct])]
    if isinstance(question, PlacesQuestion):
        return [
            chance.choice(place.options)[0] if place.options else chance.choice(TYPED)
            for place in question.places
        ]
    typed = [*TYPED, f"Einfall {chance.random()}", None]
    return "3" if version.type == QuestionType.SCALE else chance.choice(typed)
