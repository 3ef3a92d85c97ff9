"""Makes courses, enrolments and questions (bare rows; publishing is cms.publishing)."""

import uuid
from datetime import UTC, datetime

import factory

from courses.enums import QuestionType
from courses.models import (
    Course,
    CourseRun,
    CourseText,
    Enrolment,
    Lesson,
    LessonContent,
    Question,
    QuestionBank,
    QuestionVersion,
    Quiz,
    QuizPart,
)
from tests.factories.accounts import UserFactory
from tests.factories.network import PartnerFactory

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


class CourseFactory(factory.django.DjangoModelFactory):
    """A published course with a German text and a self-paced run; no lessons."""

    class Meta:
        model = Course
        skip_postgeneration_save = True

    source_key = factory.LazyFunction(uuid.uuid4)
    partner = factory.SubFactory(PartnerFactory)
    language = "de"
    languages = ["de"]
    effort_minutes = 120
    content_version = 1
    published_at = NOW
    changed_at = NOW

    @factory.post_generation
    def text(self, create, extracted, **kwargs):
        if create:
            values = {"title": "Sicher im Netz", "slug": "sicher-im-netz", **kwargs}
            CourseText.objects.create(course=self, locale="de", **values)

    @factory.post_generation
    def run(self, create, extracted, **kwargs):
        if create:
            CourseRun.objects.create(course=self)

    @factory.post_generation
    def lessons(self, create, extracted, **kwargs):
        for position in range(extracted or 0):
            LessonFactory(course=self, position=position)


class LessonFactory(factory.django.DjangoModelFactory):
    """A required lesson with a short body."""

    class Meta:
        model = Lesson
        skip_postgeneration_save = True

    course = factory.SubFactory(CourseFactory)
    source_key = factory.LazyFunction(uuid.uuid4)
    slug = factory.LazyAttribute(lambda o: f"lektion-{o.position}")
    position = 0
    minutes = 10

    @factory.post_generation
    def content(self, create, extracted, **kwargs):
        if create:
            segments = extracted or [{"kind": "html", "html": f"<p>Inhalt von {self.slug}</p>"}]
            LessonContent.objects.create(
                lesson=self,
                locale="de",
                version=self.course.content_version,
                title=f"Lektion {self.position}",
                segments=segments,
            )


class QuestionVersionFactory(factory.django.DjangoModelFactory):
    """A single-choice question; content as ``courses.grading.content`` describes."""

    class Meta:
        model = QuestionVersion

    question = factory.LazyAttribute(
        lambda o: Question.objects.create(
            bank=QuestionBank.objects.create(partner=PartnerFactory(), name="Fragen"),
            created_at=NOW,
        )
    )
    number = 1
    type = QuestionType.SINGLE
    content = factory.LazyFunction(
        lambda: {
            "prompt": "Was ist ein sicheres Passwort?",
            "points": 1,
            "choices": [
                {"id": "a", "text": "1234", "is_correct": False, "feedback": "Zu kurz."},
                {"id": "b", "text": "Ein langer Satz", "is_correct": True, "feedback": "Genau."},
            ],
            "feedback": "Länge schützt.",
        }
    )
    created_at = NOW


class QuizFactory(factory.django.DjangoModelFactory):
    """A quiz with as many single-choice questions as ``questions`` says (default 2)."""

    class Meta:
        model = Quiz
        skip_postgeneration_save = True

    lesson = factory.SubFactory(LessonFactory)
    source_key = factory.LazyFunction(lambda: str(uuid.uuid4()))
    titles = {"de": "Test"}

    @factory.post_generation
    def questions(self, create, extracted, **kwargs):
        if create:
            for position in range(2 if extracted is None else extracted):
                QuizPart.objects.create(
                    quiz=self, position=position, version=QuestionVersionFactory()
                )


class EnrolmentFactory(factory.django.DjangoModelFactory):
    """An active enrolment in the course's self-paced run."""

    class Meta:
        model = Enrolment

    user = factory.SubFactory(UserFactory)
    course = factory.SubFactory(CourseFactory)
    run = factory.LazyAttribute(lambda o: o.course.runs.get())
    enrolled_at = NOW
    last_seen_at = NOW
