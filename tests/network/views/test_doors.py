"""Who comes in to the working pages of the network."""

import pytest

from tests.factories.accounts import UserFactory, sign_in
from tests.support.cases import cast

pytestmark = pytest.mark.django_db
BOARD = "/de/netzwerk/faelle/"


def test_strangers_sign_in_and_scripts_are_told(client):
    assert client.get(BOARD)["Location"] == f"/de/konto/anmelden/?next={BOARD}"
    told = client.get(BOARD, headers={"HX-Request": "true"})
    assert told.status_code == 401
    assert "/de/konto/anmelden/" in told["HX-Redirect"]


def test_without_a_role_the_pages_are_absent(client):
    sign_in(client, UserFactory())
    assert client.get(BOARD).status_code == 404
    sign_in(client, cast().ann)
    assert client.get(BOARD).status_code == 200
