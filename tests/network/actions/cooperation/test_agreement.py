"""The agreement: PDF and Word say the same, and what people typed stays text."""

import io

import docx
import pikepdf
import pytest

from network.actions.cooperation.agreement import agreement_docx, agreement_pdf
from network.enums import CooperationState as S
from network.models import Partner
from network.queries.agreement import agreement_of
from tests.support.cases import cast
from tests.support.pdf import text_of

pytestmark = pytest.mark.django_db


HOSTILE = '<img src="file:///etc/passwd"> </p><script>alert(1)</script> {{ 7|add:7 }} & „Zitat“'


def scene_of(**facts):
    scene = cast(S.AGREED, **facts)
    Partner.objects.filter(pk=scene.b.pk).update(name="Měšćańska biblioteka Chóśebuz")
    return scene


def parts_of(scene):
    return list(scene.case.parts.select_related("partner"))


def pdf(scene):
    return pikepdf.open(io.BytesIO(agreement_pdf(case=scene.case, parts=parts_of(scene))))


def word(scene):
    return docx.Document(io.BytesIO(agreement_docx(case=scene.case, parts=parts_of(scene))))


def plain(text):
    return "".join(text.split())


def word_text(scene):
    return plain("".join(paragraph.text for paragraph in word(scene).paragraphs))


def test_both_files_hold_every_line():
    scene = scene_of()
    lines = agreement_of(scene.case, parts_of(scene)).lines()
    in_pdf, in_word = plain(text_of(pdf(scene))), word_text(scene)
    assert [line for line in lines if plain(line) not in in_pdf] == []
    assert [line for line in lines if plain(line) not in in_word] == []
    told = {
        "Kooperationsvereinbarung", "Měšćańska biblioteka Chóśebuz", "Beitrag 1", "Leitung 0",
        "1. Dezember 2026", "15. Juli 2027", "Ort, Datum, Unterschrift",
    }  # fmt: skip
    assert told <= set(lines)


def test_the_pdf_is_tagged_german_and_titled():
    document = pdf(scene_of())
    assert document.Root.MarkInfo.Marked
    assert document.Root.StructTreeRoot is not None
    assert document.Root.Lang == "de"
    assert document.docinfo["/Title"] == "Sicher im Netz"


def test_word_has_headings_and_its_language():
    document = word(scene_of())
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles[0] == "Title"
    assert styles.count("Heading 1") == 6
    assert document.core_properties.language == "de"
    assert b'w:val="de"' in document.styles.element.xml.encode()


def test_what_people_typed_is_printed_as_it_is():
    scene = scene_of(goal=HOSTILE)
    assert plain(HOSTILE) in plain(text_of(pdf(scene)))
    assert plain(HOSTILE) in word_text(scene)


def test_control_characters_break_no_file():
    # No NUL: forms refuse it and PostgreSQL cannot hold it.
    scene = scene_of(goal="vorher\x0bnachher\x01 \uffff")
    assert "vorher" in word_text(scene)
    assert "vorher" in text_of(pdf(scene))
