import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cms.forms.question_import import ImportForm
from courses.formats.questions import MAX_BYTES, Outcome
from network.models import Partner
from tests.factories.network import PartnerFactory

pytestmark = pytest.mark.django_db


def sent(text="", data=None, **changes):
    partner = PartnerFactory()
    files = {"file": SimpleUploadedFile("fragen.txt", data)} if data is not None else None
    values = {"partner": partner.pk, "locale": "de", "tags": "a, b,a", "text": text, **changes}
    return ImportForm(values, files, partners=Partner.objects.filter(pk=partner.pk))


def test_a_text_is_read_and_checked():
    form = sent("Ist es so?{T}\n\n{T}\n\nHinweis")
    assert form.is_valid(), form.errors
    assert (form.written, form.tag_list()) == ("GIFT", ["a", "b"])
    assert [(one.outcome, one.reasons) for one in form.found] == [
        (Outcome.KEPT, ()),
        (Outcome.SKIPPED, ("missing",)),
        (Outcome.SKIPPED, ("description",)),
    ]


def test_a_file_is_read_and_checked():
    form = sent(data=b"x\nA. a\nB. b\nANSWER: B")
    assert form.is_valid(), form.errors
    assert (form.written, len(form.found)) == ("Aiken", 1)
    assert form.fields["partner"].initial in form.fields["partner"].queryset


@pytest.mark.parametrize(
    ("text", "data", "field", "words"),
    [
        ("", None, "file", "eines von beiden"),
        ("x{T}", b"x{T}", "file", "eines von beiden"),
        ("<quiz>", None, "text", "Zeile 1: Die Datei ist beschädigt"),
        ("", b"<!DOCTYPE x []><quiz/>", "file", "DOCTYPE"),
        ("", b"\x89PNG\0", "file", "keine Datei mit Fragen"),
        ("", b"x" * (MAX_BYTES + 1), "file", "zu groß"),
        ("", b"", "file", "leer"),
    ],
    ids=["nothing", "both", "xml", "doctype", "image", "big", "empty"],
)
def test_what_is_wrong_is_said_where_it_stands(text, data, field, words):
    form = sent(text, data)
    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert words in str(form.errors[field])
