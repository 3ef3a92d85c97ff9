"""Copies a course into one's own house: one's own as it stands, another's as it was published.

Questions, images and files come along as new rows of the own partner; who wrote first stays named,
through every further copy.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cms.authoring.bodies import Exchange, exchanged, exchanged_html
from cms.authoring.media import CopiedMedia
from cms.authoring.start import free_slug
from cms.context import course_address
from cms.models import CoursePage, LessonPage, PartnerPage
from cms.models.course import FREE_LICENCES
from cms.onboarding import collection_of
from courses.actions.question import create_question, default_bank
from courses.enums import QuestionType
from courses.grading.pictures import with_images
from courses.models import QuestionVersion, QuizPart
from lms.accounts import mails
from lms.accounts.models import User
from lms.common.errors import NotAllowedError
from network.models import Partner

# What a copy starts without: it is nobody's plan yet.
_FRESH: dict[str, Any] = {"go_live_at": None, "expire_at": None, "expired": False}


@dataclass(frozen=True)
class CopyPlan:
    """Which course, below which partner's page, and what it shall be called."""

    source: CoursePage
    house: PartnerPage
    title: str


def copyable_courses() -> QuerySet[CoursePage]:
    """Published courses that everybody may take over, whoever wrote them."""
    courses: QuerySet[CoursePage] = CoursePage.objects.live().filter(licence__in=FREE_LICENCES)
    return courses


def copy_course(*, plan: CopyPlan, user: User, at: datetime) -> CoursePage:
    """Copy a course with its lessons as drafts; all of it, or nothing.

    Costs time with the number of images and files.

    Raises:
        NotAllowedError: The person may not add pages there, or the licence does not allow it.
    """
    media = CopiedMedia(collection=collection_of(plan.house.partner), user=user)
    try:
        with transaction.atomic():
            return _Copy(plan, user, at, media).course()
    except BaseException:
        media.forget()
        raise


class _Copy:
    """One copy while it is made."""

    def __init__(self, plan: CopyPlan, user: User, at: datetime, media: CopiedMedia) -> None:
        self.plan, self.user, self.at = plan, user, at
        self.source = CoursePage.objects.get(pk=plan.source.pk)  # the row: what is published
        self.owner: Partner = self.source.get_parent().specific.partner
        self.is_own = self.owner == plan.house.partner
        self.versions: dict[int, int] = {}
        self.media = media

    def course(self) -> CoursePage:
        self._check()
        source = self._page(self.source)
        changes = {"title": self.plan.title, "origins": self._origins(), **_FRESH}
        without = []
        if not self.is_own:
            changes |= {
                "image_id": source.image_id and self.media.image(source.image_id),
                "description": exchanged_html(source.description, self._exchanges(source)),
            }
            without = ["providers"]  # nobody of them has agreed to the copy
        course: CoursePage = _copied(
            source, self.plan.house, changes, user=self.user, without=without
        )
        for lesson in self._lessons():
            self._lesson(self._page(lesson), course)
        return course

    def _check(self) -> None:
        if not self.plan.house.permissions_for_user(self.user).can_add_subpage():
            raise NotAllowedError(_("Hier dürfen Sie keinen Kurs anlegen."))
        if not self.is_own and not copyable_courses().filter(pk=self.source.pk).exists():
            raise NotAllowedError(_("Die Lizenz dieses Kurses erlaubt keine Übernahme."))

    def _page(self, page: Any) -> Any:
        return page.get_latest_revision_as_object() if self.is_own else page

    def _lessons(self) -> Any:
        lessons = LessonPage.objects.child_of(self.source).order_by("path")
        return lessons if self.is_own else lessons.live()

    def _lesson(self, source: LessonPage, course: CoursePage) -> None:
        body = source.body.stream_block.get_prep_value(source.body)
        if not self.is_own:
            self._copy_pools(source)
            body = exchanged(source.body.stream_block, body, self._exchanges(course))
        _copied(source, course, {"body": json.dumps(body), **_FRESH}, user=self.user)

    def _exchanges(self, course: CoursePage) -> Mapping[str, Exchange]:
        inside = {self.source.pk, *self.source.get_children().values_list("pk", flat=True)}
        return {
            "image": self.media.image,
            "document": self.media.document,
            "question": self._version,
            # A lesson has no address of its own: all of them lead to the course.
            "page": lambda pk: int(course.pk) if pk in inside else pk,
        }

    def _version(self, pk: int) -> int:
        """Id of the own copy of a question's version."""
        if pk not in self.versions:
            version = QuestionVersion.objects.select_related("question").get(pk=pk)
            made = create_question(
                bank=default_bank(self.plan.house.partner),
                type=version.type,
                content=self._content(version),
                locale=version.locale,
                tags=version.question.tags,
                author_key=self.user.key,
                at=self.at,
            )
            self.versions[pk] = made.pk
        return self.versions[pk]

    def _content(self, version: QuestionVersion) -> dict[str, Any]:
        has_images = version.type == QuestionType.IMAGE_CHOICE
        return with_images(version.content, self.media.answer) if has_images else version.content

    def _copy_pools(self, lesson: LessonPage) -> None:
        """Bring along what draws may draw, as it was published, so that they find it here."""
        parts = QuizPart.objects.filter(
            quiz__lesson__source_key=lesson.translation_key,
            quiz__retired_at=None,
            locale__in=("", lesson.locale.language_code),
        )
        for pool in parts.order_by("pk").values_list("pool", flat=True):
            for pk in pool:
                self._version(pk)

    def _origins(self) -> list[dict[str, str]]:
        """Where the copy comes from, the first source first (CC BY 4.0, section 3(a)(1))."""
        if self.is_own:
            return list(self.source.origins)
        names = [self.owner.name]
        names += [row.partner.name for row in self.source.providers.select_related("partner")]
        address = course_address(self.source.translation_key)
        origin = {
            "title": self.source.title,
            "provider": ", ".join(names),
            "address": mails.absolute(address) if address else "",
            "licence": self.source.licence,
            "copied_on": localdate(self.at).isoformat(),
        }
        return [*self.source.origins, origin]


def _copied(
    source: Any, parent: Any, changes: dict[str, Any], *, user: User, without: Iterable[str] = ()
) -> Any:
    title = changes.get("title", source.title)
    return source.copy(
        recursive=False,
        to=parent,
        update_attrs=changes | {"slug": free_slug(parent, title), "draft_title": title},
        copy_revisions=False,
        keep_live=False,
        user=user,
        exclude_fields=list(without),
        log_action=None,  # it would write the other partner's working title into the history
    )
