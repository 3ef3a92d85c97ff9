"""Writes a course with everything that belongs to it into one file."""

import hashlib
import shutil
import zipfile
from datetime import date
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import FileField
from django.db.models.fields.files import FieldFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cms.archiving.naming import Names, coded
from cms.archiving.walking import (
    field_value,
    lists_of,
    page_fields,
    plain,
    row_fields,
    rows_of,
)
from cms.models import CoursePage, LessonPage
from courses.enums import QuestionType
from courses.formats.course_archive import (
    MANIFEST,
    Edition,
    Manifest,
    Medium,
    Origin,
    Page as PageEntry,
    Question as QuestionEntry,
    Version,
    write_manifest,
)
from courses.grading.pictures import with_images
from courses.models import Question, QuestionVersion
from courses.queries.question import OLDEST_FIRST, versions_tagged

PIECE = 1024 * 1024  # bytes copied at once
_SAME_TIME = (1980, 1, 1, 0, 0, 0)  # the first a zip file can name
_FILE_RIGHTS = 0o644 << 16
# Columns of media that belong to this site.
_LEFT = {"file", "collection"}


def write_archive(*, course: CoursePage, target: IO[bytes], on: date) -> Manifest:
    """Write the newest drafts of a course in all its languages.

    The same course on the same day gives the same bytes: entries are sorted, times fixed, nothing
    is packed. Media are copied in pieces, so memory does not grow with them.

    Args:
        course: Its page in any language.
        target: An open file.
        on: The day.
    """
    export = _Export(course, on)
    manifest = export.manifest()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        _add(archive, MANIFEST, write_manifest(manifest))
        for entry in sorted(manifest.media, key=lambda entry: entry.file):
            _copy(archive, entry.file, export.files[entry.key])
    return manifest


def editions_of(course: CoursePage) -> list[CoursePage]:
    """The course in all its languages, the oldest first, as everywhere."""
    pages = CoursePage.objects.filter(translation_key=course.translation_key, alias_of=None)
    return list(pages.select_related("locale").order_by("pk"))


