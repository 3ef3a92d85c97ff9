"""How files of certificates are sent."""

from http import HTTPStatus

import pytest
from django.http import Http404

from courses.forms.certificate import FetchForm
from courses.views.certificate_files import fetched_file, stored_file
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory, facts

pytestmark = pytest.mark.django_db


def test_a_stored_file_that_is_gone_is_not_found():
    with pytest.raises(Http404):
        stored_file(CertificateFactory(pdf_name="gone.pdf"))


def test_a_form_is_answered_by_the_file_or_says_what_is_wrong():
    minor = UserFactory(age_band="under_14")
    certificate = CertificateFactory(enrolment__user=minor, facts=facts(holder=""))
    sent = {"name": "Mia", "ending": "json"}
    response, status = fetched_file(FetchForm(sent), certificate, actor=minor)
    assert (status, response["Content-Type"]) == (HTTPStatus.OK, "application/ld+json")
    form = FetchForm({**sent, "name": "Mila"})
    assert fetched_file(form, certificate, actor=minor) == (None, HTTPStatus.CONFLICT)
    assert form.errors["name"]
    form = FetchForm({"name": "Mia"})
    assert fetched_file(form, certificate, actor=minor) == (None, HTTPStatus.UNPROCESSABLE_ENTITY)
