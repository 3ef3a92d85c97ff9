import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cms.forms.exchange import ArchiveForm, DocumentForm
from network.models import Partner


def error(form):
    assert not form.is_valid()
    return form.errors["file"][0]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("a.doc", "als „Word-Dokument (.docx)“"),
        ("a.ODT", "als „Word-Dokument (.docx)“"),
        ("a.pdf", "Nehmen Sie das Dokument"),
        ("a.exe", "DOCX, MD"),
        ("a", "DOCX, MD"),
    ],
)
def test_other_kinds_are_refused_with_advice(name, sentence):
    form = DocumentForm({}, {"file": SimpleUploadedFile(name, b"x")})
    assert sentence in error(form)


def test_what_is_read_is_taken():
    assert DocumentForm({}, {"file": SimpleUploadedFile("A.Docx", b"x")}).is_valid()


@pytest.mark.django_db
def test_courses_come_as_zip_for_a_partner_of_ones_own():
    form = ArchiveForm(
        {}, {"file": SimpleUploadedFile("a.docx", b"x")}, partners=Partner.objects.none()
    )
    assert "ZIP" in error(form)
    assert "partner" in form.errors
