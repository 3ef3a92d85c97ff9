"""Who may see which partner, and which of its fields."""

from copy import copy
from datetime import date

from django.db.models import Q

from network.enums import Freshness, Visibility
from network.models import Partner
from network.queries.freshness import fresh, freshness
from network.queries.viewer import LEVELS, LISTED, Viewer

# What names an entry is as visible as the entry itself; the rest is what makes it work.
ALWAYS_SHOWN = frozenset({"key", "slug", "name", "kind", "state", "visibility"})
# Not columns of the partner, but can be hidden like one.
RELATIONS = ("places", "summary", "html")


def hidden_fields(partner: Partner, level: Visibility) -> frozenset[str]:
    """Names of the fields somebody of this level may not see; unknown levels hide from all.

    Besides columns and tags of ``Partner`` these are ``places``, ``summary`` and ``html``.
    """
    seen = LEVELS[level]
    rules = partner.field_visibility.items()
    return frozenset(name for name, who in rules if who not in seen) - ALWAYS_SHOWN


def masked(partner: Partner, hidden: frozenset[str]) -> Partner:
    """A copy on which hidden columns are empty, so that no page can show them. Never save it."""
    if not hidden:
        return partner
    shown = copy(partner)
    for field in Partner._meta.concrete_fields:
        if field.name in hidden:
            setattr(shown, field.name, None if field.null else field.get_default())
    return shown


def level_for(viewer: Viewer, partner_pk: int) -> Visibility:
    """What the viewer may see of this partner: everything of an own house."""
    return Visibility.STAFF if partner_pk in viewer.houses else viewer.level


def visible_partners(viewer: Viewer, on: date) -> Q:
    """Partners whose entry the viewer may know of; long unconfirmed ones only staff and own."""
    is_seen = Q(visibility__in=viewer.sees)
    if not viewer.steers:
        is_seen &= fresh(on)
    return Q(state__in=LISTED) & (is_seen | Q(pk__in=viewer.houses))


def may_open(partner: Partner, viewer: Viewer, on: date) -> bool:
    """As ``visible_partners``, for a partner that was read already; no query."""
    is_fresh = viewer.steers or freshness(partner.confirm_due, on) != Freshness.HIDDEN
    is_seen = partner.visibility in viewer.sees and is_fresh
    return partner.state in LISTED and (is_seen or partner.pk in viewer.houses)
