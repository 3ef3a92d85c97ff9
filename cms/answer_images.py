"""The images one chooses as answers: files of their own, and the images they were made from.

Their names say nothing of the original. ``source`` names it: its id and the start of its hash, so
that it changes with the file behind the image (``courses.grading.pictures`` tells the rest).
"""

from collections.abc import Iterable, Mapping
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from PIL import Image as PillowImage
from wagtail.images import get_image_model

from courses.grading.pictures import FOLDER
from lms.common.keys import new_key


class AnswerImages:
    """Stores files, each once; ``forget`` takes them away after a rollback."""

    def __init__(self) -> None:
        self._made: dict[str, dict[str, Any]] = {}

    def store(self, key: str, file: IO[bytes]) -> dict[str, Any]:
        """What a choice says of a new file: name, width, height; the same for the same key."""
        if key not in self._made:
            with PillowImage.open(file) as picture:
                width, height = picture.size
                file.seek(0)
                name = stored(file)
            self._made[key] = {"name": name, "width": width, "height": height}
        return dict(self._made[key])

    def copy(self, name: str) -> dict[str, Any]:
        """A stored file once more."""
        with default_storage.open(name) as file:
            return self.store(name, file)

    def forget(self) -> None:
        """Remove the files: the transaction that knew of them was rolled back."""
        for made in self._made.values():
            default_storage.delete(made["name"])


def stored(file: IO[bytes]) -> str:
    """Put a WebP file into the public storage, under a name that says nothing."""
    return default_storage.save(f"{FOLDER}/{new_key()}{new_key()}.webp", File(file))


def source_of(image: Any) -> str:
    """Name an image as it is now."""
    return f"{image.pk}-{image.file_hash[:12]}"


def originals(raws: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The images these were made from, by ``source``, also when changed since; one query."""
    ids = {source: source.split("-")[0] for raw in raws if (source := raw.get("source"))}
    rows = get_image_model().objects.in_bulk(set(ids.values())) if ids else {}
    found = {str(pk): row for pk, row in rows.items()}
    return {source: found[pk] for source, pk in ids.items() if pk in found}


def unchanged_original(raw: Mapping[str, Any]) -> Any | None:
    """The image this was made from; None when it is gone or another one by now."""
    image = originals([raw]).get(raw.get("source", ""))
    return image if image is not None and source_of(image) == raw["source"] else None
