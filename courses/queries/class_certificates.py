"""For which seats of a class certificates can be printed; aliases only."""

from collections.abc import Iterable
from dataclasses import dataclass

from courses.enums import CertificateState, EnrolmentState
from courses.models import Certificate, ClassSeat, Course, Enrolment, SchoolClass
from courses.queries.certificate import course_certificates
from courses.queries.school_class import seats_of
from courses.queries.team import run_titles


@dataclass(frozen=True)
class Graduate:
    """A seat that has met the rule of a course; the certificate where one was issued before."""

    seat: ClassSeat
    enrolment: Enrolment
    certificate: Certificate | None

    @property
    def is_revoked(self) -> bool:
        """One that was taken back is not printed again."""
        return self.certificate is not None and (self.certificate.state == CertificateState.REVOKED)


@dataclass(frozen=True)
class ClassGraduates:
    """A class in one course; ``courses`` are (key, title) of those somebody has finished."""

    courses: list[tuple[str, str]]
    course: Course | None
    title: str
    ready: list[Graduate]
    revoked: list[ClassSeat]
    unfinished: list[ClassSeat]


def class_graduates(school_class: SchoolClass, *, course: str, language: str) -> ClassGraduates:
    """Read who has finished a course (its key; "": the first there is); four queries at most."""
    seats = list(seats_of(school_class))
    rows = Enrolment.objects.filter(user__in=[seat.user_id for seat in seats])
    rows = rows.exclude(state=EnrolmentState.LEFT).select_related("course", "run__course")
    enrolments = list(rows.order_by("course", "pk"))
    finished = [row for row in enrolments if row.completed_at is not None]
    courses = {row.course_id: row.course for row in finished}
    titles = run_titles((row.run for row in finished), language) if finished else {}
    chosen = next((one for one in courses.values() if one.key == course), None)
    chosen = chosen or next(iter(courses.values()), None)
    ready = _graduates(seats, [row for row in finished if chosen and row.course_id == chosen.pk])
    in_course = {row.user_id for row in enrolments if chosen and row.course_id == chosen.pk}
    done = {one.seat.pk for one in ready}
    return ClassGraduates(
        courses=[(one.key, titles[pk]) for pk, one in courses.items()],
        course=chosen,
        title=titles[chosen.pk] if chosen else "",
        ready=[one for one in ready if not one.is_revoked],
        revoked=[one.seat for one in ready if one.is_revoked],
        unfinished=[one for one in seats if one.user_id in in_course and one.pk not in done],
    )


def _graduates(seats: Iterable[ClassSeat], finished: list[Enrolment]) -> list[Graduate]:
    """By alias, as ``seats`` are."""
    by_user = {row.user_id: row for row in finished}
    keys = [row.key for row in finished]
    issued = course_certificates().filter(enrolment_key__in=keys).order_by("issued_at")
    certificates = {row.enrolment_key: row for row in issued}
    return [
        Graduate(seat, by_user[seat.user_id], certificates.get(by_user[seat.user_id].key))
        for seat in seats
        if seat.user_id in by_user
    ]
