"""Makes partners and memberships (bare rows; the whole onboarding is network.actions)."""

from datetime import UTC, datetime

import factory

from network.enums import ListingKind, ListingState, PartnerKind, Role
from network.models import Listing, Membership, Partner, Place
from tests.factories.accounts import UserFactory

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


class PartnerFactory(factory.django.DjangoModelFactory):
    """A published library."""

    class Meta:
        model = Partner

    slug = factory.Sequence(lambda n: f"partner-{n}")
    name = factory.Sequence(lambda n: f"Bibliothek Nr. {n} Cottbus/Chóśebuz")
    kind = PartnerKind.LIBRARY
    created_at = NOW


class MembershipFactory(factory.django.DjangoModelFactory):
    """An author."""

    class Meta:
        model = Membership

    partner = factory.SubFactory(PartnerFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.AUTHOR
    created_at = NOW


class PlaceFactory(factory.django.DjangoModelFactory):
    """A house without a stated district."""

    class Meta:
        model = Place

    partner = factory.SubFactory(PartnerFactory)
    name = "Haupthaus"


class ListingFactory(factory.django.DjangoModelFactory):
    """A live public offer."""

    class Meta:
        model = Listing

    partner = factory.SubFactory(PartnerFactory)
    kind = ListingKind.OFFER
    title = factory.Sequence(lambda n: f"Angebot Nr. {n}")
    state = ListingState.ACTIVE
    created_at = NOW
