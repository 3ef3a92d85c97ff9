"""A course as the partner network sees it: an offer with tags."""

from html import unescape

from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import override

from courses.models import Course, CourseText
from lms.taxonomy.models import Framework
from lms.taxonomy.queries import default_framework
from network.actions.offer import CourseOffer


def course_offer(course: Course) -> CourseOffer:
    """Read what the network needs of a course, in the course's first language. Costs six queries.

    Competences count when the default framework has their code: versions of one framework share
    their codes, other frameworks do not.
    """
    text = course.texts.get(locale=course.language)
    with override(course.language):
        url = reverse("courses:course", args=[course.key, text.slug])
    return CourseOffer(
        source_key=course.key,
        partner_id=course.partner_id,
        title=text.title,
        text=_plain(text),
        language=course.language,
        url=url,
        stages=_codes(course, "stages"),
        action_fields=_codes(course, "action_fields"),
        target_groups=_codes(course, "target_groups"),
        competences=_competences(course),
    )


def _plain(text: CourseText) -> str:
    description = " ".join(unescape(strip_tags(text.description_html)).split())
    parts = [text.summary, description, *text.goals]
    return "\n".join(part for part in parts if part)


def _codes(course: Course, name: str) -> tuple[str, ...]:
    return tuple(getattr(course, name).values_list("code", flat=True))


def _competences(course: Course) -> tuple[str, ...]:
    try:
        name = default_framework().name
    except Framework.DoesNotExist:
        return ()
    rows = course.competences.filter(competence__framework__name=name)
    codes = rows.values_list("competence__code", flat=True)
    return tuple(dict.fromkeys(codes.order_by("competence__code")))
