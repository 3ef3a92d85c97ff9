"""The manifest of our own course archive: a zip file with ``manifest.json`` and media beside it.

The archive names things by keys of its own (``lesson-3``, ``image-1``), so that it holds no
identifier of the site it came from. ``course_archive.schema.json`` is made from these shapes.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

MANIFEST = "manifest.json"
LARGEST_MANIFEST = 20 * 1024 * 1024  # bytes
FORMAT: Literal["lernkette-course"] = "lernkette-course"
VERSION: Literal[1] = 1

Key = Annotated[str, Field(pattern=r"^[a-z]+(-[0-9]+)+$", max_length=40)]
FilePath = Annotated[str, Field(pattern=r"^media/[a-z]+-[0-9]+\.[a-z0-9]{1,5}$")]
Language = Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}([_-][A-Za-z0-9]+)*$", max_length=12)]
Line = Annotated[str, Field(max_length=300)]
# Names of fields as the site knows them; values are plain JSON, references are small objects such
# as {"media": "image-1"}, {"question": "question-2-1"}, {"code": "adult", "uri": "https://…"}.
Fields = dict[Annotated[str, Field(max_length=60)], Any]


class CourseArchiveError(ValueError):
    """The manifest is not what it should be; says where."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Origin(_Strict):
    """One station of a course, as ``CoursePage.origins`` names it."""

    title: Line
    provider: Line
    address: Annotated[str, Field(max_length=500)] = ""
    licence: Line
    copied_on: Annotated[str, Field(max_length=10)]  # ISO date


class Medium(_Strict):
    """An image or document; a picture is the ready-made file of an answer one chooses."""

    key: Key
    kind: Literal["image", "document", "picture"]
    file: FilePath
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    fields: Fields
    tags: list[Line] = []


class Version(_Strict):
    """What a question asks; the content as the grader reads it.

    Images of its choices are references: {"media": "picture-1", "source": {"media": "image-2"}},
    the source only where the image it was made from came along.
    """

    key: Key
    type: Annotated[str, Field(max_length=12)]
    language: Language
    content: dict[str, Any]


class Question(_Strict):
    """A question with all its versions, oldest first; ``bank`` is empty for the default one."""

    key: Key
    bank: Annotated[str, Field(max_length=120)] = ""
    tags: list[Line] = []
    is_retired: bool = False
    versions: Annotated[list[Version], Field(min_length=1, max_length=1000)]


class Page(_Strict):
    """A page in one language; pages with the same key are translations of each other."""

    key: Key
    fields: Fields
    rows: dict[Line, list[Fields]] = {}


class Edition(_Strict):
    """The course in one language with its lessons in teaching order."""

    language: Language
    course: Page
    lessons: Annotated[list[Page], Field(max_length=300)]


class Manifest(_Strict):
    """The whole archive."""

    format: Literal["lernkette-course"] = FORMAT
    version: Literal[1] = VERSION
    exported_on: Annotated[date, Field(strict=False)]
    origin: Annotated[list[Origin], Field(min_length=1, max_length=50)]
    editions: Annotated[list[Edition], Field(min_length=1, max_length=20)]
    questions: Annotated[list[Question], Field(max_length=5000)]
    media: Annotated[list[Medium], Field(max_length=5000)]


def read_manifest(data: bytes) -> Manifest:
    """Read and check a manifest.

    Raises:
        CourseArchiveError: It does not follow the schema; the text names the first place.
    """
    if len(data) > LARGEST_MANIFEST:
        raise CourseArchiveError(MANIFEST)
    try:
        manifest = Manifest.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        message = f"{place or MANIFEST}: {first['type']}"
        raise CourseArchiveError(message) from error
    _check_keys(manifest)
    return manifest


def _check_keys(manifest: Manifest) -> None:
    """Keys name one thing each; a language stands once."""
    groups = [
        [medium.key for medium in manifest.media],
        [medium.file for medium in manifest.media],
        [question.key for question in manifest.questions],
        [version.key for question in manifest.questions for version in question.versions],
        [edition.language for edition in manifest.editions],
        *([lesson.key for lesson in edition.lessons] for edition in manifest.editions),
    ]
    for names in groups:
        twice = (
            [name for name in names if names.count(name) > 1]
            if len(set(names)) < len(names)
            else []
        )
        if twice:
            raise CourseArchiveError(twice[0])


def write_manifest(manifest: Manifest) -> bytes:
    """Write a manifest: the same course gives the same bytes."""
    return (manifest.model_dump_json(indent=1) + "\n").encode()


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the manifest."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Manifest.model_json_schema(),
    }
