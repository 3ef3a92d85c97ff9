import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from courses.forms.guests import MAX_BYTES, GuestsForm


def form(query="", file=None):
    files = {"file": SimpleUploadedFile("liste.csv", file)} if file is not None else {}
    return GuestsForm(QueryDict(query), files)


def test_all_ways_add_up():
    filled = form("name=Ada&people=Bo%0ACy", b"Di;di@example.org")
    assert filled.is_valid()
    assert [entry.name for entry in filled.cleaned_data["entries"]] == ["Ada", "Bo", "Cy", "Di"]


@pytest.mark.parametrize(
    ("query", "file", "fields"),
    [
        ("", None, ["name"]),
        ("email=ada@example.org", None, ["name"]),
        ("name=Ada&email=x", None, ["email"]),
        ("people=;x", b";y", ["people", "file"]),
        ("name=Ada", b"x" * (MAX_BYTES + 1), ["file"]),
    ],
)
def test_each_fault_stands_at_its_field(query, file, fields):
    filled = form(query, file)
    assert not filled.is_valid()
    assert list(filled.errors) == fields


def test_a_file_with_faults_can_be_mended_in_the_field_above():
    filled = form("people=Bo", b"Di;keine")
    assert not filled.is_valid()
    assert filled["people"].value() == "Bo\nDi;keine"
