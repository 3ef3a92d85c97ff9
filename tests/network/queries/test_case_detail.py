"""A case in words."""

import pytest

from network.actions.cooperation.remarks import set_next_step
from network.enums import CooperationState as S
from tests.factories.accounts import sign_in
from tests.support.cases import (
    NOW,
    at,
    cast,
    coordinator,
)
from tests.support.pages import words
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", [1, 3])
def test_a_case_asks_the_same_however_long_its_timeline(client, number):
    scene = cast(S.RUNNING)
    for step in range(number):
        set_next_step(
            cooperation=scene.case, step=f"Schritt {step}", due=None, whose=scene.a,
            by=scene.by(scene.ann), at=NOW,
        )  # fmt: skip
    sign_in(client, scene.city)
    client.get(at(scene.case))
    with expect_statements(12):
        response = client.get(at(scene.case))
    assert words(response).count("Nächster Schritt festgelegt.") == number


def test_a_rating_is_for_staff_and_the_own_house(client):
    scene = cast(S.COMPLETED)
    scene.case.parts.filter(partner=scene.a).update(quality=2)
    for person, sees in (
        (scene.ann, True), (scene.city, True), (scene.ben, False), (coordinator(), False),
    ):  # fmt: skip
        sign_in(client, person)
        assert ("2 von 5" in words(client.get(at(scene.case)))) == sees
