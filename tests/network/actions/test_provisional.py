"""Listing organisations that have not joined yet."""

from dataclasses import replace

import pytest

from lms.common.errors import NotAllowedError
from lms.taxonomy.models import District, EducationStage
from network.actions.partner import set_partner_state
from network.actions.partner_table import ProvisionalRow, TableError
from network.actions.provisional import alike, store_provisional
from network.enums import PartnerState, Source
from network.models import Partner
from network.signals import partner_created
from tests.factories.accounts import UserFactory
from tests.factories.network import NOW, PartnerFactory

pytestmark = pytest.mark.django_db
ROW = ProvisionalRow(key="k1", name="Kita Wiese", kind="day_nursery", mailbox="kita@example.org")


def store(*rows, actor=None):
    taken = store_provisional(rows=list(rows), actor=actor, at=NOW)
    return taken.added, taken.changed, taken.kept


def test_an_organisation_is_listed_without_a_house_of_its_own():
    heard = []

    def hear(sender, partner, **kwargs):
        heard.append(partner.name)

    partner_created.connect(hear)
    try:
        store(replace(ROW, street="Weg 1", district=District.objects.get(code="sandow")))
        partner = Partner.objects.get()
        assert heard == []
        set_partner_state(partner=partner, state=PartnerState.PUBLISHED, actor=None, at=NOW)
        assert heard == ["Kita Wiese"]
    finally:
        partner_created.disconnect(hear)
    assert partner.source == Source.IMPORT
    assert partner.places.get().district.code == "sandow"
    assert partner.confirm_due is not None


def test_three_hundred_twice_are_three_hundred():
    rows = [replace(ROW, key=f"k{n}", name=f"Kita Nr. {n}") for n in range(300)]
    assert store(*rows) == (300, 0, 0)
    before = list(Partner.objects.values("key", "name", "version").order_by("pk"))
    assert store(*rows) == (0, 0, 300)
    assert list(Partner.objects.values("key", "name", "version").order_by("pk")) == before


def test_a_known_key_is_brought_up_to_date_until_it_is_claimed():
    store(ROW)
    stages = tuple(EducationStage.objects.filter(code="adult"))
    assert store(replace(ROW, name="Kita am Berg", stages=stages)) == (0, 1, 0)
    partner = Partner.objects.get()
    assert partner.name == "Kita am Berg"
    assert list(partner.stages.all()) == list(stages)
    set_partner_state(partner=partner, state=PartnerState.PUBLISHED, actor=None, at=NOW)
    assert store(ROW) == (0, 0, 1)
    partner.refresh_from_db()
    assert partner.name == "Kita am Berg"


def test_one_wrong_row_stores_none_and_is_named():
    wrong = replace(ROW, key="k2", mailbox="keine", line=7)
    with pytest.raises(TableError) as error:
        store(ROW, wrong)
    assert [line for line, _sentence in error.value.lines] == [7]
    assert not Partner.objects.exists()


def test_only_staff_list():
    with pytest.raises(NotAllowedError):
        store(ROW, actor=UserFactory())


def test_names_of_others_are_warned_of_but_not_ones_own():
    PartnerFactory(name="KITA Wiese e.V.")
    other = replace(ROW, key="k2", name="Hort am See")
    assert [(row.key, name) for row, name in alike([ROW, other])] == [("k1", "KITA Wiese e.V.")]
    Partner.objects.update(import_key="k1")
    assert alike([ROW]) == []
