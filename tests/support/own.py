"""A partner with its keeper, and the words of a profile or an entry as a browser sends them."""

from network.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.network import NOW, MembershipFactory, PartnerFactory

__all__ = ["NOW", "keeper", "listing_form", "profile_form", "staff"]


def keeper(role=Role.AUTHOR, **facts):
    """A partner and a person who keeps it."""
    partner = PartnerFactory(**facts)
    return partner, MembershipFactory(partner=partner, role=role).user


def staff():
    """A person of the city's staff."""
    return UserFactory(is_city_staff=True)


def profile_form(partner, **changes):
    """What the profile form sends when little is filled in."""
    return {
        "version": partner.version,
        "name": partner.name,
        "kind": partner.kind,
        "visibility": "public",
        "takes_part_in_matching": "on",
        **changes,
    }


def listing_form(**changes):
    """What the form of an entry sends when little is filled in."""
    return {
        "version": 0,
        "kind": "offer",
        "title": "Raum am Abend",
        "text": "Ein heller Raum mit Beamer.",
        "language": "de",
        "visibility": "public",
        **changes,
    }
