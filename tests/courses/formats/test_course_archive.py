import copy
import json
from pathlib import Path

import pytest

from courses.formats import course_archive
from courses.formats.course_archive import (
    CourseArchiveError,
    read_manifest,
    schema,
    write_manifest,
)

SCHEMA = Path(course_archive.__file__).with_name("course_archive.schema.json")
GOOD = {
    "format": "lernkette-course",
    "version": 1,
    "exported_on": "2026-11-26",
    "origin": [{"title": "T", "provider": "P", "licence": "CC0-1.0", "copied_on": "2026-11-26"}],
    "editions": [
        {
            "language": "de",
            "course": {"key": "course-1", "fields": {"title": "T"}},
            "lessons": [{"key": "lesson-1", "fields": {}}, {"key": "lesson-2", "fields": {}}],
        }
    ],
    "questions": [
        {
            "key": "question-1",
            "versions": [{"key": "question-1-1", "type": "single", "language": "de", "content": {}}],
        }
    ],
    "media": [
        {
            "key": "image-1", "kind": "image", "file": "media/image-1.png", "sha256": "0" * 64,
            "fields": {},
        }
    ],
}  # fmt: skip


def changed(*path, value):
    made = copy.deepcopy(GOOD)
    place = made
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return json.dumps(made).encode()


def test_what_is_written_is_read_again():
    manifest = read_manifest(json.dumps(GOOD).encode())
    data = write_manifest(manifest)
    assert read_manifest(data) == manifest
    assert write_manifest(read_manifest(data)) == data


HOSTILE = {
    "no json": (b"PK", "manifest.json: json_invalid"),
    "deep": (b'{"a":' * 100_000, "manifest.json: json_invalid"),
    "other version": (changed("version", value=2), "version: literal_error"),
    "surplus": (changed("admin", value=True), "admin: extra_forbidden"),
    "path": (changed("media", 0, "file", value="media/../x.png"), "media.0.file: "),
    "absolute": (changed("media", 0, "file", value="/etc/passwd"), "media.0.file: "),
    "no lists": (changed("editions", value={}), "editions: list_type"),
    "no languages": (changed("editions", value=[]), "editions: too_short"),
    "twice": (changed("editions", 0, "lessons", 1, "key", value="lesson-1"), "lesson-1"),
    "twice in media": (changed("media", value=GOOD["media"] * 2), "image-1"),
    "key": (changed("questions", 0, "key", value="../x"), "questions.0.key: "),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_does_not_follow_the_schema_is_refused(name):
    data, place = HOSTILE[name]
    with pytest.raises(CourseArchiveError) as caught:
        read_manifest(data)
    assert str(caught.value).startswith(place)


def test_a_manifest_has_its_limit(monkeypatch):
    monkeypatch.setattr(course_archive, "LARGEST_MANIFEST", 10)
    with pytest.raises(CourseArchiveError):
        read_manifest(json.dumps(GOOD).encode())


def test_the_published_schema_is_this_one():
    assert json.loads(SCHEMA.read_text()) == schema()
