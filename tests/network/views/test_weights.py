"""The weights' office: compared, released by a second person, taken back."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from network.actions.weights import propose_weights
from network.enums import WeightState
from network.matching.weights import Weights
from network.models import WeightSet
from tests.support import admin
from tests.support.admin import NOW, member, signed_in

pytestmark = pytest.mark.django_db
REPORT = {
    "champion": "2027-1", "decisions": 80, "is_better": True, "changed": 1,
    "log_loss": {"champion": 0.6, "challenger": 0.55}, "ndcg": {"champion": 0.4, "challenger": 0.4},
    "changes": [],
}  # fmt: skip


@pytest.fixture
def author():
    return admin.world().people["city"]


def propose(author, **report):
    content = REPORT | report
    return propose_weights(weights=Weights(version="neu"), report=content, author=author, at=NOW)


def activate(person, row):
    return signed_in(person).post(reverse("network:weights-activate", args=[row.version]))


def test_the_author_cannot_release_a_second_person_can(author):
    row = propose(author)
    activate(author, row)
    row.refresh_from_db()
    assert row.state == WeightState.CHALLENGER
    page = signed_in(author).get(reverse("network:weight-set", args=["neu"])).content.decode()
    assert "zweite Person" in page
    second = member(None, name="cora", is_city_staff=True)
    activate(second, row)
    row.refresh_from_db()
    assert (row.state, row.activated_by) == (WeightState.ACTIVE, second)
    assert WeightSet.objects.get(author=None).state == WeightState.RETIRED


def test_a_worse_challenger_is_not_released(author):
    row = propose(author, is_better=False)
    activate(member(None, name="cora", is_city_staff=True), row)
    row.refresh_from_db()
    assert row.state == WeightState.CHALLENGER


def test_the_database_refuses_one_person_for_both(author):
    row = propose(author)
    with pytest.raises(IntegrityError), transaction.atomic():
        WeightSet.objects.filter(pk=row.pk).update(activated_by=author)


def test_the_page_names_what_would_change(author):
    world = admin.Partner.objects.first()
    change = {"partner": world.key, "new": [world.key], "gone": []}
    propose(author, changes=[change])
    page = signed_in(author).get(reverse("network:weight-set", args=["neu"])).content.decode()
    assert f"neu: {world.name}" in page
    assert "0,5500" in page


def test_proposing_without_decisions_keeps_nothing(author):
    before = WeightSet.objects.count()
    response = signed_in(author).post(reverse("network:weights-propose"))
    assert response.status_code == 303
    assert WeightSet.objects.count() == before
