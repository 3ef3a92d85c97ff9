"""Choices of the learning model."""

from courses.enums.course import (
    AttemptState,
    CertificateKind,
    CertificateState,
    CourseState,
    Effort,
    EnrolmentState,
    Facet,
    FeedbackTiming,
    Level,
    Mode,
    QuestionType,
    RevocationReason,
    RunKind,
    RunState,
    SignalKind,
    TimeAllowance,
)
from courses.enums.run import (
    Entrance,
    LeftReason,
    Origin,
    Presence,
    RequestState,
)
from courses.enums.school_class import (
    ClassKind,
    LeadRole,
    PathState,
)

__all__ = [
    "AttemptState",
    "CertificateKind",
    "CertificateState",
    "ClassKind",
    "CourseState",
    "Effort",
    "EnrolmentState",
    "Entrance",
    "Facet",
    "FeedbackTiming",
    "LeadRole",
    "LeftReason",
    "Level",
    "Mode",
    "Origin",
    "PathState",
    "Presence",
    "QuestionType",
    "RequestState",
    "RevocationReason",
    "RunKind",
    "RunState",
    "SignalKind",
    "TimeAllowance",
]