class _Export:
    """One archive being written."""

    def __init__(self, course: CoursePage, on: date) -> None:
        self.on = on
        self.editions = [(page, _lessons(page)) for page in editions_of(course)]
        self.keys = self._keys()
        self.names = Names(
            {
                page.pk: f"{self.keys[page.translation_key]}/{page.locale.language_code}"
                for edition, lessons in self.editions
                for page in [edition, *lessons]
            }
        )
        self.partner = course.get_parent().specific.partner
        self.files: dict[str, Any] = {}

    def _keys(self) -> dict[Any, str]:
        """Translations share a key; lessons count in the order of the first language."""
        keys = {self.editions[0][0].translation_key: "course-1"}
        for _page, lessons in self.editions:
            for lesson in lessons:
                keys.setdefault(lesson.translation_key, f"lesson-{len(keys)}")
        return keys

    def manifest(self) -> Manifest:
        """Pages first: they say which questions and media come along."""
        editions = [self._edition(page, lessons) for page, lessons in self.editions]
        questions = [self._question(pk, key) for pk, key in self.names.questions.items()]
        media = [self._medium(kind, pk, key) for (kind, pk), key in self.names.media.items()]
        return Manifest(
            exported_on=self.on,
            origin=self._origin(),
            editions=editions,
            questions=questions,
            media=media,
        )

    def _origin(self) -> list[Origin]:
        page = self.editions[0][0]
        own = Origin(
            title=page.title,
            provider=self.partner.name,
            address=f"{settings.SITE_URL}{page.face() or ''}",
            licence=page.licence,
            copied_on=self.on.isoformat(),
        )
        return [*(Origin.model_validate(origin) for origin in page.origins), own]

    def _edition(self, page: CoursePage, lessons: list[LessonPage]) -> Edition:
        language = page.locale.language_code
        edition = Edition(
            language=language,
            course=self._page(page),
            lessons=[self._page(lesson) for lesson in lessons],
        )
        for lesson in lessons:
            self._take_drawn(lesson, language)
        return edition

    def _page(self, page: CoursePage | LessonPage) -> PageEntry:
        draft = page.get_latest_revision_as_object()
        fields = {f.name: self._value(f, draft) for f in page_fields(type(page))}
        for relation in lists_of(type(page)):
            entries = (coded(entry) for entry in getattr(draft, relation.name).all())
            fields[relation.name] = sorted(filter(None, entries), key=lambda entry: entry["code"])
        rows = {
            relation.get_accessor_name(): [
                {field.name: self._value(field, row) for field in row_fields(relation)}
                for row in getattr(draft, relation.get_accessor_name()).all()
            ]
            for relation in rows_of(type(page))
        }
        return PageEntry(key=self.keys[page.translation_key], fields=fields, rows=rows)

    def _value(self, field: Any, row: Any) -> Any:
        return field_value(field, plain(field, getattr(row, field.attname)), self.names)

    def _take_drawn(self, lesson: LessonPage, language: str) -> None:
        """Questions that a test of the lesson draws by their tag come along, too."""
        draft = lesson.get_latest_revision_as_object()
        for block in draft.body:
            for draw in (block.block_type == "quiz" and block.value.get("draws")) or ():
                ids = versions_tagged(partner=self.partner, locale=language, tag=draw["tag"])
                for version in QuestionVersion.objects.filter(pk__in=ids).order_by("pk"):
                    self.names.question(version.question)

    def _question(self, pk: int, key: str) -> QuestionEntry:
        question = Question.objects.select_related("bank").get(pk=pk)
        return QuestionEntry(
            key=key,
            bank="" if question.bank.is_default else question.bank.name,
            tags=[str(tag) for tag in question.tags],
            is_retired=question.retired_at is not None,
            versions=[
                Version(
                    key=self.names.versions[version.pk],
                    type=version.type,
                    language=version.locale,
                    content=self._content(version),
                )
                for version in question.versions.order_by(*OLDEST_FIRST)
            ],
        )

    def _content(self, version: QuestionVersion) -> dict[str, Any]:
        has_images = version.type == QuestionType.IMAGE_CHOICE
        return with_images(version.content, self.names.picture) if has_images else version.content

    def _picture(self, name: str, key: str) -> Medium:
        field = FileField(storage=default_storage)
        file = FieldFile(None, field, name)  # type: ignore[arg-type]  # no row names it
        self.files[key] = file
        path = f"media/{key}{Path(name).suffix}"
        return Medium(key=key, kind="picture", file=path, sha256=_digest(file), fields={})

    def _medium(self, kind: str, pk: Any, key: str) -> Medium:
        if kind == "picture":
            return self._picture(pk, key)
        model = get_image_model() if kind == "image" else get_document_model()
        row = model.objects.get(pk=pk)
        self.files[key] = row.file
        ending = Path(row.file.name).suffix.lower()
        fields = [f for f in page_fields(model) if f.name not in _LEFT and not f.is_relation]
        return Medium(
            key=key,
            kind="image" if kind == "image" else "document",
            file=f"media/{key}{ending}",
            sha256=_digest(row.file),
            fields={field.name: plain(field, getattr(row, field.attname)) for field in fields},
            tags=sorted(row.tags.names()),
        )


def _lessons(page: CoursePage) -> list[LessonPage]:
    lessons = LessonPage.objects.child_of(page).filter(alias_of=None)
    return list(lessons.select_related("locale").order_by("path"))


def _digest(file: Any) -> str:
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _copy(archive: zipfile.ZipFile, name: str, file: Any) -> None:
    with file.open("rb") as source, archive.open(_entry(name, source.size), "w") as out:
        shutil.copyfileobj(source, out, PIECE)


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    archive.writestr(_entry(name, len(data)), data)


def _entry(name: str, size: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, date_time=_SAME_TIME)
    info.create_system = 3  # Unix, wherever it is written
    info.external_attr = _FILE_RIGHTS
    info.file_size = size
    return info
