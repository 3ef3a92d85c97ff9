"""From which age on, and after what, one may take a course."""

from typing import Any

from django.utils.translation import gettext_lazy as _

AGES = [(0, _("für alle")), (14, _("ab 14")), (16, _("ab 16")), (18, _("ab 18"))]
ADULT_AGE = 16  # where nothing is said and the course is for adult education only


def age_of(page: Any) -> int:
    """The age a course page states, else that of its stages; at most one query."""
    if page.minimum_age is not None:
        return int(page.minimum_age)
    return ADULT_AGE if is_for_adults_only(page) else 0


def is_for_adults_only(page: Any) -> bool:
    """Adult education is the only stage chosen (one query)."""
    return set(page.stages.values_list("area", flat=True)) == {"adult"}


def taught_and_asked(page: Any) -> dict[str, Any]:
    """Level and competences, and what one must have before, as a draft names them."""
    rows = list(page.requirements.all())
    return {
        "level": page.level,
        "competences": tuple(page.competences.values_list("competence_id", "level")),
        "minimum_age": age_of(page),
        "required_course_ids": tuple(r.required_course_id for r in rows if r.required_course_id),
        "required_competences": tuple((r.competence_id, r.level) for r in rows if r.competence_id),
    }
