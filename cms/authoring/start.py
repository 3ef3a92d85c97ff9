"""Begins a course: a draft with what the wizard asked for, and a first lesson to write in."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.models import Page

from cms.models import CoursePage, CoursePageCompetence, LessonPage, PartnerPage
from lms.accounts.models import User
from lms.common.errors import NotAllowedError
from lms.common.text import slugify_de

LONGEST_SLUG = 100
# Lists of a course page that name rows of vocabularies.
VOCABULARIES = ("stages", "target_groups", "action_fields")


@dataclass(frozen=True)
class CoursePlan:
    """What somebody says about a course before it exists; rows of vocabularies by field."""

    title: str
    summary: str
    lesson: str  # title of the first lesson
    goals: str = ""  # one a line
    licence: str = "CC-BY-SA-4.0"
    vocabularies: dict[str, list[Any]] = field(default_factory=dict)
    competences: tuple[Any, ...] = ()


def free_slug(parent: Page, title: str) -> str:
    """A slug no page beside it has."""
    slug: str = find_available_slug(parent, slugify_de(title, LONGEST_SLUG) or "seite")
    return slug


@transaction.atomic
def start_course(*, house: PartnerPage, plan: CoursePlan, user: User) -> LessonPage:
    """Make a draft course below a partner's page, in that page's language.

    Returns:
        Its first lesson, empty.

    Raises:
        NotAllowedError: The person may not add pages there.
    """
    if not house.permissions_for_user(user).can_add_subpage():
        raise NotAllowedError(_("Hier dürfen Sie keinen Kurs anlegen."))
    course = CoursePage(
        title=plan.title,
        slug=free_slug(house, plan.title),
        locale=house.locale,
        owner=user,
        live=False,
        summary=plan.summary,
        goals=plan.goals,
        licence=plan.licence,
    )
    house.add_child(instance=course)
    for name in VOCABULARIES:
        setattr(course, name, plan.vocabularies.get(name, []))
    for order, competence in enumerate(plan.competences):
        course.competences.add(CoursePageCompetence(competence=competence, sort_order=order))
    course.save()
    course.save_revision(user=user, log_action=True)
    lesson = LessonPage(
        title=plan.lesson,
        slug=free_slug(course, plan.lesson),
        locale=house.locale,
        owner=user,
        live=False,
    )
    course.add_child(instance=lesson)
    lesson.save_revision(user=user, log_action=True)
    return lesson
