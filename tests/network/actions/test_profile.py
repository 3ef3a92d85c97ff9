"""Keeping the whole profile of a partner."""

from dataclasses import replace
from datetime import date

import pytest

from lms.common.errors import NotAllowedError
from lms.records.models import AuditEvent
from lms.taxonomy.models import Competence, EducationStage
from network.actions.partner import PartnerFactsError, update_partner
from network.actions.profile import ProfileFacts, StaleEditError, confirm_profile, save_profile
from network.enums import Role
from network.signals import partner_changed
from tests.factories.accounts import UserFactory
from tests.factories.network import NOW, PartnerFactory
from tests.support.own import keeper, staff

pytestmark = pytest.mark.django_db
FACTS = ProfileFacts(name="Windwerk", kind="library")


def save(partner, facts=FACTS, *, version=0, actor=None):
    save_profile(partner=partner, facts=facts, version=version, actor=actor, at=NOW)


def test_everything_is_stored_and_confirmed_for_a_year():
    partner = PartnerFactory()
    stages = list(EducationStage.objects.filter(code="adult"))
    competences = list(Competence.objects.filter(framework__is_default=True, code="4.2"))
    save(
        partner,
        replace(
            FACTS, stages=stages, competences=competences, is_nonprofit=True, capacity=0,
            contact_role="Medienpädagogik", field_visibility={"capacity": "network"},
        ),
    )  # fmt: skip
    partner.refresh_from_db()
    assert list(partner.stages.all()) == stages
    assert list(partner.competences.all()) == competences
    assert (partner.is_nonprofit, partner.capacity) == (True, 0)
    assert partner.field_visibility == {"capacity": "network"}
    assert (partner.confirmed_at, partner.confirm_due) == (NOW, date(2027, 11, 24))
    assert partner.version == 1


def test_the_log_names_the_changed_fields_and_no_values():
    partner = PartnerFactory(name="Windwerk")
    save(partner, replace(FACTS, contact_phone="Sentinel-0355"))
    event = AuditEvent.objects.get(action="partner.save-profile")
    assert event.data == {"changed": ["contact_phone"]}


def test_a_stale_version_is_refused_and_nothing_written():
    partner = PartnerFactory()
    save(partner)
    with pytest.raises(StaleEditError):
        save(partner, replace(FACTS, name="Sentinel"), version=0)
    partner.refresh_from_db()
    assert partner.name == "Windwerk"


def test_the_old_action_counts_as_a_change_too():
    partner = PartnerFactory()
    update_partner(
        partner=partner, name="Neu", kind="library", contact_mailbox="", website="", stages=[],
        action_fields=[], actor=None, at=NOW,
    )  # fmt: skip
    with pytest.raises(StaleEditError):
        save(partner, version=0)


def test_malformed_facts_are_refused():
    partner = PartnerFactory()
    with pytest.raises(PartnerFactsError):
        save(partner, replace(FACTS, contact_mailbox="keine"))
    partner.refresh_from_db()
    assert partner.version == 0


def test_who_may_save():
    partner, author = keeper(Role.AUTHOR)
    _partner, lead = keeper(Role.LEAD)
    for stranger in (UserFactory(), lead):
        with pytest.raises(NotAllowedError):
            save(partner, actor=stranger)
        with pytest.raises(NotAllowedError):
            confirm_profile(partner=partner, actor=stranger, at=NOW)
    save(partner, actor=author)
    save(partner, version=1, actor=staff())


def test_confirming_changes_only_the_dates_and_is_told():
    heard = []

    def hear(sender, partner, at, **kwargs):
        heard.append((partner.slug, at))

    partner = PartnerFactory(slug="windwerk")
    partner_changed.connect(hear)
    try:
        confirm_profile(partner=partner, actor=None, at=NOW)
    finally:
        partner_changed.disconnect(hear)
    partner.refresh_from_db()
    assert partner.confirm_due == date(2027, 11, 24)
    assert partner.version == 0
    assert heard == [("windwerk", NOW)]
