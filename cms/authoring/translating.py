"""Translates a course: its pages as drafts in another language, tied to the first ones.

Pages of one course share their translation keys across languages, so that they are compiled into
the same course. What is missing can be made again and again; nothing that exists is overwritten.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale

from cms.authoring.bodies import exchanged
from cms.authoring.guests import original, sync_guests
from cms.authoring.start import free_slug
from cms.models import CoursePage, LessonPage, PartnerIndexPage, PartnerPage
from cms.onboarding import pages_of, prepare_partner
from courses.models import Question, QuestionVersion
from lms.accounts.models import User
from lms.common.errors import ConflictError, NotAllowedError


@dataclass(frozen=True)
class TranslatedPage:
    """One page of the course and its counterpart in another language, if there is one."""

    source: Any
    page: Any
    questions: tuple[QuestionVersion, ...] = ()  # asked there in the first language's words

    @property
    def is_outdated(self) -> bool:
        """Whether the source was edited after its translation."""
        if self.page is None:
            return False
        return bool(self.source.latest_revision_created_at > self.page.latest_revision_created_at)


@dataclass(frozen=True)
class Translation:
    """How far a course is translated into one language; ``course`` stands first in ``pages``."""

    locale: Locale
    pages: tuple[TranslatedPage, ...]

    @property
    def course(self) -> TranslatedPage:
        """The course page itself."""
        return self.pages[0]

    @property
    def is_complete(self) -> bool:
        """Whether every page has its counterpart."""
        return all(row.page is not None for row in self.pages)


def translations_of(course: CoursePage) -> list[Translation]:
    """How far a course is translated into each other language; a fixed number of queries."""
    first = original(course)
    sources = [first, *_lessons(first)]
    indexes = PartnerIndexPage.objects.exclude(locale=first.locale).select_related("locale")
    locales = [index.locale for index in indexes.order_by("locale", "pk")]
    keys = [page.translation_key for page in sources]
    found: dict[tuple[Any, int], Any] = {
        (page.translation_key, page.locale_id): page
        for model in (CoursePage, LessonPage)
        for page in model.objects.filter(translation_key__in=keys, locale__in=locales)
    }
    words = _Words(sources[1:])
    return [
        Translation(
            locale,
            tuple(
                TranslatedPage(
                    page,
                    found.get((page.translation_key, locale.pk)),
                    tuple(words.untranslated(page, locale.language_code)),
                )
                for page in sources
            ),
        )
        for locale in locales
    ]


@transaction.atomic
def complete_translation(
    *, course: CoursePage, locale: Locale, user: User, at: datetime
) -> CoursePage:
    """Make the pages a translation lacks, and ask its questions in its own words where they exist.

    Returns:
        The course page in that language.

    Raises:
        ConflictError: It is the course's first language, or the site has no such language.
        NotAllowedError: The person may not add pages there.
    """
    first = original(course)
    if locale == first.locale:
        raise ConflictError(_("In dieser Sprache ist der Kurs geschrieben."))
    house = _house(first, locale, at)
    if not house.permissions_for_user(user).can_add_subpage():
        raise NotAllowedError(_("Hier dürfen Sie keinen Kurs anlegen."))
    target: CoursePage = first.get_translation_or_none(locale) or _translated(first, house, user)
    words = _Words(list(_lessons(first)))
    for lesson in _lessons(first):
        made = lesson.get_translation_or_none(locale) or _translated(lesson, target, user)
        words.put_into(made.get_latest_revision_as_object(), locale.language_code, user)
    sync_guests(first)
    return target


class _Words:
    """The questions of lessons and their newest versions in every language; one query."""

    def __init__(self, lessons: list[LessonPage]) -> None:
        self.asked = {page.pk: list(_asked(page)) for page in lessons}
        ids = {pk for asked in self.asked.values() for pk in asked}
        asked = Question.objects.filter(versions__in=ids)
        rows = QuestionVersion.objects.filter(question__in=asked).order_by("number")
        rows = rows.select_related("question")
        self.newest = {(row.question_id, row.locale): row for row in rows}
        self.versions = {row.pk: row for row in rows}

    def untranslated(self, page: Any, language: str) -> Iterator[QuestionVersion]:
        """Versions a page asks whose questions have no words in a language."""
        for pk in self.asked.get(page.pk, ()):
            version = self.versions.get(pk)
            if version and (version.question_id, language) not in self.newest:
                yield version

    def put_into(self, lesson: LessonPage, language: str, user: User) -> None:
        """Name the versions in the lesson's own language; a draft only when one changes."""

        def exchange(pk: int) -> int:
            version = self.versions.get(pk)
            if version is None or version.locale == language:
                return pk
            own = self.newest.get((version.question_id, language))
            return own.pk if own else pk

        block = lesson.body.stream_block
        before = block.get_prep_value(lesson.body)
        after = exchanged(block, before, {"question": exchange})
        if after != before:
            lesson.body = json.dumps(after)
            lesson.save_revision(user=user, log_action=True)


def _asked(lesson: LessonPage) -> Iterator[int]:
    """Ids of the versions the newest draft of a lesson names; no query."""
    block, revision, found = lesson.body.stream_block, lesson.latest_revision, []

    def note(pk: int) -> int:
        found.append(pk)
        return pk

    stored = json.loads(revision.content["body"]) if revision else block.get_prep_value(lesson.body)
    exchanged(block, stored, {"question": note})
    return iter(found)


def _lessons(course: CoursePage) -> Any:
    lessons = LessonPage.objects.child_of(course).order_by("path")
    return lessons.select_related("latest_revision")


def _house(course: CoursePage, locale: Locale, at: datetime) -> PartnerPage:
    partner = course.get_parent().specific.partner
    pages = pages_of(partner).filter(locale=locale)
    if not pages.exists():
        prepare_partner(partner=partner, at=at)
    house: PartnerPage | None = pages.first()
    if house is None:
        raise ConflictError(_("In dieser Sprache gibt es auf dieser Site noch keine Seiten."))
    return house


def _translated(source: Any, parent: Any, user: User) -> Any:
    """A draft with the words of the newest draft, to be overwritten."""
    newest = source.get_latest_revision_as_object()
    return newest.copy(
        recursive=False,
        to=parent,
        update_attrs={
            "locale": parent.locale,
            "slug": free_slug(parent, newest.title),
            "draft_title": newest.title,
        },
        copy_revisions=False,
        keep_live=False,
        reset_translation_key=False,
        user=user,
        log_action=None,
    )
