"""Stores images anew: decoded and encoded again, so that nothing but the picture comes along."""

from functools import cached_property
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from wagtail.images import get_image_model
from wagtail.models import Collection

from cms.onboarding import collection_of
from lms.common.images import ImageRefusedError, clean_image
from lms.common.text import slugify_de
from network.models import Partner


class Pictures:
    """Images of one import, each stored once; ``forget`` takes the files away again.

    ``rights`` are fields of every image: creator, licence, source.
    """

    def __init__(self, partner: Partner, **rights: str) -> None:
        self.partner = partner
        self.rights = rights
        self._stored: dict[Path, Any] = {}

    @cached_property
    def _collection(self) -> Collection:
        return collection_of(self.partner)

    def __len__(self) -> int:
        return len([image for image in self._stored.values() if image is not None])

    def image(self, path: Path, title: str) -> Any | None:
        """The stored image of a file; None when the file is no image one may use."""
        if path not in self._stored:
            self._stored[path] = self._store(path, title)
        return self._stored[path]

    def forget(self) -> None:
        """Remove the files: the transaction that knew their rows was rolled back."""
        for image in self._stored.values():
            if image is not None:
                image.file.storage.delete(image.file.name)

    def _store(self, path: Path, title: str) -> Any | None:
        encoded = encoded_anew(path)
        if encoded is None:
            return None
        data, ending = encoded
        name = f"{slugify_de(path.stem, 60) or 'bild'}.{ending}"
        return get_image_model().objects.create(
            title=(title or path.stem)[:255],
            file=ContentFile(data, name=name),
            collection=self._collection,
            **self.rights,
        )


def encoded_anew(path: Path) -> tuple[bytes, str] | None:
    """Decode an image and encode it without metadata; None when it is broken or too large.

    Returns:
        The bytes and the ending of the file name.
    """
    try:
        with path.open("rb") as file:
            clean = clean_image(file)
    except ImageRefusedError:
        return None
    return clean.data, clean.ending
