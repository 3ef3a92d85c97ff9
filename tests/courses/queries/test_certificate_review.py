import pytest

from courses.models import Certificate, CertificateReview
from courses.queries.certificate_review import open_reviews, unfounded_certificates
from tests.factories.certificates import CertificateFactory
from tests.factories.courses import NOW

pytestmark = pytest.mark.django_db


def test_reviews_wait_until_they_are_decided(django_assert_num_queries):
    first, second = CertificateFactory(), CertificateFactory()
    CertificateReview.objects.create(certificate=first, asked_at=NOW)
    CertificateReview.objects.create(certificate=second, asked_at=NOW, decided_at=NOW)
    with django_assert_num_queries(1):
        assert [r.certificate_id for r in open_reviews(Certificate.objects.all())] == [first.pk]
    assert list(unfounded_certificates([])) == []
