"""A house answers over HTTP."""

import pytest

from courses.actions.path.agreeing import ask_houses
from courses.actions.path.making import end_path
from courses.models import PathAgreement
from tests.factories.courses import NOW
from tests.factories.meetings import staff
from tests.factories.network import PartnerFactory
from tests.factories.paths import admin_of, author_of, courses_of, partner_path, published_path
from tests.support.admin import signed_in
from tests.support.pages import words

pytestmark = pytest.mark.django_db
LIST = "/de/netzwerk/lernpfade/"


@pytest.fixture
def house():
    return PartnerFactory(name="Solarhof")


@pytest.fixture
def path(house):
    made = partner_path(PartnerFactory(name="Windwerk"), house)
    ask_houses(path=made, by=staff(), at=NOW)
    return made


def answer(path):
    return f"{LIST}{path.key}/antwort/"


def test_an_admin_sees_the_path_and_says_yes(path, house):
    admin = signed_in(admin_of(house).user)
    assert "wartet auf Ihre Antwort" in words(admin.get(LIST))
    html = words(admin.get(answer(path)))
    assert "Ihre Antwort für Solarhof" in html
    assert "Windwerk möchte Ihre Kurse" in html
    assert "Kurs 1</a>" in html
    response = admin.post(answer(path), {"antwort": "ja", "haus": house.key})
    assert (response.status_code, response["Location"]) == (303, LIST)
    assert PathAgreement.objects.get().agrees is True
    html = words(admin.get(answer(path)))
    assert "Bisher haben Sie zugestimmt." in html
    assert "Widersprechen" in html
    admin.post(answer(path), {"antwort": "nein"})
    assert PathAgreement.objects.get().agrees is False


def test_an_answer_must_be_one(path, house):
    response = signed_in(admin_of(house).user).post(answer(path), {"antwort": "vielleicht"})
    assert response.status_code == 422
    assert "Wählen Sie, ob Sie zustimmen." in words(response)
    assert PathAgreement.objects.get().agrees is None


def test_authors_of_the_house_may_not_and_others_find_nothing(path, house):
    author = signed_in(author_of(house).user)
    assert "wartet auf Ihre Antwort" in words(author.get(LIST))
    assert author.get(answer(path)).status_code == 403
    for viewer in (admin_of(PartnerFactory()), admin_of(path.partner), staff()):
        assert signed_in(viewer.user).post(answer(path), {"antwort": "ja"}).status_code == 404
    assert PathAgreement.objects.get().agrees is None


def test_an_asked_house_does_not_come_to_the_desk(path, house):
    admin = signed_in(admin_of(house).user)
    assert admin.get(f"{LIST}{path.key}/").status_code == 404
    assert admin.get(answer(path)).status_code == 200


def test_what_ended_asks_nobody(path, house):
    end_path(path=path, by=staff(), at=NOW)
    admin = signed_in(admin_of(house).user)
    assert admin.post(answer(path), {"antwort": "ja"}).status_code == 404


def test_objecting_to_the_city(house, client):
    path = published_path(*courses_of(house, None, None))
    admin = signed_in(admin_of(house).user)
    assert "zur Kenntnis" in words(admin.get(LIST))
    assert "Wenn Sie widersprechen" in words(admin.get(answer(path)))
    public = f"/de/kurse/pfade/{path.key}-energie-verstehen/"
    assert "Kurs 1" in words(client.get(public))
    assert admin.post(answer(path), {"antwort": "nein"}).status_code == 303
    html = words(client.get(public))
    assert "Kurs 1" not in html
    assert "Dieser Schritt wird zurzeit nicht angeboten." in html
