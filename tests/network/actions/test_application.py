"""Applying to take part, without an account."""

from datetime import timedelta

import pytest

from lms.accounts.models import User
from lms.common.errors import ConflictError, NotAllowedError
from network.actions.application import (
    accept_application,
    apply,
    confirm_application,
    decline_application,
    drop_old_applications,
    free_slug,
)
from network.actions.partner import PartnerFactsError
from network.enums import PartnerState, Role, Source
from network.models import Membership, Partner, PartnerApplication
from tests.factories.accounts import UserFactory
from tests.factories.network import NOW, PartnerFactory
from tests.support.mails import link_in, mails_to
from tests.support.own import staff

pytestmark = pytest.mark.django_db
MAILBOX = "kita@example.org"
FACTS = {"name": "Kita Wiesengrund", "kind": "day_nursery", "mailbox": MAILBOX}


def token():
    return link_in(mails_to(MAILBOX)[-1]).rstrip("/").rpartition("/")[2]


def confirmed(**facts):
    apply(language="de", at=NOW, **FACTS, **facts)
    return confirm_application(token=token(), at=NOW)


def test_accepting_makes_a_published_partner_and_invites_its_mailbox():
    application = confirmed(street="Wiesenweg 1", postal_code="03042")
    accept_application(application=application, actor=staff(), at=NOW)
    partner = Partner.objects.get()
    assert (partner.name, partner.slug) == ("Kita Wiesengrund", "kita-wiesengrund")
    assert (partner.state, partner.source) == (PartnerState.PUBLISHED, Source.SELF)
    assert partner.contact_mailbox == MAILBOX
    assert partner.places.get().street == "Wiesenweg 1"
    membership = Membership.objects.get()
    assert (membership.role, membership.user.email) == (Role.ADMIN, MAILBOX)
    assert "/einladung/" in mails_to(MAILBOX)[-1].text
    application.refresh_from_db()
    assert application.partner == partner


def test_nobody_is_accepted_before_the_mailbox_confirmed():
    application = apply(language="de", at=NOW, **FACTS)
    with pytest.raises(ConflictError):
        accept_application(application=application, actor=staff(), at=NOW)
    assert not Partner.objects.exists()
    assert not User.objects.filter(email=MAILBOX).exists()


def test_only_staff_decide_and_only_once():
    application, clerk = confirmed(), staff()
    with pytest.raises(NotAllowedError):
        accept_application(application=application, actor=UserFactory(), at=NOW)
    accept_application(application=application, actor=clerk, at=NOW)
    with pytest.raises(ConflictError):
        decline_application(application=application, reason="Nein", actor=clerk, at=NOW)
    assert Partner.objects.count() == 1


def test_declining_tells_the_reason():
    application, clerk = confirmed(), staff()
    with pytest.raises(ConflictError):
        decline_application(application=application, reason="", actor=clerk, at=NOW)
    decline_application(application=application, reason="Zu weit weg.", actor=clerk, at=NOW)
    assert "Zu weit weg." in mails_to(MAILBOX)[-1].text


def test_the_link_ends_after_a_week_and_after_one_use():
    apply(language="de", at=NOW, **FACTS)
    with pytest.raises(ConflictError):
        confirm_application(token=token(), at=NOW + timedelta(days=7))
    confirm_application(token=token(), at=NOW)
    with pytest.raises(ConflictError):
        confirm_application(token=token(), at=NOW)


def test_malformed_facts_are_refused():
    with pytest.raises(PartnerFactsError):
        apply(language="de", at=NOW, **FACTS | {"kind": "raumschiff"})


def test_what_is_old_is_forgotten():
    apply(language="de", at=NOW, **FACTS)
    application = confirmed()
    assert drop_old_applications(at=NOW + timedelta(days=6)) == 0
    assert drop_old_applications(at=NOW + timedelta(days=7)) == 1
    decline_application(application=application, reason="Nein", actor=staff(), at=NOW)
    assert drop_old_applications(at=NOW + timedelta(days=89)) == 0
    assert drop_old_applications(at=NOW + timedelta(days=90)) == 1
    assert not PartnerApplication.objects.exists()


def test_what_nobody_decides_is_forgotten_after_a_year():
    confirmed()
    assert drop_old_applications(at=NOW + timedelta(days=364)) == 0
    assert drop_old_applications(at=NOW + timedelta(days=365)) == 1
    assert not PartnerApplication.objects.exists()


def test_a_slug_is_free():
    assert free_slug("Kita Größe") == "kita-groesse"
    PartnerFactory(slug="kita")
    PartnerFactory(slug="kita-2")
    assert free_slug("Kita") == "kita-3"
    assert free_slug("???") == "partner"
