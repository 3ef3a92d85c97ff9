"""Stores the questions and media of an archive in the partner's bank and collection."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cms.answer_images import AnswerImages, source_of
from cms.archiving.contents import ArchiveContent, ArchiveContentError
from cms.archiving.resolving import Resolver
from cms.archiving.walking import page_fields
from cms.onboarding import collection_of
from courses.actions.question import (
    QuestionContentError,
    create_question,
    default_bank,
    retire_question,
    revise_question,
)
from courses.formats.course_archive import Medium, Question as QuestionEntry, Version
from courses.grading.pictures import with_images
from courses.models import QuestionBank
from lms.common.text import slugify_de
from network.models import Partner


class Belongings:
    """What comes along with the pages; ``forget`` takes the files away after a rollback.

    ``author_key`` names who brings the questions; they do not approve them.
    """

    def __init__(
        self, content: ArchiveContent, partner: Partner, at: datetime, *, author_key: str = ""
    ) -> None:
        self.content, self.partner, self.at = content, partner, at
        self.author_key = author_key
        self._stored: list[Any] = []
        self._pictures = AnswerImages()
        self._kinds = {medium.key: medium.kind for medium in content.manifest.media}

    def store(self, resolver: Resolver) -> None:
        """Make all of it; the resolver learns the new rows."""
        for medium in self.content.manifest.media:
            if medium.kind != "picture":  # those come with the questions that ask for them
                resolver.media[medium.key] = self._medium(
                    medium, self.content.files[medium.key], resolver
                )
        for entry in self.content.manifest.questions:
            self._question(entry, resolver)

    def forget(self) -> None:
        """Remove the files: the transaction that knew their rows was rolled back."""
        for row in self._stored:
            row.file.storage.delete(row.file.name)
        self._pictures.forget()

    def _bank(self, name: str) -> QuestionBank:
        if not name:
            return default_bank(self.partner)
        found = QuestionBank.objects.filter(partner=self.partner, name=name, is_default=False)
        return found.first() or QuestionBank.objects.create(partner=self.partner, name=name)

    def _question(self, entry: QuestionEntry, resolver: Resolver) -> None:
        try:
            first, *later = entry.versions
            version = create_question(
                bank=self._bank(entry.bank),
                type=first.type,
                content=self._content(first, resolver),
                locale=first.language,
                tags=entry.tags,
                author_key=self.author_key,
                at=self.at,
            )
            resolver.versions[first.key] = version
            for following in later:
                resolver.versions[following.key] = revise_question(
                    question=version.question,
                    type=following.type,
                    content=self._content(following, resolver),
                    locale=following.language,
                    author_key=self.author_key,
                    at=self.at,
                )
        except QuestionContentError as error:
            message = _("Die Frage „%(key)s“ im Archiv kann niemand lesen.") % {"key": entry.key}
            raise ArchiveContentError(message) from error
        if entry.is_retired:
            retire_question(question=version.question, at=self.at)

    def _content(self, version: Version, resolver: Resolver) -> dict[str, Any]:
        return with_images(version.content, lambda raw: self._picture(raw, resolver))

    def _picture(self, raw: Mapping[str, Any], resolver: Resolver) -> dict[str, Any]:
        """The image of a choice from a file of the archive, never from one that lies here."""
        key = _key(raw)
        if self._kinds.get(key) != "picture":
            return {}  # refused with its question
        with self.content.files[key].open("rb") as file:
            made = self._pictures.store(key, file)
        source = resolver.media.get(_key(raw.get("source")))
        is_image = isinstance(source, get_image_model())
        return {**made, "source": source_of(source)} if is_image else made

    def _medium(self, medium: Medium, path: Path, resolver: Resolver) -> Any:
        model = get_image_model() if medium.kind == "image" else get_document_model()
        row = model(collection=collection_of(self.partner))
        for field in page_fields(model):
            value = medium.fields.get(field.name)
            is_empty = value is None or value == ""
            if is_empty or field.is_relation or field.name == "file":
                continue
            try:
                setattr(row, field.attname, field.clean(field.to_python(value), row))
            except (ValidationError, TypeError):
                resolver.lose(
                    _("Die Angabe „%(name)s“ gilt hier nicht.") % {"name": field.verbose_name}
                )
        row.title = row.title or medium.key
        stem = slugify_de(row.title, 60) or medium.key
        with path.open("rb") as file:
            row.file.save(f"{stem}{path.suffix}", File(file), save=False)
            self._stored.append(row)
        _note_size(row)
        row.file.close()
        row.save()
        row.tags.add(*medium.tags)
        return row


def _key(reference: Any) -> str:
    return str(reference.get("media", "")) if isinstance(reference, Mapping) else ""


def _note_size(row: Any) -> None:
    """What Wagtail's own forms would write down."""
    note = getattr(row, "_set_image_file_metadata", None) or row._set_document_file_metadata  # noqa: SLF001  (there is no public way)
    note()
