"""What somebody lacks for a course, and what would fit instead."""

from dataclasses import dataclass, field

from django.db.models import Count, Q

from courses.enums import CourseState
from courses.models import Course, CourseText
from courses.queries.cards import shown_texts
from courses.queries.requirements import Requirement, shown_requirements
from courses.queries.seat import unmet_prerequisites
from lms.accounts.models import User

FITTING = 3  # courses that are proposed instead


@dataclass(frozen=True)
class Gaps:
    """Why somebody may not enrol; falsy where nothing is missing."""

    is_too_young: bool = False
    missing: list[Requirement] = field(default_factory=list)
    fitting: list[CourseText] = field(default_factory=list)  # for who is too young

    def __bool__(self) -> bool:
        return self.is_too_young or bool(self.missing)


def gaps(user: User, course: Course, *, years: int, language: str) -> Gaps:
    """Read what is missing; ``years`` is how old the person is for sure. One to four queries."""
    is_too_young = years < course.minimum_age
    return Gaps(
        is_too_young=is_too_young,
        missing=shown_requirements(unmet_prerequisites(user, course.pk), language),
        fitting=_fitting(course, years, language) if is_too_young else [],
    )


def _fitting(course: Course, years: int, language: str) -> list[CourseText]:
    """Published courses for that age, those that share most action fields and competences first."""
    kin = Q(action_fields__in=course.action_fields.all()) | Q(
        competences__competence__in=course.competences.values("competence")
    )
    courses = (
        Course.objects.filter(state=CourseState.PUBLISHED, minimum_age__lte=years)
        .exclude(pk=course.pk)
        .annotate(shared=Count("pk", filter=kin))
        .order_by("-shared", "minimum_age", "pk")
    )
    chosen = [near.pk for near in courses[:FITTING]]
    texts = {
        text.course_id: text for text in shown_texts(Course.objects.filter(pk__in=chosen), language)
    }
    return [texts[pk] for pk in chosen if pk in texts]
