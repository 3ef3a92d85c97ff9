"""Short questions on a page and by a link without log-in."""

import pytest
from django.urls import reverse

from network.actions.clarification import issue_link, plan_questions
from network.enums import ListingKind
from network.models import Clarification
from tests.support import admin
from tests.support.admin import signed_in
from tests.support.matching import NOW, listing

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return admin.world()


@pytest.fixture
def offer(world):
    row = listing(world.a, ListingKind.OFFER, "Sprechstunde", tags=False)
    plan_questions(found={row.key: [("target_group", "parents", 4)]}, at=NOW)
    return row


def test_editors_answer_on_their_page(world, offer):
    client = signed_in(world.people["author_a"])
    page = client.get(reverse("network:questions")).content.decode()
    assert "Richtet sich Ihr Angebot „Sprechstunde“ auch an: Eltern und Familien?" in page
    assert "betrifft 4 Einträge anderer" in page
    key = Clarification.objects.get().key
    address = reverse("network:question-answer", args=[offer.key])
    assert client.post(address, {f"frage-{key}": "yes"}).status_code == 303
    assert offer.target_groups.get().code == "parents"


def test_another_house_can_neither_see_nor_answer(world, offer):
    client = signed_in(world.people["author_b"])
    assert "Sprechstunde" not in client.get(reverse("network:questions")).content.decode()
    key = Clarification.objects.get().key
    address = reverse("network:question-answer", args=[offer.key])
    assert client.post(address, {f"frage-{key}": "yes"}).status_code == 404
    assert not offer.target_groups.exists()


def test_looking_at_a_link_changes_nothing_sending_stores_once(client, offer):
    link = reverse("network:question-link", args=[issue_link(listing=offer, at=admin.NOW)])
    link_now = reverse("network:question-link", args=[_fresh(offer)])
    assert client.get(link_now).status_code == 200
    assert Clarification.objects.get().answer == ""
    key = Clarification.objects.get().key
    answer = client.post(link_now, {f"frage-{key}": "no"})
    assert "Danke" in answer.content.decode()
    assert offer.open_tags.get().state == "denied"
    assert client.get(link_now).status_code == 404
    assert link != link_now


def _fresh(offer):
    from django.utils import timezone

    return issue_link(listing=offer, at=timezone.now())


def test_a_wrong_link_says_how_to_go_on(client, offer):
    response = client.get(reverse("network:question-link", args=["x" * 43]))
    assert response.status_code == 404
    assert "abgelaufen" in response.content.decode()
