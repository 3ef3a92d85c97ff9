"""The page with the secret address."""

import re

import pytest

from network.models import FeedToken
from tests.factories.meetings import coordinator
from tests.support.admin import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/de/netzwerk/kalender/"


def test_the_address_is_shown_once_and_works():
    browser = signed_in(coordinator().user)
    assert "treffen.ics" not in browser.get(PAGE).content.decode()
    assert not FeedToken.objects.exists()
    response = browser.post(PAGE)
    address = re.search(r"http://testserver(/\S+treffen\.ics)", response.content.decode())[1]
    assert response["Cache-Control"] == "private, no-store"
    assert browser.get(address).status_code == 200
    assert "treffen.ics" not in browser.get(PAGE).content.decode()
    assert browser.post(PAGE, {"revoke": "1"}).status_code == 303
    assert browser.get(address).status_code == 404
