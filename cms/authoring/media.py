"""Copies of another partner's images and files in one's own collection."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection

from cms.answer_images import AnswerImages, source_of, unchanged_original
from lms.accounts.models import User


class CopiedMedia:
    """Copies each image or file once, however often it is named; with everything said about it."""

    def __init__(self, *, collection: Collection, user: User) -> None:
        self._collection = collection
        self._user = user
        self._made: dict[tuple[type[Any], int], Any] = {}
        self._pictures = AnswerImages()

    def image(self, pk: int) -> int:
        """Id of the copy of an image."""
        return self._copy(get_image_model(), pk)

    def document(self, pk: int) -> int:
        """Id of the copy of a file."""
        return self._copy(get_document_model(), pk)

    def answer(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """The image of a choice with a file of its own, and the copy of what it was made from."""
        made = self._pictures.copy(raw["name"])
        original = unchanged_original(raw)
        if original is not None:
            self.image(original.pk)
            made["source"] = source_of(self._made[get_image_model(), original.pk])
        return made

    def forget(self) -> None:
        """Remove the files: the transaction that knew their rows was rolled back."""
        for made in self._made.values():
            made.file.storage.delete(made.file.name)
        self._pictures.forget()

    def _copy(self, model: type[Any], pk: int) -> int:
        """An id nobody has stays: what it named is gone in the original, too."""
        if (model, pk) not in self._made:
            row = model.objects.filter(pk=pk).first()
            if row is None:
                return pk
            self._made[model, pk] = self._made_from(row)
        return int(self._made[model, pk].pk)

    def _made_from(self, row: Any) -> Any:
        with row.file.open("rb") as file:
            data = file.read()
        name = PurePath(row.file.name).name
        tags = list(row.tags.names())
        row.pk = row.id = None
        row._state.adding = True
        row.collection, row.uploaded_by_user = self._collection, self._user
        row.file = ContentFile(data, name=name)
        row.save()
        row.tags.set(tags)
        return row
