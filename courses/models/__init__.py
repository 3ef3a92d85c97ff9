"""Rows of the learning model."""

from courses.models.attempt import QuizAttempt, Response, TextGrade
from courses.models.bridge import Bridge, BridgeState
from courses.models.certificate import (
    Achievement,
    Certificate,
    CertificateReview,
    StatusList,
)
from courses.models.certificate_template import CertificateTemplate
from courses.models.conversation import Announcement, LessonQuestion
from courses.models.course import (
    CatalogueVersion,
    Course,
    CourseCompetence,
    CourseFacet,
    CoursePrerequisite,
    CourseProvider,
    CourseTerm,
    CourseText,
)
from courses.models.enrolment import Enrolment
from courses.models.leave import LeaveCount, LeaveRecognition
from courses.models.lesson import Lesson, LessonContent, LessonFile, Section
from courses.models.path import LearningPath, PathAgreement, PathStep, PathText
from courses.models.progress import LessonProgress, ReflectionNote
from courses.models.quiz import Question, QuestionBank, QuestionVersion, Quiz, QuizPart
from courses.models.rule import CourseRule
from courses.models.run import (
    WITHDRAWAL_LENGTH,
    Appointment,
    CalendarToken,
    CourseRun,
    RunTeamMember,
    Voucher,
    VoucherBatch,
)
from courses.models.school_class import (
    Assignment,
    ClassGroup,
    ClassLead,
    ClassMeeting,
    ClassPresence,
    ClassSeat,
    SchoolClass,
)
from courses.models.seat import OPEN_REQUESTS, Attendance, RunContact, SeatRequest
from courses.models.signal import LessonSignal
from courses.models.signing import SigningKey

__all__ = [
    "OPEN_REQUESTS",
    "WITHDRAWAL_LENGTH",
    "Achievement",
    "Announcement",
    "Appointment",
    "Assignment",
    "Attendance",
    "Bridge",
    "BridgeState",
    "CalendarToken",
    "CatalogueVersion",
    "Certificate",
    "CertificateReview",
    "CertificateTemplate",
    "ClassGroup",
    "ClassLead",
    "ClassMeeting",
    "ClassPresence",
    "ClassSeat",
    "Course",
    "CourseCompetence",
    "CourseFacet",
    "CoursePrerequisite",
    "CourseProvider",
    "CourseRule",
    "CourseRun",
    "CourseTerm",
    "CourseText",
    "Enrolment",
    "LearningPath",
    "LeaveCount",
    "LeaveRecognition",
    "Lesson",
    "LessonContent",
    "LessonFile",
    "LessonProgress",
    "LessonQuestion",
    "LessonSignal",
    "PathAgreement",
    "PathStep",
    "PathText",
    "Question",
    "QuestionBank",
    "QuestionVersion",
    "Quiz",
    "QuizAttempt",
    "QuizPart",
    "ReflectionNote",
    "Response",
    "RunContact",
    "RunTeamMember",
    "SchoolClass",
    "SeatRequest",
    "Section",
    "SigningKey",
    "StatusList",
    "TextGrade",
    "Voucher",
    "VoucherBatch",
]
