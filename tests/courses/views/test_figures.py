"""The figures over HTTP: one answer for all addresses, and lists only of courses."""

from datetime import UTC, datetime
from itertools import product
from urllib.parse import urlencode

import pytest

from courses.queries.figures import MONTH, PARTNER, STAGE
from courses.views.figures import KEPT
from lms.taxonomy.models import EducationStage
from tests.courses.queries.test_figures import course, enrolled, october
from tests.factories.accounts import UserFactory
from tests.factories.network import PartnerFactory
from tests.support import admin

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
PUBLIC, STAFF = "/de/zahlen/", "/de/netzwerk/zahlen/"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def city():
    house = PartnerFactory(slug="haus", name="Haus")
    enrolled(course(house, "adult", "higher"), 33, at=october(), completed=17)
    enrolled(course(PartnerFactory(slug="eck", name="Eck"), "primary"), 7, at=october())
    enrolled(course(PartnerFactory(slug="tor", name="Tor"), "primary"), 4, at=october())


def body(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def main(client, address):
    """What the page tells, without addresses of itself."""
    html = body(client, address)
    return html[html.index("<h1") : html.index("</main>")]


def test_no_parameter_changes_what_is_told(client, city):
    plain, file = main(client, PUBLIC), client.get(f"{PUBLIC}lernkette.csv").content
    months = ["", "2026-10", "2026-09"]
    stages = ["", *EducationStage.objects.values_list("code", flat=True)]
    for stage, partner, month in product(stages, ["", "haus", "eck"], months):
        query = urlencode({"stufe": stage, "partner": partner, "monat": month, "bis": month})
        assert main(client, f"{PUBLIC}?{query}") == plain
        assert client.get(f"{PUBLIC}lernkette.csv?{query}").content == file


def test_public_page_tells_tens_and_staff_fives(client, city):
    assert '<td class="number">30</td>' in main(client, PUBLIC)
    html = main(admin.signed_in(admin.member(None, name="carla", is_city_staff=True)), STAFF)
    assert '<td class="number">30</td>' in html
    assert main(client, PUBLIC).count(">5<") == 0


def test_courses_lead_to_their_list_and_people_to_none(client, city):
    html = main(client, PUBLIC)
    assert 'href="/de/kurse/?stufe=adult">1</a>' in html
    assert 'href="/de/kurse/?partner=haus">1</a>' in html
    assert html.count("href=") == 3 + 3 + 1  # stages and partners with a course, the file


def test_open_data_has_a_licence_and_empty_cells(client, city):
    response = client.get(f"{PUBLIC}lernkette.csv")
    text = response.content.decode("utf-8-sig")
    assert "attachment" in response["Content-Disposition"]
    assert "CC0-1.0" in text.splitlines()[1]
    assert '"Partner";"eck";"Eck";"1";"";"";""' in text
    assert '"2025-11-01";"2026-10-31"' in text


def test_the_same_question_within_an_hour_has_the_same_answer(client, city):
    before = main(client, PUBLIC)
    enrolled(course(PartnerFactory(slug="neu"), "adult"), 50, at=october())
    assert main(client, PUBLIC) == before
    assert KEPT == 3600


def test_figures_of_staff_are_for_those_who_steer(client):
    for address in (STAFF, f"{STAFF}lernkette.csv"):
        assert client.get(address).status_code == 302
    client.force_login(UserFactory())
    for address in (STAFF, f"{STAFF}lernkette.csv"):
        assert client.get(address).status_code == 404
    klara = admin.signed_in(admin.coordinator("energy", name="klara"))
    assert body(klara, STAFF)
    assert {STAGE, PARTNER, MONTH} == {"stage", "partner", "month"}
