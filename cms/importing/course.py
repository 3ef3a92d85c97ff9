"""Imports a folder as a draft course: all of it in one transaction, or nothing."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _, override

from cms.archiving.slugs import free_slug
from cms.importing.facts import connect, fill, picture_rights
from cms.importing.lessons import ImportUnreadableError, LessonMaker
from cms.importing.pictures import Pictures
from cms.importing.wording import error_in_words, loss_in_words
from cms.models import CoursePage, PartnerPage
from courses.formats.markdown_course import (
    CourseFormatError,
    FolderCourse,
    read_folder,
)
from lms.records.actions import record_event
from network.models import Partner


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
        self.lessons = LessonMaker(request.partner, self.language, pictures, at)

    def run(self) -> ImportReport:
        """Make the pages; call inside a transaction."""
        self.pictures.rights = picture_rights(self.course.facts)
        with override(self.language):
            page = self._course_page()
            for lesson in self.course.lessons:
                self.lessons.add(page, lesson)
        record_event(
            action="course_imported",
            object_type="course_page",
            object_key=str(page.translation_key),
            partner_key=self.request.partner.key,
            data={"lessons": len(self.course.lessons), "questions": self.lessons.questions},
            at=self.at,
        )
        return ImportReport(
            page=page,
            lessons=len(self.course.lessons),
            questions=self.lessons.questions,
            pictures=len(self.pictures),
            losses=tuple(
                loss_in_words(loss) for loss in sorted([*self.course.losses, *self.lessons.losses])
            ),
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
            slug=free_slug(parent, self.title),
            locale=parent.locale,
            live=False,
        )
        fill(page, self.course, licence=self.request.licence)
        cover = self.course.facts.image
        if cover is not None:
            page.image, page.image_alt = self.lessons.image(cover), cover.alt
        parent.add_child(instance=page)
        connect(page, self.course.facts)
        page.save()
        page.save_revision()
        return page


def _title_of(folder: Path) -> str:
    words = folder.resolve().name.replace("-", " ").replace("_", " ").strip()
    return (words[:1].upper() + words[1:]) or _("Neuer Kurs")
