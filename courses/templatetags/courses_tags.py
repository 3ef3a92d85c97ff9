"""Courses inside pages of other apps."""

from typing import Any

from django import template
from django.utils.translation import get_language

from courses.queries.catalogue import partner_cards

register = template.Library()


@register.inclusion_tag("courses/partner-courses.html")
def partner_courses(slug: str) -> dict[str, Any]:
    """List the courses a partner leads or helps to provide; three queries."""
    return {"cards": partner_cards(slug=slug, language=get_language() or "de")}
