from decimal import Decimal

import pytest

from cms.archiving.resolving import Resolver
from cms.archiving.walking import lists_of, page_fields, plain, rich, row_fields, rows_of, walked
from cms.blocks import LessonStreamBlock
from cms.models import CoursePage, LessonPage


def names(fields):
    return {field.name for field in fields}


def test_what_an_author_edits_travels_and_what_the_system_notes_does_not():
    fields = names(page_fields(CoursePage))
    assert {"title", "slug", "summary", "description", "image", "licence"} <= fields
    assert not fields & {"id", "page_ptr", "path", "live", "owner", "locale", "origins"}
    assert {"body", "minutes", "section"} <= names(page_fields(LessonPage))
    assert {"stages", "subjects", "accessibility"} <= names(lists_of(CoursePage))
    relations = {relation.get_accessor_name(): relation for relation in rows_of(CoursePage)}
    assert set(relations) == {"competences", "providers", "requirements"}
    assert names(row_fields(relations["competences"])) == {"competence", "level"}
    required = names(row_fields(relations["requirements"]))
    assert required == {"required_course", "competence", "level"}


def test_decimals_keep_all_their_places():
    field = CoursePage._meta.get_field("effort_hours")
    assert [plain(field, value) for value in (Decimal(2), "2.0", 2)] == ["2.0"] * 3


@pytest.mark.parametrize("value", [None, "x", [1], [{"type": "text"}], {"type": "text"}])
def test_bodies_of_the_wrong_shape_are_empty_or_harmless(value):
    found = walked(LessonStreamBlock(), value, Resolver())
    assert [child["value"] for child in found] == ([""] if value == [{"type": "text"}] else [])


def test_rich_text_is_what_an_author_can_write():
    html = (
        '<p data-block-key="x" style="x">A <b>B</b><img src=x onerror=y><embed embedtype="image">'
        '<a href="mailto:x@y.example" onclick="z">C</a></p>'
    )
    clean = '<p>A <b>B</b><a href="mailto:x@y.example">C</a></p>'
    assert rich(html, Resolver()) == clean
    assert rich(clean, Resolver()) == clean
