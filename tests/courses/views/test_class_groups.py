"""Groups as a page."""

import pytest

from courses.models import ClassGroup
from tests.factories.accounts import sign_in
from tests.support.pages import words
from tests.support.school_class import room

pytestmark = pytest.mark.django_db


def test_a_group_is_made_filled_and_dissolved(client):
    here = room(seats=2)
    sign_in(client, here.lead)
    address = here.address("class-groups")
    assert client.post(address, {"title": "Rot"}).status_code == 303
    assert client.post(address, {"title": "Rot"}).status_code == 422
    group = ClassGroup.objects.get()
    one = here.address("class-group", group.pk)
    assert client.post(one, {"seats": here.cards[0].seat.key}).status_code == 303
    assert list(group.seats.all()) == [here.cards[0].seat]
    assert words(client.get(address)).count(" checked") == 1
    client.post(one, {"aufloesen": "1"})
    assert not ClassGroup.objects.exists()
