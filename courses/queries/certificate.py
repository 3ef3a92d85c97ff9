"""What a certificate prints, and which wait to be issued or rendered."""

from calendar import monthrange
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from courses.enums import (
    LEAVE_KINDS,
    AttemptState,
    CertificateKind,
    CertificateState,
    EnrolmentState,
)
from courses.grading.passing import lessons_needed
from courses.models import (
    Certificate,
    Course,
    CourseRule,
    CourseText,
    Enrolment,
    Quiz,
    QuizAttempt,
)
from courses.queries.progress import Progress
from courses.queries.wording import own_wording
from lms.accounts.consent.rules import MINOR
from lms.accounts.enums import AccountKind
from network.models import Partner


def course_certificates() -> QuerySet[Certificate]:
    """Certificates of having finished a course; papers about Bildungszeit are something else."""
    return Certificate.objects.exclude(kind__in=LEAVE_KINDS)


def certificates_of(partners: QuerySet[Partner]) -> QuerySet[Certificate]:
    """Certificates of courses these partners lead; without an account they are their issuer's."""
    of_course = Q(enrolment__course__partner__in=partners)
    of_nobody = Q(enrolment=None, achievement__issuer_key__in=partners.values("key"))
    return Certificate.objects.filter(of_course | of_nobody)


def certificate_facts(enrolment: Enrolment, *, holder: str, at: datetime) -> dict[str, Any]:
    """Collect everything a certificate will ever print, as JSON.

    Costs about nine queries; ``enrolment`` comes with ``user`` and ``course__partner``.
    ``holder`` is "" where the name is typed when the file is fetched.
    """
    course = enrolment.course
    met = enrolment.completion.get("met") or what_was_met(enrolment)
    text = text_for(enrolment, met["language"])
    with translation.override(text.locale):
        facts = {
            "holder": holder,
            "kind": met["kind"],
            "language": text.locale,
            "course": text.title,
            "course_key": course.key,
            "summary": text.summary,
            "issuer": {"key": course.partner.key, "name": course.partner.name},
            "partners": partners_of(course),
            "stages": [stage.title for stage in course.stages.all()],
            "competences": _competences(course),
            "effort_minutes": course.effort_minutes,
            "rule": met["rule"],
            "results": met["results"],
            "started_on": _day(enrolment.enrolled_at).isoformat(),
            "completed_on": _day(enrolment.completed_at or at).isoformat(),
            "issued_on": _day(at).isoformat(),
        }
    until = _holds_until(course, at)
    return facts | ({"valid_until": until} if until else {}) | own_wording(course.partner, facts)


def _holds_until(course: Course, at: datetime) -> str:
    """The last day on which a certificate of this course holds; "" where it holds for ever."""
    if not course.certificate_months:
        return ""
    day = _day(at)
    years, month = divmod(day.month - 1 + course.certificate_months, 12)
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last)).isoformat()


def what_was_met(enrolment: Enrolment, progress: Progress | None = None) -> dict[str, Any]:
    """Under which rule, with which results and in which language a course was finished, as JSON.

    ``progress`` is what was counted, where appointments count.

    Asked at the moment of finishing: the course may be another one when the name is confirmed.
    """
    text = text_for(enrolment, enrolment.user.language)
    with translation.override(text.locale):
        results = quiz_results(enrolment) if enrolment.own_rule.requires_quizzes else []
        kind = CertificateKind.ACHIEVEMENT if results else CertificateKind.ATTENDANCE
        done = [rule_met(enrolment.own_rule, len(results)), attendance_met(progress)]
        return {
            "language": text.locale,
            "kind": kind.value,
            "rule": ", ".join(part for part in done if part),
            "results": results,
        }


def rule_met(rule: Course | CourseRule, quizzes: int) -> str:
    """Say what the holder has done at least, as a certificate states it (one query)."""
    if isinstance(rule, CourseRule):
        lessons = rule.lessons.filter(retired_at=None).count()
    else:
        lessons = rule.lessons.filter(is_required=True, retired_at=None).count()
    if not lessons:  # nothing but appointments
        return ""
    needed = lessons_needed(lessons, rule.required_share)
    if needed == lessons:
        done = _("Alle Pflichtlektionen bearbeitet (%(all)s)") % {"all": lessons}
    else:
        done = _("Mindestens %(needed)s von %(all)s Pflichtlektionen bearbeitet") % {
            "needed": needed,
            "all": lessons,
        }
    return _("%(done)s, alle Pflichttests bestanden") % {"done": done} if quizzes else done


