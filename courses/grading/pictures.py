"""The images of an image choice: ``{"name": …, "width": …, "height": …, "source": …}``.

``name`` is a rendition in the public storage; ``source`` tells the editor which image it was made
from and matters to nobody else.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from courses.grading.shapes import ContentError, Picture

FOLDER = "images/fragen"  # renditions are the only files served by their address
MAX_SIDE = 4000  # pixels
_NAME = re.compile(rf"{FOLDER}/[2-9a-z]{{10,40}}\.webp")  # nothing of what the file was called


def picture(choice: Mapping[str, Any]) -> Picture:
    """Read the image of one choice.

    Raises:
        ContentError: There is none, or its name could tell something.
    """
    raw = choice.get("image")
    if not isinstance(raw, Mapping):
        raise ContentError("choices", "no_image")
    name, sides = raw.get("name"), (raw.get("width"), raw.get("height"))
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise ContentError("choices", "no_image")
    width, height = sides
    if not isinstance(width, int) or not isinstance(height, int):
        raise ContentError("choices", "no_image")
    if not 0 < min(width, height) <= max(width, height) <= MAX_SIDE:
        raise ContentError("choices", "no_image")
    return Picture(name=name, width=width, height=height)


def images_of(content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The images of a question as they are stored, none for other kinds."""
    found: list[Mapping[str, Any]] = []

    def note(image: Mapping[str, Any]) -> Mapping[str, Any]:
        found.append(image)
        return image

    with_images(content, note)
    return found


def with_images(
    content: Mapping[str, Any], exchange: Callable[[Mapping[str, Any]], Mapping[str, Any]]
) -> dict[str, Any]:
    """The content with every image exchanged; what has none stays as it is, whatever it is."""
    choices = content.get("choices")
    if not isinstance(choices, list):
        return dict(content)
    return {**content, "choices": [_with_image(choice, exchange) for choice in choices]}


def _with_image(choice: Any, exchange: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> Any:
    if not isinstance(choice, Mapping) or not isinstance(choice.get("image"), Mapping):
        return choice
    return {**choice, "image": exchange(choice["image"])}
