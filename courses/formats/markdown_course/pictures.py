"""Finds the files of images inside the folder."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from courses.formats.markdown_course.shapes import Loss, LossKind, Picture

_ENDINGS = {".png", ".jpg", ".jpeg", ".gif", ".webp"}


def located(
    picture: Picture, folder: Path, *, file: str, line: int, losses: list[Loss]
) -> Picture | None:
    """The picture with the path of its file, or None with a loss saying why.

    Addresses outside the folder are never followed, in the web as little as on the disk.
    """
    kind, path = _look(picture, folder)
    if kind is not None:
        losses.append(Loss(file, line, kind, picture.source[:120]))
    return replace(picture, path=path) if path is not None else None


def _look(picture: Picture, folder: Path) -> tuple[LossKind | None, Path | None]:
    parts = urlsplit(picture.source)
    if parts.scheme or parts.netloc:
        return LossKind.IMAGE_REMOTE, None
    root = folder.resolve()
    path = (root / unquote(parts.path)).resolve()
    if not path.is_relative_to(root) or not path.is_file():
        return LossKind.IMAGE_MISSING, None
    if path.suffix.lower() not in _ENDINGS:
        return LossKind.IMAGE_FORMAT, None
    return (None if picture.alt else LossKind.IMAGE_TEXT), path
