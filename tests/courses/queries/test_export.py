import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from courses.queries.export import export_files
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory

pytestmark = pytest.mark.django_db


def test_courses_by_title_and_certificates_as_pdf():
    certificate = CertificateFactory()
    name = storages["private"].save("certificates/x.pdf", ContentFile(b"%PDF-1.7"))
    certificate.pdf_name = name
    certificate.save()
    CertificateFactory(pdf_name=name)  # somebody else's
    files = dict(export_files(certificate.enrolment.user))
    assert files[f"zertifikate/{certificate.code}.pdf"] == b"%PDF-1.7"
    assert '"Sicher im Netz";"abgeschlossen";"24.11.2026"' in files["kurse.csv"].decode("utf-8-sig")
    assert len(files) == 2


def test_who_learns_nothing_gets_no_empty_files():
    assert list(export_files(UserFactory())) == []
