"""City staff name coordinators."""

import pytest

from network.models import Coordinator
from tests.factories.accounts import UserFactory
from tests.factories.meetings import coordinator, staff
from tests.factories.network import PartnerFactory
from tests.support.admin import signed_in
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
PAGE = "/de/netzwerk/koordination/"


@pytest.fixture
def browser():
    return signed_in(staff().user)


def form(person, **facts):
    from lms.taxonomy.models import ActionField

    field = ActionField.objects.get(code="energy").pk
    return {
        "field": field, "person": person, "starts_on": "2026-01-01", "quarterly_quota": "4", **facts,
    }  # fmt: skip


def test_naming_somebody_from_outside_and_ending_it(browser):
    user, office = UserFactory(email="k@example.org"), PartnerFactory()
    sent = form("K@example.org", organisation=office.pk, is_deputy="on", mailbox="e@example.org")
    assert browser.post(PAGE, sent).status_code == 303
    row = Coordinator.objects.get()
    assert (row.user, row.organisation, row.is_deputy, row.quarterly_quota) == (
        user,
        office,
        True,
        4,
    )
    page = browser.get(f"{PAGE}?feld=energy&person={user.key}").content.decode()
    assert f'value="{user.username}"' in page
    assert 'value="e@example.org"' in page
    response = browser.post(f"{PAGE}energy/{user.key}/beenden/", {"on": "2026-06-30"})
    assert response.status_code == 303
    assert str(Coordinator.objects.get().ends_on) == "2026-06-30"


def test_what_is_wrong_is_said_and_kept(browser):
    response = browser.post(PAGE, form("niemand", mailbox="post@example.org"))
    assert response.status_code == 422
    assert "Ein solches Konto gibt es nicht" in response.content.decode()
    assert 'value="post@example.org"' in response.content.decode()
    UserFactory(username="klara")
    response = browser.post(PAGE, form("klara", ends_on="2025-01-01"))
    assert (response.status_code, Coordinator.objects.count()) == (422, 0)


def test_a_mailbox_of_a_person_is_warned_of(browser):
    UserFactory(username="klara")
    response = browser.post(PAGE, form("klara", mailbox="klara.klar@example.org"), follow=True)
    assert "sieht nach einer Person aus" in response.content.decode()


def test_coordinators_do_not_name_each_other():
    by = coordinator("energy")
    browser = signed_in(by.user)
    assert browser.get(PAGE).status_code == 403
    assert browser.post(f"{PAGE}energy/{by.user.key}/beenden/").status_code == 403
    assert Coordinator.objects.get().ends_on is None


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_however_many_there_are(browser, number):
    houses = [PartnerFactory() for _each in range(number)]
    for house in houses:
        coordinator("energy", organisation=house)
    browser.get(PAGE)
    with expect_statements(6):
        response = browser.get(PAGE)
    assert [h.name for h in houses if h.name not in response.content.decode()] == []
