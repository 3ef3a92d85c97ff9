"""Makes lesson pages out of lessons that were read from files."""

from datetime import datetime
from typing import Any

from cms.archiving.slugs import free_slug
from cms.importing.bodies import body_of
from cms.importing.pictures import Pictures
from cms.models import CoursePage, LessonPage
from courses.actions.question import QuestionContentError, create_question, default_bank
from courses.formats.markdown_course import FolderLesson, FolderQuiz, Loss, LossKind
from courses.formats.markdown_course.shapes import Picture
from lms.common.errors import DomainError
from network.models import Partner


class ImportUnreadableError(DomainError):
    """The folder or file cannot be imported; nothing of it was."""


class LessonMaker:
    """Adds lessons with their images and questions; ``losses`` grows on the way.

    ``author_key`` names who brings the questions; they do not approve them.
    """

    def __init__(
        self,
        partner: Partner,
        language: str,
        pictures: Pictures,
        at: datetime,
        *,
        author_key: str = "",
    ) -> None:
        self.partner, self.language, self.pictures, self.at = partner, language, pictures, at
        self.author_key = author_key
        self.losses: list[Loss] = []
        self.questions = 0

    def add(self, parent: CoursePage, lesson: FolderLesson) -> LessonPage:
        """A draft lesson as the last one of a course."""
        page = LessonPage(
            title=lesson.title,
            slug=free_slug(parent, lesson.title),
            locale=parent.locale,
            live=False,
            section=lesson.section,
            minutes=lesson.minutes,
            is_required=lesson.is_required,
            is_open=lesson.is_open,
            body=body_of(lesson, find_image=self.image, store_questions=self._stored_questions),
        )
        parent.add_child(instance=page)
        page.save_revision()
        return page

    def image(self, picture: Picture) -> Any | None:
        """The stored image; None, with a loss, when the file is none one may use."""
        if picture.path is None:
            return None
        image = self.pictures.image(picture.path, picture.caption or picture.alt)
        if image is None:
            self.losses.append(Loss(picture.path.name, 0, LossKind.IMAGE_FORMAT))
        return image

    def _stored_questions(self, quiz: FolderQuiz) -> list[int]:
        bank = default_bank(self.partner)
        versions = []
        for question in quiz.questions:
            try:
                version = create_question(
                    bank=bank,
                    type=question.type,
                    content=question.content,
                    locale=self.language,
                    author_key=self.author_key,
                    at=self.at,
                )
            except QuestionContentError as error:
                message = f"„{question.content['prompt'][:60]}“: {error}"
                raise ImportUnreadableError(message) from error
            versions.append(version.pk)
        self.questions += len(versions)
        return versions
