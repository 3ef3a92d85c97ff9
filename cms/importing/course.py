"""Imports a folder as a draft course: all of it in one transaction, or nothing."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _, override
from wagtail.models import Page

from cms.importing.bodies import body_of
from cms.importing.facts import connect, fill, picture_rights
from cms.importing.pictures import Pictures
from cms.importing.wording import error_in_words, loss_in_words
from cms.models import CoursePage, LessonPage, PartnerPage
from courses.actions.question import QuestionContentError, create_question, default_bank
from courses.formats.markdown_course import (
    CourseFormatError,
    FolderCourse,
    FolderLesson,
    FolderQuiz,
    Loss,
    LossKind,
    read_folder,
)
from courses.formats.markdown_course.shapes import Picture
from lms.common.errors import DomainError
from lms.common.text import slugify_de
from lms.records.actions import record_event
from network.models import Partner

_LONGEST_SLUG = 100


class ImportUnreadableError(DomainError):
    """The folder cannot be imported; nothing of it was."""


@dataclass(frozen=True)
class ImportRequest:
    """What to import and for whom; empty texts are taken from the folder."""

    folder: Path
    partner: Partner
    title: str = ""
    language: str = ""
    licence: str = ""
    quizzes: tuple[Path, ...] = ()


@dataclass(frozen=True)
class ImportReport:
    """What came of it; ``losses`` are sentences with file and line."""

    page: CoursePage
    lessons: int
    questions: int
    pictures: int
    losses: tuple[str, ...]
    passed_over: tuple[str, ...]


def import_course(*, request: ImportRequest, at: datetime) -> ImportReport:
    """Make a draft course with its lessons, questions and images.

    Nothing is visible to learners before somebody publishes it. Costs time with the number of
    images: each is decoded and encoded again.

    Raises:
        ImportUnreadableError: The folder is no course, a code in it is unknown, or the partner
            has no page in the language. Nothing is kept.
    """
    pictures = Pictures(request.partner)
    try:
        course = read_folder(request.folder, request.quizzes)
        with transaction.atomic():
            return _Import(request, course, pictures, at).run()
    except CourseFormatError as error:
        pictures.forget()
        raise ImportUnreadableError(error_in_words(error)) from error
    except BaseException:
        pictures.forget()
        raise


class _Import:
    """One import under way."""

    def __init__(
        self, request: ImportRequest, course: FolderCourse, pictures: Pictures, at: datetime
    ) -> None:
        self.request, self.course, self.pictures, self.at = request, course, pictures, at
        facts = course.facts
        self.language = request.language or facts.language or settings.LANGUAGE_CODE
        self.title = request.title or facts.title or _title_of(request.folder)
        self.losses = list(course.losses)
        self.questions = 0

    def run(self) -> ImportReport:
        """Make the pages; call inside a transaction."""
        self.pictures.rights = picture_rights(self.course.facts)
        with override(self.language):
            page = self._course_page()
            for lesson in self.course.lessons:
                self._lesson_page(page, lesson)
        record_event(
            action="course_imported",
            object_type="course_page",
            object_key=str(page.translation_key),
            partner_key=self.request.partner.key,
            data={"lessons": len(self.course.lessons), "questions": self.questions},
            at=self.at,
        )
        return ImportReport(
            page=page,
            lessons=len(self.course.lessons),
            questions=self.questions,
            pictures=len(self.pictures),
            losses=tuple(loss_in_words(loss) for loss in sorted(self.losses)),
            passed_over=self.course.passed_over,
        )

    def _course_page(self) -> CoursePage:
        parent = PartnerPage.objects.filter(
            partner=self.request.partner, locale__language_code=self.language
        ).first()
        if parent is None:
            message = _("Der Partner hat keine Seite in der Sprache „%(language)s“.")
            raise ImportUnreadableError(message % {"language": self.language})
        page = CoursePage(
            title=self.title[:200],
            slug=_free_slug(parent, self.title),
            locale=parent.locale,
            live=False,
        )
        fill(page, self.course, licence=self.request.licence)
        cover = self.course.facts.image
        if cover is not None:
            page.image, page.image_alt = self._image(cover), cover.alt
        parent.add_child(instance=page)
        connect(page, self.course.facts)
        page.save()
        page.save_revision()
        return page

    def _lesson_page(self, parent: CoursePage, lesson: FolderLesson) -> None:
        page = LessonPage(
            title=lesson.title,
            slug=_free_slug(parent, lesson.title),
            locale=parent.locale,
            live=False,
            section=lesson.section,
            minutes=lesson.minutes,
            is_required=lesson.is_required,
            is_open=lesson.is_open,
            body=body_of(lesson, find_image=self._image, store_questions=self._stored_questions),
        )
        parent.add_child(instance=page)
        page.save_revision()

    def _image(self, picture: Picture) -> Any | None:
        if picture.path is None:
            return None
        image = self.pictures.image(picture.path, picture.caption or picture.alt)
        if image is None:
            self.losses.append(Loss(picture.path.name, 0, LossKind.IMAGE_FORMAT))
        return image

    def _stored_questions(self, quiz: FolderQuiz) -> list[int]:
        bank = default_bank(self.request.partner)
        versions = []
        for question in quiz.questions:
            try:
                version = create_question(
                    bank=bank,
                    type=question.type,
                    content=question.content,
                    locale=self.language,
                    at=self.at,
                )
            except QuestionContentError as error:
                message = f"„{question.content['prompt'][:60]}“: {error}"
                raise ImportUnreadableError(message) from error
            versions.append(version.pk)
        self.questions += len(versions)
        return versions


def _title_of(folder: Path) -> str:
    words = folder.resolve().name.replace("-", " ").replace("_", " ").strip()
    return (words[:1].upper() + words[1:]) or _("Neuer Kurs")


def _free_slug(parent: Page, title: str) -> str:
    """A slug no page beside it has."""
    base = slugify_de(title, _LONGEST_SLUG) or "seite"
    taken = set(parent.get_children().values_list("slug", flat=True))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
