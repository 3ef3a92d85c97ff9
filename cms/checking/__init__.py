"""Checks a course before it is submitted: complete, accessible, lawful.

Each check is a function from a written course to findings. Hard ones hold the course back, hints
do not.
"""

from cms.checking.features import proven_features
from cms.checking.findings import Finding, Severity
from cms.checking.report import (
    CourseNotReadyError,
    Report,
    check,
    is_ready,
    refuse_unready,
    report_on,
)
from cms.checking.written import WrittenCourse, live, newest_draft

__all__ = [
    "CourseNotReadyError",
    "Finding",
    "Report",
    "Severity",
    "WrittenCourse",
    "check",
    "is_ready",
    "live",
    "newest_draft",
    "proven_features",
    "refuse_unready",
    "report_on",
]
