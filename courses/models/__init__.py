"""Rows of the learning model."""

from courses.models.attempt import QuizAttempt, Response, TextGrade
from courses.models.bridge import Bridge, BridgeState
from courses.models.certificate import Certificate, CertificateReview
from courses.models.course import (
    CatalogueVersion,
    Course,
    CourseCompetence,
    CourseFacet,
    CourseProvider,
    CourseTerm,
    CourseText,
)
from courses.models.enrolment import Enrolment
from courses.models.lesson import Lesson, LessonContent, LessonFile, Section
from courses.models.progress import LessonProgress, ReflectionNote
from courses.models.quiz import Question, QuestionBank, QuestionVersion, Quiz, QuizPart
from courses.models.rule import CourseRule
from courses.models.run import CourseRun, RunTeamMember
from courses.models.signal import LessonSignal

__all__ = [
    "Bridge",
    "BridgeState",
    "CatalogueVersion",
    "Certificate",
    "CertificateReview",
    "Course",
    "CourseCompetence",
    "CourseFacet",
    "CourseProvider",
    "CourseRule",
    "CourseRun",
    "CourseTerm",
    "CourseText",
    "Enrolment",
    "Lesson",
    "LessonContent",
    "LessonFile",
    "LessonProgress",
    "LessonSignal",
    "Question",
    "QuestionBank",
    "QuestionVersion",
    "Quiz",
    "QuizAttempt",
    "QuizPart",
    "ReflectionNote",
    "Response",
    "RunTeamMember",
    "Section",
    "TextGrade",
]
