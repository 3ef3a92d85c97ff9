"""A stranger checks a certificate: by the address of its QR code, by its file, altered and revoked."""

import pytest
from django.core.cache import cache
from django.core.files.storage import storages
from django.utils import timezone
from playwright.sync_api import expect

from courses.actions.certificate import revoke_certificate
from courses.actions.certificate_pdf import render_certificate
from tests.factories.certificates import CertificateFactory
from tests.factories.cms import frame
from tests.support.barriers import axe, bring_axe
from tests.support.forging import edited, swap
from tests.support.journeys import button


@pytest.fixture
def certificate(transactional_db, site):
    """One that was handed out, with addresses of this site."""
    frame()
    cache.clear()
    return render_certificate(code=CertificateFactory().code, at=timezone.now())


def choose(page, data):
    page.locator("input[type=file]").set_input_files(
        {"name": "zertifikat.pdf", "mimeType": "application/pdf", "buffer": data}
    )


def check(page, data):
    choose(page, data)
    button(page, "Datei prüfen").click()
    page.wait_for_load_state()


@pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
def test_by_address_by_file_altered_and_revoked(open_browser, certificate, javascript):
    with storages["private"].open(certificate.pdf_name) as file:
        data = file.read()
    page = open_browser(width=360, javascript=javascript)
    page.goto(f"/z/{certificate.code}")
    expect(page.get_by_text("Dieses Zertifikat ist gültig")).to_be_visible()
    page.get_by_role("link", name="Die Datei prüfen, die mir vorliegt").click()
    check(page, data)
    expect(page.get_by_text("Diese Datei ist echt", exact=True)).to_be_visible()
    check(page, edited(data, swap("Müller", "Mülrel")))
    expect(page.get_by_text("Diese Datei ist nicht echt", exact=True)).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Name")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Müller")
    revoke_certificate(code=certificate.code, reason="error", actor=None, at=timezone.now())
    check(page, data)
    expect(page.get_by_text("Diese Datei ist echt, gilt aber nicht mehr")).to_be_visible()
    expect(page.get_by_text("Dieses Zertifikat ist widerrufen")).to_be_visible()
    if javascript:
        bring_axe(page)
        assert axe(page) == []


def test_the_browser_compares_without_sending_the_file(open_browser, certificate):
    with storages["private"].open(certificate.pdf_name) as file:
        data = file.read()
    page = open_browser()
    sent = []
    page.on("request", lambda request: sent.append((request.method, request.url)))
    page.goto("/de/zertifikat/datei/")
    choose(page, data)
    expect(page.get_by_text("Byte für Byte die ausgestellte")).to_be_visible()
    choose(page, edited(data, lambda document: None))
    expect(page.get_by_text("Ihr Browser allein kann das nicht entscheiden")).to_be_visible()
    revoke_certificate(code=certificate.code, reason="error", actor=None, at=timezone.now())
    choose(page, data)
    expect(page.get_by_text("Das Zertifikat gilt nicht mehr.")).to_be_visible()
    assert {method for method, _url in sent} == {"GET"}
