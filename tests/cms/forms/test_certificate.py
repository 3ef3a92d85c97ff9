import pytest

from cms.forms.certificate import CertificateSearchForm, RevokeForm


@pytest.mark.parametrize("typed", ["BCDF-2345", " bcdf 2345 ", "bcdf–2345"])
def test_a_code_is_read_as_people_type_it(typed):
    form = CertificateSearchForm({"code": typed})
    assert form.is_valid()
    assert form.cleaned_data["code"] == "bcdf2345"


def test_a_reason_is_one_of_the_list():
    assert not RevokeForm({"reason": "because"}).is_valid()
    assert RevokeForm({"reason": "error"}).is_valid()
