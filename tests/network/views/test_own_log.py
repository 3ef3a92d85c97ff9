"""The log of a house as its admins read it."""

import pytest

from courses.actions.school_class.seats import record_look
from lms.accounts.models import User
from network.actions.membership import grant_role
from network.enums import Role
from tests.factories.accounts import StaffFactory, UserFactory, sign_in
from tests.support.pages import words
from tests.support.queries import expect_statements
from tests.support.school_class import NOW, room

pytestmark = pytest.mark.django_db


def address(house):
    return f"/de/netzwerk/meine-einrichtung/{house.key}/protokoll/"


def admin_of(house):
    user = UserFactory()
    grant_role(partner=house, user=user, role=Role.ADMIN, actor=None, at=NOW)
    User.objects.filter(pk=user.pk).update(requires_second_factor=False)
    return User.objects.get(pk=user.pk)


def test_admins_read_who_of_their_house_did_what_but_not_with_whom(client):
    here, other = room(seats=1), room(seats=1)
    User.objects.filter(pk=here.lead.pk).update(display_name="Lea Lehrerin")
    seat = here.cards[0].seat
    record_look(seat=seat, actor=here.lead, at=NOW)
    record_look(seat=other.cards[0].seat, actor=other.lead, at=NOW)
    sign_in(client, admin_of(here.house))
    page = words(client.get(address(here.house)))
    assert "Lea Lehrerin, Leitung der Klasse" in page
    assert page.count("Lernstand und Antworten angesehen") == 1
    assert seat.alias not in page
    assert seat.user.key not in page
    assert other.lead.public_name not in page
    assert address(here.house) in words(client.get(address(here.house)[: -len("protokoll/")]))


def test_for_other_roles_and_houses_it_is_absent_and_the_city_may_read(client):
    here, other = room(seats=0), room(seats=0)
    answers = {}
    for name, user in (
        ("lead", here.lead), ("other", admin_of(other.house)), ("city", StaffFactory()),
    ):  # fmt: skip
        sign_in(client, user)
        answers[name] = client.get(address(here.house)).status_code
    assert answers == {"lead": 404, "other": 404, "city": 200}


@pytest.mark.parametrize("looks", [1, 3])
def test_the_log_asks_the_same_number_of_questions(client, looks):
    here = room(seats=1)
    sign_in(client, admin_of(here.house))
    for _number in range(looks):
        record_look(seat=here.cards[0].seat, actor=here.lead, at=NOW)
    client.get(address(here.house))
    with expect_statements(6):
        page = words(client.get(address(here.house)))
    assert page.count("Lernstand und Antworten angesehen") == looks
