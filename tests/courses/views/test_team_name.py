"""The name for a team that came after enrolling."""

import pytest

from courses.actions.enrolment import enrol
from courses.models import RunContact
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, CourseFactory
from tests.factories.runs import make_run, team_of

pytestmark = pytest.mark.django_db


def address(row, page="team-name"):
    return f"/de/lernen/{row.key}/{page}/"


@pytest.fixture
def row(client):
    """Somebody signed in who enrolled while the run had no team."""
    row = enrol(user=UserFactory(email="nadja@example.org"), run=make_run(), at=NOW)
    client.force_login(row.user)
    return row


def test_the_name_is_given_once_there_is_a_team(client, row):
    assert client.get(address(row)).status_code == 404
    assert address(row) not in client.get(address(row, "termine")).content.decode()
    team_of(row.run)
    assert address(row) in client.get(address(row, "termine")).content.decode()
    assert "60 Tage nach dem Ende" in client.get(address(row)).content.decode()
    answer = client.post(address(row), {"name": "Frau Noack"})
    assert (answer.status_code, answer["Location"]) == (303, address(row, "termine"))
    contact = RunContact.objects.get()
    assert (contact.name, contact.email) == ("Frau Noack", "nadja@example.org")
    assert 'value="Frau Noack"' in client.get(address(row)).content.decode()


def test_nothing_is_kept_of_an_empty_name_or_of_a_minors_address(client, row):
    team_of(row.run)
    assert client.post(address(row), {"name": " "}).status_code == 422
    assert not RunContact.objects.exists()
    row.user.age_band = "16_17"
    row.user.save()
    assert client.post(address(row), {"name": "Nadja"}).status_code == 303
    assert RunContact.objects.get().email == ""


def test_others_and_runs_without_dates_have_no_such_page(client, row):
    team_of(row.run)
    course = CourseFactory()
    any_time = enrol(user=row.user, run=course.runs.select_related("course").get(), at=NOW)
    team_of(any_time.run)
    assert client.get(address(any_time)).status_code == 404
    client.force_login(UserFactory())
    assert client.post(address(row), {"name": "Fremd"}).status_code == 404
    assert not RunContact.objects.exists()
