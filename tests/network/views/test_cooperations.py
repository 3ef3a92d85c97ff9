"""What the public sees of cooperations: nothing unless all agree, and only while it is true."""

import pytest
from django.urls import reverse

from network.enums import CooperationState as S
from tests.support.cases import cast, move, shown_case
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


LIST = "/de/netzwerk/kooperationen/"


def page(case):
    return reverse("network:cooperation", args=[case.key])


def is_shown(client, case):
    """On its page and in the list, or on neither."""
    status = client.get(page(case)).status_code
    in_list = page(case) in client.get(LIST).content.decode()
    assert (status == 200) == in_list
    assert status in {200, 404}
    return in_list


@pytest.mark.parametrize("state", S)
def test_only_what_runs_or_is_done(client, state):
    scene = cast(state)
    scene.case.parts.update(may_be_shown=True)
    assert is_shown(client, scene.case) == (state in {S.RUNNING, S.COMPLETED})


def test_the_page_tells_title_partners_fields_and_goal_only(client):
    scene = cast(S.RUNNING)
    scene.case.parts.update(may_be_shown=True, quality=1)
    move(scene.case, S.RUNNING, next_step="Geheimer Schritt", lessons_learnt="Geheime Lehre")
    text = client.get(page(scene.case)).content.decode()
    for word in ("Sicher im Netz", "Anker", "Birke", "Kinder und Ältere", "Bildung"):
        assert word in text
    for word in ("Geheim", "Beitrag 0", "Leitung 1", "anker@example.org"):
        assert word not in text


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_however_many(client, number):
    for _n in range(number):
        scene = cast(S.RUNNING)
        shown_case(scene.a)
    client.get(LIST)
    with expect_statements(3):
        assert client.get(LIST).content.decode().count("case-card__title") == number
