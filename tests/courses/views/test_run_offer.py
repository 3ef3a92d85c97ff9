"""Where an invitation of a team leads."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Enrolment
from lms.records.models import OutboxMessage
from tests.factories.accounts import UserFactory
from tests.support.runs import some_run

pytestmark = pytest.mark.django_db
ADDRESS = "bo@example.org"


def invite(client, world, email=ADDRESS):
    client.force_login(world.member)
    address = f"/de/bewerten/termin/{world.run.key}/einladen/"
    return client.post(address, {"email": email})


def link():
    text = OutboxMessage.objects.get(kind="run_invited").text
    return f"/de/platz/{text.split('/de/platz/')[1].split('/')[0]}/"


def person(email=ADDRESS):
    return UserFactory(email=email, display_name="Bo")


def some_dates():
    starts = timezone.now() + timedelta(days=30)
    return some_run(dates=0, starts_at=starts, ends_at=starts + timedelta(days=9))


def test_the_answer_to_the_team_is_the_same_for_every_address(client):
    world = some_dates()
    person("da@example.org")
    pages = []
    for email in ("da@example.org", "fremd@example.org"):
        assert invite(client, world, email).status_code == 303
        page = client.get(f"/de/bewerten/termin/{world.run.key}/eintragen/").content.decode()
        pages.append(page.split("<main")[1].split("</main")[0].split("<form")[0])
        assert "Die Einladung geht an diese Adresse." in page
        assert "da@example.org" not in page
    assert pages[0] == pages[1]


def test_what_is_no_address_comes_back(client):
    world = some_dates()
    response = invite(client, world, "bo")
    assert response.status_code == 422
    assert 'value="bo"' in response.content.decode()
    client.force_login(UserFactory())
    address = f"/de/bewerten/termin/{world.run.key}/einladen/"
    assert client.post(address, {"email": ADDRESS}).status_code == 404
    assert not OutboxMessage.objects.filter(kind="run_invited").exists()


def test_who_is_invited_reads_what_it_means_and_comes_in(client):
    world = some_dates()
    invite(client, world)
    address = link()
    client.logout()
    assert client.get(address).status_code == 302
    client.force_login(person())
    page = client.get(address)
    html = page.content.decode()
    assert "Das Team dieses Termins sieht Ihren Namen" in html
    assert (page["Referrer-Policy"], "no-store" in page["Cache-Control"]) == ("strict-origin", True)
    assert client.post(address, {"name": ""}).status_code == 422
    assert client.post(address, {"name": "Bo"}).status_code == 303
    row = Enrolment.objects.get(user__email=ADDRESS)
    assert (row.run, row.origin, row.contact.name) == (world.run, "team", "Bo")
    assert client.get(address)["Location"] == f"/de/lernen/{row.key}/"


def test_with_another_account_the_link_says_so_and_enrols_nobody(client):
    world = some_dates()
    invite(client, world)
    client.force_login(person("andere@example.org"))
    assert client.get(link()).status_code == 403
    response = client.post(link(), {"name": "Bo"})
    assert response.status_code == 403
    assert "nicht gehört" in response.content.decode()
    assert not Enrolment.objects.exists()
    assert client.get("/de/platz/irgendwas/").status_code == 404
