"""What the papers about Bildungszeit state, and how the anonymous answers may be told."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _

from courses.enums import CertificateKind, Mode
from courses.models import Certificate, CourseRun, Enrolment, LeaveRecognition
from courses.queries.certificate import partners_of, text_for
from courses.queries.leave_dates import Schedule, minimum_in_words
from courses.queries.run_facets import where

AUTHORITY = "Ministerium für Bildung, Jugend und Sport des Landes Brandenburg"
# What employers ask: a paper that says something else about these is out of date.
_TOLD = ("rule", "started_on", "completed_on", "effort_minutes", "leave")


def leave_facts(
    *,
    enrolment: Enrolment,
    kind: CertificateKind,
    recognition: LeaveRecognition,
    schedule: Schedule,
    present: Collection[int],
    at: datetime,
) -> dict[str, Any]:
    """Collect everything a paper will ever print, in the shape of ``certificate_facts``.

    ``leave`` holds what only these papers state: file number and authority of the recognition,
    place, days, minutes in all, the shortest and the longest day in minutes; after attending also
    ``attended_days`` and ``attended_minutes``. Employers here read German, so the paper is in
    German wherever the course is.

    Costs four queries; ``enrolment`` comes with ``user``, ``course__partner`` and ``run__place``.
    """
    course = enrolment.course
    text, attended = text_for(enrolment, "de"), {}
    if kind == CertificateKind.LEAVE_ATTENDANCE:
        days, minutes = schedule.attended(present)
        attended = {"attended_days": days, "attended_minutes": minutes}
    with translation.override(text.locale):
        return {
            "holder": enrolment.user.certificate_name,
            "kind": kind.value,
            "language": text.locale,
            "course": text.title,
            "course_key": course.key,
            "summary": text.summary,
            "issuer": {"key": course.partner.key, "name": course.partner.name},
            "partners": partners_of(course),
            "stages": [],
            "competences": [],
            "effort_minutes": schedule.minutes,
            "rule": _rule(kind, recognition, schedule),
            "results": [],
            "started_on": schedule.first.isoformat(),
            "completed_on": schedule.last.isoformat(),
            "issued_on": at.astimezone(ZoneInfo(enrolment.run.time_zone)).date().isoformat(),
            "leave": _leave(enrolment.run, recognition, schedule) | attended,
        }


def is_up_to_date(certificate: Certificate, facts: dict[str, Any]) -> bool:
    """Tell whether a paper says of the run and the attendance what is so now."""
    return all(certificate.facts.get(name) == facts[name] for name in _TOLD)


def _rule(kind: CertificateKind, recognition: LeaveRecognition, schedule: Schedule) -> str:
    if kind == CertificateKind.LEAVE_REGISTRATION:
        return _("Anmeldung zur Veranstaltung")
    return minimum_in_words(recognition, schedule)


def _leave(run: CourseRun, recognition: LeaveRecognition, schedule: Schedule) -> dict[str, Any]:
    lengths = schedule.per_day.values()
    online = str(Mode.ONLINE.label) if run.mode == Mode.ONLINE else ""
    return {
        "file_number": recognition.file_number,
        "authority": AUTHORITY,
        "place": where(run.place, run.room) or online,
        "days": len(lengths),
        "minutes": schedule.minutes,
        "shortest_day": min(lengths),
        "longest_day": max(lengths),
    }
