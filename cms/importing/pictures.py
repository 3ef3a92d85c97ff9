"""Stores images anew: decoded and encoded again, so that nothing but the picture comes along."""

import io
import warnings
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from PIL import Image as PillowImage, ImageOps
from wagtail.images import get_image_model
from wagtail.models import Collection

from cms.onboarding import collection_of
from lms.common.text import slugify_de
from network.models import Partner

# Format read → format written, with its ending; a moving GIF keeps its first picture.
_FORMATS = {"JPEG": ("JPEG", "jpg"), "PNG": ("PNG", "png"), "GIF": ("PNG", "png"),
            "WEBP": ("WEBP", "webp")}  # fmt: skip
_QUALITY = 90


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
    if path.stat().st_size > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", PillowImage.DecompressionBombWarning)
            with PillowImage.open(path, formats=list(_FORMATS)) as source:
                return _encoded(source)
    except (
        OSError,
        ValueError,
        SyntaxError,
        PillowImage.DecompressionBombError,
        PillowImage.DecompressionBombWarning,
    ):
        return None


def _encoded(source: PillowImage.Image) -> tuple[bytes, str] | None:
    if source.width * source.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        return None
    name, ending = _FORMATS[str(source.format)]
    upright = ImageOps.exif_transpose(source)
    plain = upright.convert("RGB" if name == "JPEG" else "RGBA")
    clean = PillowImage.new(plain.mode, plain.size)
    clean.paste(plain)
    buffer = io.BytesIO()
    clean.save(buffer, name, quality=_QUALITY)
    return buffer.getvalue(), ending
