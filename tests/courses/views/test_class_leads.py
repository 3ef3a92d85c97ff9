"""Leads of a class, and the house's admins who hand it over."""

import pytest

from lms.accounts.models import User
from network.actions.membership import grant_role
from network.enums import Role
from tests.factories.accounts import UserFactory, sign_in
from tests.support.pages import words
from tests.support.school_class import NOW, assigned, lead_of, room

pytestmark = pytest.mark.django_db
OFFICE = "/de/klassen/haus/"


@pytest.fixture
def here(client):
    here = assigned(room(seats=1))
    sign_in(client, here.lead)
    return here


def test_a_colleague_helps_and_leaves(client, here):
    other = lead_of(here.house)
    address = here.address("class-leads")
    assert client.post(address, {"person": other.key}).status_code == 303
    assert here.school_class.leads.count() == 2
    leave = here.address("class-lead-leave", other.key)
    assert leave in words(client.get(address))
    assert client.post(leave)["Location"] == address
    assert client.post(here.address("class-lead-leave", here.lead.key)).status_code == 303
    assert here.school_class.leads.get().user == here.lead


def test_only_people_of_the_house_can_be_chosen(client, here):
    stranger = room(seats=0).lead
    response = client.post(here.address("class-leads"), {"person": stranger.key})
    assert response.status_code == 422
    assert here.school_class.leads.count() == 1


def test_who_hands_over_is_out(client, here):
    other = lead_of(here.house)
    data = {"person": other.key, "uebergeben": "1"}
    assert client.post(here.address("class-leads"), data)["Location"] == "/de/klassen/"
    assert client.get(here.address("class")).status_code == 404


def test_an_admin_hands_over_without_seeing_who_learns(client, here):
    other, admin = lead_of(here.house), UserFactory()
    grant_role(partner=here.house, user=admin, role=Role.ADMIN, actor=None, at=NOW)
    User.objects.filter(pk=admin.pk).update(requires_second_factor=False)
    sign_in(client, User.objects.get(pk=admin.pk))
    page = words(client.get(OFFICE))
    assert "7b" in page
    assert here.lead.public_name in page
    assert here.cards[0].seat.alias not in page
    address = f"{OFFICE}{here.school_class.key}/"
    assert client.post(address, {"person": ""}).status_code == 303
    assert here.school_class.leads.get().user == here.lead
    assert client.post(address, {"person": other.key}).status_code == 303
    assert here.school_class.leads.get().user == other
    assert client.get(here.address("class")).status_code == 404


def test_other_houses_classes_cannot_be_handed_over(client, here):
    foreign = room(seats=0)
    admin = UserFactory()
    grant_role(partner=here.house, user=admin, role=Role.ADMIN, actor=None, at=NOW)
    User.objects.filter(pk=admin.pk).update(requires_second_factor=False)
    sign_in(client, User.objects.get(pk=admin.pk))
    response = client.post(f"{OFFICE}{foreign.school_class.key}/", {"person": here.lead.key})
    assert response.status_code == 404
    assert foreign.school_class.leads.get().user == foreign.lead
