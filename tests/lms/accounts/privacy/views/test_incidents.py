"""The log of breaches as pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lms.accounts.models import Incident
from tests.factories.accounts import StaffFactory, UserFactory, sign_in
from tests.support.pages import words
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def platform(client):
    person = UserFactory(is_platform_admin=True)
    sign_in(client, person)
    return person


@pytest.fixture
def officer(client):
    person = UserFactory(is_data_protection_officer=True)
    sign_in(client, person)
    return person


def made(hours=1, **values):
    now = timezone.now()
    return Incident.objects.create(
        noticed_at=now - timedelta(hours=hours), what="Ein Laptop fehlt", recorded_at=now,
        recorded_by_key="x", **values,
    )  # fmt: skip


def field(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def test_who_runs_the_platform_writes_and_goes_on_writing(client, platform):
    noticed = timezone.now() - timedelta(hours=2)
    data = {"noticed_at": field(noticed), "what": "Ein Laptop fehlt"}
    response = client.post(reverse("privacy:incident-new"), data)
    assert (response.status_code, response["Location"]) == (303, reverse("privacy:incidents"))
    row = Incident.objects.get()
    address = reverse("privacy:incident", args=[row.number])
    assert address in words(client.get(reverse("privacy:incidents")))
    more = {**data, "affected": "5", "reported_at": field(timezone.now())}
    assert client.post(address, more).status_code == 303
    row.refresh_from_db()
    assert (row.affected, row.recorded_by_key) == (5, platform.key)
    wrong = client.post(address, {**more, "unreported_reason": "Kein Risiko"})
    assert wrong.status_code == 422
    assert "Entweder wurde gemeldet" in words(wrong)


def test_the_clock_is_shown(client, officer):
    made(hours=1)
    made(hours=80)
    made(hours=99, reported_at=timezone.now(), settled_at=timezone.now())
    made(unreported_reason="Kein Risiko", settled_at=timezone.now())
    page = words(client.get(reverse("privacy:incidents")))
    for shown in ("zu melden bis", "noch 2 Tage", "Frist war am", "nach der Frist",
                  "keine Meldung nötig"):  # fmt: skip
        assert shown in page
    overview = words(client.get(reverse("privacy:overview")))
    assert "2 Vorfälle sind noch nicht gemeldet oder entschieden." in overview


def test_officer_and_city_read_and_write_nothing(client, officer):
    row = made()
    address = reverse("privacy:incident", args=[row.number])
    for person in (officer, StaffFactory()):
        sign_in(client, person)
        page = words(client.get(address))
        assert "Ein Laptop fehlt" in page
        assert "Speichern" not in page
        assert client.post(address, {"what": "Anders"}).status_code == 403
        assert client.get(reverse("privacy:incident-new")).status_code == 403
        assert client.post(reverse("privacy:incident-new"), {}).status_code == 403
    row.refresh_from_db()
    assert row.what == "Ein Laptop fehlt"


def test_for_everybody_else_it_is_absent(client):
    row = made()
    sign_in(client, UserFactory())
    pages = [reverse("privacy:incidents"), reverse("privacy:incident-new"),
             reverse("privacy:incident", args=[row.number])]  # fmt: skip
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_number_of_questions(client, officer, number):
    for _number in range(number):
        made()
    client.get(reverse("privacy:incidents"))
    with expect_statements(2):
        page = words(client.get(reverse("privacy:incidents")))
    assert page.count('<th scope="row">') == number
