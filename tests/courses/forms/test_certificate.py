"""Forms around certificates."""

import pytest

from courses.forms.certificate import CertificateNameForm, CodeForm, CompareNameForm


@pytest.mark.parametrize(
    ("typed", "code"),
    [("bcd-fgh", "bcdfgh"), (" BCD FGH ", "bcdfgh"), ("bcd–fgh‑jk", "bcdfghjk"), ("b.c", "bc")],
)
def test_what_was_typed_for_reading_is_taken_out(typed, code):
    form = CodeForm({"code": typed})
    assert form.is_valid()
    assert form.cleaned_data["code"] == code


@pytest.mark.parametrize("typed", ["", "-", "ü", "a/b", "<b>", "x" * 81])
def test_nonsense_is_refused(typed):
    assert not CodeForm({"code": typed}).is_valid()


@pytest.mark.parametrize("form", [CertificateNameForm, CompareNameForm])
def test_names_have_the_length_of_the_column(form):
    assert form({"name": "x" * 120}).is_valid()
    assert not form({"name": "x" * 121}).is_valid()
