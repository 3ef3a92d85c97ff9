"""Claiming a listed organisation: mailbox first, then city staff."""

from datetime import timedelta

import pytest

from lms.common.errors import ConflictError, NotAllowedError
from network.actions.claim import (
    NoMailboxError,
    approve_claim,
    ask_claim,
    decline_claim,
    drop_old_claims,
    prove_claim,
)
from network.enums import PartnerState, Role, Source
from network.models import ClaimRequest, Membership
from network.signals import partner_created
from tests.factories.accounts import UserFactory
from tests.factories.network import NOW, PartnerFactory
from tests.support.mails import link_in, mails_to
from tests.support.own import staff

pytestmark = pytest.mark.django_db
MAILBOX = "haus@example.org"


def listed(**facts):
    values = {"state": PartnerState.PROVISIONAL, "contact_mailbox": MAILBOX, **facts}
    return PartnerFactory(**values)


def token():
    return link_in(mails_to(MAILBOX)[-1]).rstrip("/").rpartition("/")[2]


def proven(user=None):
    ask_claim(partner=listed(), user=user or UserFactory(email="ich@example.org"), at=NOW)
    return prove_claim(token=token(), at=NOW)


def test_the_whole_way_makes_the_person_admin_and_publishes():
    heard = []

    def hear(sender, partner, **kwargs):
        heard.append(partner.slug)

    claim = proven()
    partner_created.connect(hear)
    try:
        approve_claim(claim=claim, actor=staff(), at=NOW)
    finally:
        partner_created.disconnect(hear)
    partner = claim.partner
    partner.refresh_from_db()
    assert (partner.state, partner.source) == (PartnerState.PUBLISHED, Source.SELF)
    assert partner.confirmed_at == NOW
    assert Membership.objects.get(partner=partner).role == Role.ADMIN
    assert heard == [partner.slug]
    assert "Zugang" in mails_to("ich@example.org")[-1].text


def test_staff_cannot_skip_the_mailbox():
    claim = ask_claim(partner=listed(), user=UserFactory(), at=NOW)
    with pytest.raises(ConflictError):
        approve_claim(claim=claim, actor=staff(), at=NOW)
    assert not Membership.objects.exists()


def test_the_mailbox_cannot_skip_the_staff():
    claim = proven()
    assert not Membership.objects.exists()
    with pytest.raises(NotAllowedError):
        approve_claim(claim=claim, actor=claim.user, at=NOW)


def test_the_link_works_once_and_not_for_ever():
    ask_claim(partner=listed(), user=UserFactory(), at=NOW)
    with pytest.raises(ConflictError):
        prove_claim(token=token(), at=NOW + timedelta(days=15))
    prove_claim(token=token(), at=NOW)
    with pytest.raises(ConflictError):
        prove_claim(token=token(), at=NOW)


def test_the_secret_is_not_stored():
    ask_claim(partner=listed(), user=UserFactory(), at=NOW)
    assert token() not in str(list(ClaimRequest.objects.values()))


def test_asking_again_sends_a_new_link_and_ends_the_old():
    partner, user = listed(), UserFactory()
    ask_claim(partner=partner, user=user, at=NOW)
    old = token()
    ask_claim(partner=partner, user=user, at=NOW)
    assert ClaimRequest.objects.count() == 1
    with pytest.raises(ConflictError):
        prove_claim(token=old, at=NOW)
    claim = prove_claim(token=token(), at=NOW)
    with pytest.raises(ConflictError):
        ask_claim(partner=claim.partner, user=user, at=NOW)


def test_without_mailbox_or_with_a_keeper_nobody_claims():
    with pytest.raises(NoMailboxError):
        ask_claim(partner=listed(contact_mailbox=""), user=UserFactory(), at=NOW)
    with pytest.raises(ConflictError):
        ask_claim(partner=listed(state=PartnerState.PUBLISHED), user=UserFactory(), at=NOW)


def test_declining_needs_a_reason_and_tells_it():
    claim, clerk = proven(), staff()
    with pytest.raises(ConflictError):
        decline_claim(claim=claim, reason=" ", actor=clerk, at=NOW)
    decline_claim(claim=claim, reason="Bitte über die Leitung.", actor=clerk, at=NOW)
    assert "Bitte über die Leitung." in mails_to("ich@example.org")[-1].text
    with pytest.raises(ConflictError):
        approve_claim(claim=claim, actor=clerk, at=NOW)
    claim.partner.refresh_from_db()
    assert claim.partner.state == PartnerState.PROVISIONAL


def test_the_first_approved_claim_ends_the_others():
    partner, clerk = listed(), staff()
    for _n in range(2):
        ask_claim(partner=partner, user=UserFactory(), at=NOW)
        prove_claim(token=token(), at=NOW)
    first, second = ClaimRequest.objects.all()
    approve_claim(claim=first, actor=clerk, at=NOW)
    second.refresh_from_db()
    assert second.state == "declined"
    second.state = "proven"  # as another page still shows it
    with pytest.raises(ConflictError):
        approve_claim(claim=second, actor=clerk, at=NOW)
    assert Membership.objects.count() == 1


def test_whoever_reads_the_mailbox_learns_who_asks():
    person = UserFactory(display_name="Rita Rufer", email="rita@example.org")
    claim = ask_claim(partner=listed(), user=person, at=NOW)
    assert claim.claimant == "Rita Rufer (rita@example.org)"
    assert claim.claimant in mails_to(MAILBOX)[-1].text
    assert "Rita" not in mails_to(MAILBOX)[-1].subject
    pupil = UserFactory(username="rot-fuchs", email="")
    assert ask_claim(partner=listed(), user=pupil, at=NOW).claimant == "rot-fuchs"


def test_claims_are_forgotten_in_time():
    ask_claim(partner=listed(), user=UserFactory(), at=NOW)
    assert drop_old_claims(at=NOW + timedelta(days=13)) == 0
    assert drop_old_claims(at=NOW + timedelta(days=14)) == 1
    claim = proven()
    assert drop_old_claims(at=NOW + timedelta(days=364)) == 0
    decline_claim(claim=claim, reason="Nein", actor=staff(), at=NOW)
    assert drop_old_claims(at=NOW + timedelta(days=89)) == 0
    assert drop_old_claims(at=NOW + timedelta(days=90)) == 1
    proven(UserFactory())
    assert drop_old_claims(at=NOW + timedelta(days=365)) == 1
    assert not ClaimRequest.objects.exists()
