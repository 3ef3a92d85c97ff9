"""Files as a browser sends them."""

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile


def upload(path: Path, name: str = "") -> SimpleUploadedFile:
    """The file at a path, called as wished."""
    return SimpleUploadedFile(name or path.name, path.read_bytes())
