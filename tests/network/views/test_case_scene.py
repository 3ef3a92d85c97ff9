"""A case somebody may not see is absent."""

import pytest

from network.enums import CooperationState as S
from tests.factories.accounts import sign_in
from tests.support.cases import (
    at,
    cast,
)
from tests.support.pages import words

pytestmark = pytest.mark.django_db


BOARD = "/de/netzwerk/faelle/"


def test_a_proposal_is_unknown_to_its_partners_until_it_is_sent(client):
    scene = cast(S.PROPOSED)
    sign_in(client, scene.ann)
    assert client.get(at(scene.case)).status_code == 404
    assert client.post(at(scene.case, "anfragen")).status_code == 404
    assert scene.case.title not in words(client.get(BOARD))
