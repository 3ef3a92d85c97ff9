"""Cooperations have no key in a file: they are known by their partners and their order."""

import pytest

from network.actions.importing.cooperations import store_cooperations
from network.actions.importing.partners import store_partners
from network.enums import Consent, CooperationOrigin
from network.models import Cooperation, CooperationPartner
from tests.factories.network import NOW
from tests.support.exchange import FILE, network_of

pytestmark = pytest.mark.django_db
DONE = {"partners": ["p1", "p2"], "state": "completed", "quality": 4.5}
RUNNING = {"partners": ["p2", "p1"], "state": "running"}
PROPOSED = {"partners": ["p0", "p1"], "state": "proposed"}


def store(*cooperations):
    network = network_of(FILE | {"cooperations": list(cooperations)})
    partners, _counts = store_partners(network.partners, NOW)
    return store_cooperations(network.cooperations, partners, NOW)


def own_case(state):
    """A case that began here, between two imported houses."""
    partners, _counts = store_partners(network_of(FILE).partners, NOW)
    case = Cooperation.objects.create(title="Eigene", state=state, created_at=NOW)
    for key in ("p1", "p2"):
        CooperationPartner.objects.create(cooperation=case, partner=partners[key])


def test_parts_carry_consent_and_half_points():
    assert store(DONE, PROPOSED) == (2, 0, 0)
    done, proposed = Cooperation.objects.order_by("pk")
    assert done.origin == CooperationOrigin.IMPORT
    assert done.title == "Kita Sonne – Bücherei Süd"
    assert sorted(done.parts.values_list("quality", flat=True)) == [4, 5]
    assert set(done.parts.values_list("consent", flat=True)) == {Consent.GIVEN}
    assert set(proposed.parts.values_list("consent", "quality")) == {(Consent.OPEN, None)}


def test_again_nothing_is_new_and_a_case_goes_its_own_way():
    store(DONE)
    Cooperation.objects.update(state="cancelled")
    assert store(DONE) == (0, 0, 1)
    assert Cooperation.objects.get().state == "cancelled"


def test_the_same_partners_may_work_together_twice():
    assert store(DONE, RUNNING) == (2, 0, 0)
    assert store(DONE, RUNNING, RUNNING) == (1, 0, 2)


@pytest.mark.parametrize("order", [(RUNNING, DONE), (DONE, RUNNING)])
def test_own_cases_come_back_from_an_export_beside_imported_ones(order):
    own_case("running")
    assert store(DONE) == (1, 0, 0)
    assert store(*order) == (0, 0, 2)
    assert Cooperation.objects.count() == 2