def attendance_met(progress: Progress | None) -> str:
    """Say how many appointments the holder attended; "" where attending does not count."""
    if progress is None or not progress.appointments_needed:
        return ""
    return _("%(attended)s von %(all)s Treffen besucht") % {
        "attended": progress.attended,
        "all": progress.appointments,
    }


def quiz_results(enrolment: Enrolment) -> list[dict[str, str]]:
    """The best passed attempt at each quiz that counts, in teaching order (one query)."""
    attempts = QuizAttempt.objects.filter(
        enrolment=enrolment,
        state=AttemptState.SUBMITTED,
        is_passed=True,
        quiz__in=_counting(enrolment),
        quiz__retired_at=None,
        quiz__lesson__retired_at=None,
    ).select_related("quiz")
    best: dict[int, QuizAttempt] = {}
    for attempt in attempts.order_by("quiz__lesson__position", "quiz__position", "points"):
        best[attempt.quiz_id] = attempt
    # A self-assessment has no points to certify.
    return [_result(attempt) for attempt in best.values() if attempt.max_points]


def _counting(enrolment: Enrolment) -> QuerySet[Quiz]:
    """Quizzes that count for this learner: by the rule kept from before, else as of now."""
    if enrolment.rule is not None:
        return enrolment.rule.quizzes.all()
    return Quiz.objects.filter(is_required=True)


# Whose certificates are issued without a name; see ``courses.rules.is_nameless``.
_NAMELESS = Q(user__kind=AccountKind.GUEST) | Q(
    user__kind=AccountKind.PERSONAL, user__age_band__in=MINOR
)


def due_enrolments() -> QuerySet[Enrolment]:
    """Completed enrolments that wait for nothing any more, yet have no certificate."""
    issued = course_certificates().filter(enrolment_key=OuterRef("key"))
    return Enrolment.objects.filter(
        ~Exists(issued),
        Q(user__certificate_name_confirmed_at__isnull=False) | _NAMELESS,
        state=EnrolmentState.COMPLETED,
        completed_at__isnull=False,
    ).order_by("completed_at")


def unrendered_certificates() -> QuerySet[Certificate]:
    """Valid certificates whose PDF has not been made yet, oldest first.

    Those without a name outlived their person; nobody will ask for a PDF of them.
    """
    waiting = Certificate.objects.filter(pdf_name="", state=CertificateState.VALID)
    return waiting.exclude(holder_name="").order_by("issued_at")


def text_for(enrolment: Enrolment, language: str) -> CourseText:
    """The course's text in a language, else in the course's first one."""
    texts = {text.locale: text for text in enrolment.course.texts.all()}
    return texts.get(language) or texts[enrolment.course.language]


def partners_of(course: Course) -> list[dict[str, str]]:
    """The houses of a course as certificates name them, the leading one first; one query."""
    others = course.providers.select_related("partner")
    partners = [course.partner, *(provider.partner for provider in others)]
    return [
        {"name": partner.name, "logo_url": partner.logo_url, "logo_alt": partner.logo_alt}
        for partner in partners
    ]


def _competences(course: Course) -> list[dict[str, Any]]:
    rows = course.competences.select_related("competence__framework")
    return [
        {
            "framework": row.competence.framework.name,
            "version": row.competence.framework.version,
            "code": row.competence.code,
            "title": row.competence.title,
            "level": row.level,
            "uri": row.competence.uri,
        }
        for row in rows.order_by("competence__framework", "competence__position")
    ]


def _result(attempt: QuizAttempt) -> dict[str, str]:
    points, highest = attempt.points or Decimal(0), attempt.max_points or Decimal(1)
    titles = attempt.quiz.titles
    title = titles.get(translation.get_language() or "") or next(iter(titles.values()), "")
    return {
        "title": title or _("Test"),
        "points": _number(points),
        "max_points": _number(highest),
        "percent": str(round(points / highest * 100)),
    }


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
