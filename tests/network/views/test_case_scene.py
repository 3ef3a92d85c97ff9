"""A case somebody may not see is absent."""

import pytest
from django.urls import reverse

from network.enums import CooperationState as S
from tests.factories.accounts import sign_in
from tests.support.cases import (
    cast,
)

pytestmark = pytest.mark.django_db


BOARD = "/de/netzwerk/faelle/"


def at(case, act="", **query):
    name = "network:case-act" if act else "network:case"
    return reverse(name, args=[case.key, act] if act else [case.key])


def words(response):
    return " ".join(response.content.decode().split())


def test_a_proposal_is_unknown_to_its_partners_until_it_is_sent(client):
    scene = cast(S.PROPOSED)
    sign_in(client, scene.ann)
    assert client.get(at(scene.case)).status_code == 404
    assert client.post(at(scene.case, "anfragen")).status_code == 404
    assert scene.case.title not in words(client.get(BOARD))
