"""Addresses that hold for decades: no language in them, and each leads somewhere."""

import pytest
from django.urls import resolve

from courses.queries.addresses import (
    achievement_address,
    issuer_address,
    method_address,
    short_address,
    status_list_address,
)
from tests.factories.certificates import CertificateFactory


@pytest.mark.django_db
def test_they_are_short_absolute_and_resolve(settings):
    settings.SITE_URL = "https://lernkette.example"
    row = CertificateFactory()
    expected = {
        short_address(row.code): f"/z/{row.code}",
        issuer_address("k2f7m9x3bc"): "/aussteller/k2f7m9x3bc",
        achievement_address(row.achievement): f"/leistung/{row.achievement.key}",
        status_list_address(row.status_list): "/sperrliste/k2f7m9x3bc/1",
    }
    for address, path in expected.items():
        assert address == f"https://lernkette.example{path}"
        assert resolve(path)
    assert method_address("k2f7m9x3bc", "z6Mk") == f"{issuer_address('k2f7m9x3bc')}#z6Mk"
