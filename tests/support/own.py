"""A partner with its keeper, and the words of a profile or an entry as a browser sends them."""

from network.actions.listing import create_listing
from network.actions.listing_facts import ListingFacts
from network.enums import PartnerState, Role
from network.models import ClaimRequest, Partner, PartnerApplication
from tests.factories.accounts import UserFactory
from tests.factories.network import NOW, MembershipFactory, PartnerFactory


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


def some_listing(partner):
    """An offer of a partner; made anew where it was undone."""
    facts = ListingFacts(kind="offer", title="Raum")
    found = partner.listings.filter(kind="offer").first()
    return found or create_listing(partner=partner, facts=facts, actor=None, at=NOW)


def some_application():
    """An application that waits for the office; made anew where it was undone."""
    times = {"created_at": NOW, "expires_at": NOW, "state": "waiting"}
    facts = {"name": "Kita", "kind": "library", "mailbox": "kita@example.org"}
    return PartnerApplication.objects.get_or_create(**facts, defaults=times)[0]


def some_claim(user):
    """A proven claim of a provisional partner; made anew where it was undone."""
    facts = {"name": "Amt", "kind": "library", "created_at": NOW}
    listed, _new = Partner.objects.get_or_create(
        slug="vorlaeufig", defaults={**facts, "state": PartnerState.PROVISIONAL}
    )
    times = {"created_at": NOW, "expires_at": NOW, "state": "proven"}
    return ClaimRequest.objects.get_or_create(partner=listed, user=user, defaults=times)[0]


def some_exception(course, user):
    """What somebody asks of the run without dates; made anew where it was answered."""
    run, times = course.runs.get(kind="self_paced"), {"queued_at": NOW, "needs_exception": True}
    return run.requests.get_or_create(user=user, state="asked", defaults=times)[0]
