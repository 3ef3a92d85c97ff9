"""The page on which a house words its certificates."""

import io

import pikepdf
import pytest

from courses.models import CertificateTemplate
from lms.common.pdf import pdf_available
from lms.records.models import AuditEvent
from network.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.network import MembershipFactory, PartnerFactory
from tests.factories.wording import WORDS, CertificateTemplateFactory
from tests.support.own import staff
from tests.support.pages import words
from tests.support.pdf import text_of
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
CLOSING = "Chóśebuz, am {datum}"


def page_of(house, locale="de", part=""):
    return f"/de/netzwerk/meine-einrichtung/{house.key}/zertifikate/{locale}/{part}"


@pytest.fixture
def house():
    return PartnerFactory(name="Volkshochschule Chóśebuz")


@pytest.fixture
def admin(house, client):
    user = MembershipFactory(partner=house, role=Role.ADMIN).user
    client.force_login(user)
    return user


def test_an_admin_finds_the_page_from_the_house_and_keeps_words(client, house, admin):
    assert page_of(house) in words(client.get(f"/de/netzwerk/meine-einrichtung/{house.key}/"))
    response = client.get(page_of(house))
    assert "no-store" in response["Cache-Control"]
    text = words(response)
    assert "<code>{umfang}</code>" in text
    assert "Zum üblichen Wortlaut zurück" not in text
    answer = client.post(page_of(house), {"closing": CLOSING})
    assert (answer.status_code, answer["Location"]) == (303, page_of(house))
    assert CertificateTemplate.objects.get().closing == CLOSING
    assert AuditEvent.objects.filter(actor_key=admin.key, partner_key=house.key).exists()
    again = words(client.get(page_of(house)))
    assert CLOSING in again
    assert "Neue Zertifikate tragen diesen Wortlaut." in again


def test_each_language_has_its_own_words(client, house, admin):
    CertificateTemplateFactory(partner=house, closing="Nur deutsch")
    assert "Nur deutsch" in words(client.get(page_of(house)))
    english = words(client.get(page_of(house, "en")))
    assert "Nur deutsch" not in english
    assert 'lang="en"' in english
    assert client.get(page_of(house, "tlh")).status_code == 404


def test_errors_keep_what_was_typed(client, house, admin):
    for part in ("", "vorschau/"):
        sent = {"closing": "Gern, {name}", "signatory_role": "Leitung"}
        response = client.post(page_of(house, part=part), sent)
        assert response.status_code == 422
        text = words(response)
        assert "Gern, {name}" in text
        assert 'value="Leitung"' in text
        assert "{name} gibt es nicht." in text
    assert not CertificateTemplate.objects.exists()


@pytest.mark.skipif(not pdf_available(), reason="the native libraries for PDFs are missing")
def test_the_preview_prints_what_is_typed_and_stores_nothing(client, house, admin):
    CertificateTemplateFactory(partner=house)
    before = list(CertificateTemplate.objects.values())
    response = client.post(page_of(house, part="vorschau/"), {"closing": "Ganz neu in {haus}"})
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="muster-zertifikat.pdf"'
    assert "no-store" in response["Cache-Control"]
    text = "".join(text_of(pikepdf.open(io.BytesIO(response.content))).split())
    assert "GanzneuinVolkshochschuleChóśebuz" in text
    assert "MUSTER" in text
    assert "".join(WORDS["signatory_role"].split()) not in text
    assert list(CertificateTemplate.objects.values()) == before
    assert not AuditEvent.objects.exists()


def test_without_the_libraries_the_page_says_so_and_keeps_what_was_typed(
    client, house, admin, monkeypatch
):
    monkeypatch.setattr("courses.views.certificate_template.pdf_available", lambda: False)
    assert "Vorschau als PDF" not in words(client.get(page_of(house)))
    response = client.post(page_of(house, part="vorschau/"), {"closing": CLOSING})
    assert response.status_code == 503
    text = words(response)
    assert "PDF-Dateien lassen sich hier gerade nicht erzeugen" in text
    assert CLOSING in text


def test_the_usual_words_come_back(client, house, admin):
    CertificateTemplateFactory(partner=house)
    other = CertificateTemplateFactory(partner=house, locale="en")
    assert "Zum üblichen Wortlaut zurück" in words(client.get(page_of(house)))
    assert client.get(page_of(house, part="zuruecksetzen/")).status_code == 405
    answer = client.post(page_of(house, part="zuruecksetzen/"))
    assert (answer.status_code, answer["Location"]) == (303, page_of(house))
    assert CertificateTemplate.objects.get() == other


def test_city_staff_word_for_any_house(client, house):
    client.force_login(staff())
    assert client.post(page_of(house), {"closing": CLOSING}).status_code == 303
    assert CertificateTemplate.objects.get().partner == house
    assert page_of(house) in words(client.get(f"/de/netzwerk/meine-einrichtung/{house.key}/"))


def answers(client, house):
    """What one gets for looking, previewing, saving and going back."""
    return [
        client.get(page_of(house)).status_code,
        client.post(page_of(house, part="vorschau/")).status_code,
        client.post(page_of(house), {"closing": CLOSING}).status_code,
        client.post(page_of(house, part="zuruecksetzen/")).status_code,
    ]


@pytest.mark.parametrize(
    ("role", "status"), [(Role.AUTHOR, 403), (Role.REVIEWER, 403), (Role.LEAD, 404)]
)
def test_other_roles_of_the_house_may_not(client, house, role, status):
    row = CertificateTemplateFactory(partner=house)
    client.force_login(MembershipFactory(partner=house, role=role).user)
    assert answers(client, house) == [status] * 4
    assert list(CertificateTemplate.objects.values_list("closing")) == [(row.closing,)]


def test_for_strangers_a_house_is_absent(client, house):
    CertificateTemplateFactory(partner=house, closing="Sentinel")
    stranger = MembershipFactory(role=Role.ADMIN).user
    for user in (stranger, UserFactory()):
        client.force_login(user)
        assert answers(client, house) == [404] * 4
    client.logout()
    assert client.get(page_of(house)).status_code == 302
    assert CertificateTemplate.objects.get().closing == "Sentinel"


def test_the_page_costs_the_same_however_much_is_worded(client, house, admin):
    client.get(page_of(house))
    with expect_statements(5):
        client.get(page_of(house))
    CertificateTemplateFactory(partner=house)
    CertificateTemplateFactory(partner=house, locale="en")
    with expect_statements(5):
        client.get(page_of(house))
