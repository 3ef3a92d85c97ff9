"""Lists of courses for the pages of apps below, which cannot ask for courses themselves."""

from django import template
from django.utils.translation import get_language

from courses.queries.cards import CourseCard
from courses.queries.catalogue import partner_cards

register = template.Library()


@register.inclusion_tag("courses/partner-courses.html")
def partner_courses(slug: str) -> dict[str, list[CourseCard]]:
    """Show the published courses a partner leads or helps to provide."""
    return {"cards": partner_cards(slug=slug, language=get_language() or "")}
