"""Fills an empty database with courses and learners through the actions of the site."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore

from courses.actions.course import store_course
from courses.actions.draft import CourseDraft, CourseTextDraft, LessonDraft, LessonTextDraft
from courses.actions.enrolment import enrol
from courses.models import Course, Enrolment
from lms.accounts.models import User
from lms.taxonomy.models import ActionField, EducationStage, TargetGroup
from network.actions.partner import create_partner
from network.enums import PartnerKind
from network.models import Partner

WORDS = (
    "Passwort Energie Karte Haushalt Roboter Sensor Antrag Gesundheit Verkehr Daten Bild Ton "
    "Sprache Rechnung Modell Quelle Suche Gerät Netz Schutz Recht Stadt Schule Beruf Familie"
).split()
BIG_LESSONS = 41


@dataclass(frozen=True)
class World:
    """What the workloads need to know."""

    course_path: str
    enrolment: Enrolment
    small_learner: str  # session keys
    big_learner: str


def lesson(course: int, position: int) -> LessonDraft:
    """Draft one lesson of some 200 words."""
    words = [WORDS[(course * 7 + position * 3 + i) % len(WORDS)] for i in range(200)]
    html = f"<h2>Abschnitt {position}</h2><p>{' '.join(words)}</p>"
    text = LessonTextDraft(title=f"Lektion {position}", segments=({"kind": "html", "html": html},))
    return LessonDraft(
        source_key=uuid.uuid4(),
        slug=f"lektion-{position}",
        texts={"de": text},
        minutes=10,
        section=position // 10 if course == 0 else None,
    )


def draft(number: int, partner: Partner, lessons: int) -> CourseDraft:
    """Draft one course; every field, stage and group occurs."""
    fields = list(ActionField.objects.values_list("pk", flat=True))
    stages = list(EducationStage.objects.exclude(code="practice").values_list("pk", flat=True))
    groups = list(TargetGroup.objects.values_list("pk", flat=True))
    title = f"{WORDS[number % len(WORDS)]} und {WORDS[(number * 3 + 1) % len(WORDS)]} {number}"
    text = CourseTextDraft(
        title=title, slug=f"kurs-{number}", summary=f"Ein Kurs über {title}.", goals=("Verstehen",)
    )
    return CourseDraft(
        source_key=uuid.uuid4(),
        partner_id=partner.pk,
        language="de",
        texts={"de": text},
        lessons=tuple(lesson(number, position) for position in range(lessons)),
        sections=tuple({"de": f"Teil {i + 1}"} for i in range(5)) if number == 0 else (),
        stage_ids=(stages[number % len(stages)],),
        action_field_ids=(fields[number % len(fields)],),
        target_group_ids=(groups[number % len(groups)],) if groups else (),
        effort_minutes=30 + number % 400,
        required_share=Decimal(1),
        requires_quizzes=False,
    )


def signed_in(user: User) -> str:
    """Open a session without a browser."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def learner(name: str, courses: list[Course], at: datetime) -> User:
    """Make a person enrolled in the courses."""
    user = User.objects.create_user(username=name, password=None)
    for course in courses:
        enrol(user=user, run=course.runs.get(), at=at)
    return user


def seed(*, courses: int, at: datetime) -> World:
    """Build the world; some 20 ms of CPU a course."""
    partners = [
        create_partner(
            name=f"Partner {i}", slug=f"partner-{i}", kind=PartnerKind.LIBRARY, actor=None, at=at
        )
        for i in range(10)
    ]
    made = [
        store_course(draft=draft(n, partners[n % 10], BIG_LESSONS if n == 0 else 3), at=at)
        for n in range(courses)
    ]
    small = learner("small", made[:6], at)
    big = learner("big", made[:60], at)
    enrolment = Enrolment.objects.get(user=small, course=made[0])
    return World(
        course_path=f"/de/kurse/{made[0].key}-kurs-0/",
        enrolment=enrolment,
        small_learner=signed_in(small),
        big_learner=signed_in(big),
    )
