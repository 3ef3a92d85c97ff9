"""Whose name stands on a certificate: a pupil prints it, an adult changes it, nobody keeps it."""

from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from courses.actions.certificate_pdf import render_certificate
from courses.models import Certificate
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateFactory, facts
from tests.factories.cms import frame
from tests.support.barriers import looks_well
from tests.support.forging import edited, swap
from tests.support.journeys import button, sign_in


@pytest.fixture
def site_frame(transactional_db, site):
    """Header, footer, and no throttle left from before."""
    frame()
    cache.clear()


def download(page, act):
    # The first PDF of a process brings the renderer with it, which takes its time.
    with page.expect_download(timeout=60_000) as found:
        act()
    return Path(found.value.path()).read_bytes()


def check_file(page, data):
    page.goto("/de/zertifikat/datei/")
    page.locator("input[type=file]").set_input_files(
        {"name": "zertifikat.pdf", "mimeType": "application/pdf", "buffer": data}
    )
    button(page, "Datei prüfen").click()


@pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
def test_a_pupil_prints_her_name_and_a_stranger_checks_it(open_browser, site_frame, javascript):
    pupil = UserFactory(
        username="mia", email="", age_band="16_17", age_band_asked_at=timezone.now()
    )
    certificate = CertificateFactory(enrolment__user=pupil, facts=facts(holder=""))
    page = open_browser(width=360, javascript=javascript)
    sign_in(page, pupil)
    page.goto(f"/de/lernen/{certificate.enrolment.key}/zertifikat/")
    looks_well(page, "zertifikat-ohne-namen")
    page.get_by_label("Name auf dem Zertifikat").fill("Mia Łužyca")
    load = button(page, "Zertifikat herunterladen")
    first = download(page, lambda: load.click(no_wait_after=True))
    page.get_by_label("Name auf dem Zertifikat").fill("Mila Łužyca")
    load.click()
    expect(page.get_by_role("alert")).to_contain_text("trägt einen anderen Namen")
    expect(page.get_by_label("Name auf dem Zertifikat")).to_have_value("Mila Łužyca")
    looks_well(page, "zertifikat-anderer-name")
    page.get_by_label("Ja, ein neues Zertifikat mit diesem Namen ausstellen").check()
    second = download(page, lambda: load.click(no_wait_after=True))

    stranger = open_browser(javascript=javascript)
    check_file(stranger, second)
    expect(stranger.get_by_text("Diese Datei ist echt", exact=True)).to_be_visible()
    check_file(stranger, first)
    expect(stranger.get_by_text("Dieses Zertifikat ist ersetzt")).to_be_visible()
    check_file(stranger, edited(second, swap("Mila", "Nora")))
    expect(stranger.get_by_text("Diese Datei ist nicht echt", exact=True)).to_be_visible()
    expect(stranger.get_by_role("listitem").filter(has_text="Name")).to_be_visible()
    code = Certificate.objects.get(state="valid").code
    stranger.goto(f"/de/zertifikat/{code}/?name")
    stranger.get_by_label("Name, der auf dem Zertifikat steht").fill("luzyca mila")
    button(stranger, "Vergleichen").click()
    expect(stranger.get_by_text("Der Name stimmt überein")).to_be_visible()


def test_an_adult_has_it_issued_to_another_name(open_browser, site_frame):
    certificate = render_certificate(code=CertificateFactory().code, at=timezone.now())
    page = open_browser()
    sign_in(page, certificate.enrolment.user)
    page.goto(f"/de/lernen/{certificate.enrolment.key}/zertifikat/")
    page.get_by_text("Der Name stimmt nicht (mehr)").click()
    page.get_by_label("Name auf dem Zertifikat").fill("Mila Müller-Chóśebuz")
    looks_well(page, "zertifikat-neuer-name")
    button(page, "Mit diesem Namen neu ausstellen").click()
    expect(page.get_by_text("auf den Namen Mila Müller-Chóśebuz")).to_be_visible()
    page.goto(f"/de/zertifikat/{certificate.code}/")
    expect(page.get_by_text("Dieses Zertifikat ist ersetzt")).to_be_visible()
