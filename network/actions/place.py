"""Where a partner can be found."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lms.taxonomy.models import District
from network.actions.partner import PartnerFactsError
from network.actions.profile import StaleEditError
from network.models import Partner, Place
from network.signals import partner_changed

CITY = "Cottbus/Chóśebuz"
LINES = (
    "name", "street", "postal_code", "city", "district_id", "accessibility",
    "accessibility_features", "latitude", "longitude",
)  # fmt: skip


@transaction.atomic
def add_place(  # noqa: PLR0913  (the lines of an address)
    *,
    partner: Partner,
    name: str,
    at: datetime,
    street: str = "",
    postal_code: str = "",
    city: str = CITY,
    district: District | None = None,
    accessibility: str = "",
    accessibility_features: list[str] | None = None,
    latitude: float | None = None,
    longitude: float | None = None,
) -> Place:
    """Add one public address; ``accessibility`` says in words what helps and what hinders.

    ``accessibility_features`` are values of ``PlaceFeature``; latitude and longitude are degrees
    (WGS 84), both or neither.

    Raises:
        PartnerFactsError: The name is missing, or something is too long.
    """
    place = Place(
        partner=partner,
        name=name,
        street=street,
        postal_code=postal_code,
        city=city,
        district=district,
        accessibility=accessibility,
        accessibility_features=accessibility_features or [],
        latitude=latitude,
        longitude=longitude,
    )
    return _store(place, at)


def place_stamp(place: Place) -> str:
    """Names what an address says now; somebody who changes it says which state they saw."""
    facts = [getattr(place, name) for name in LINES]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


@transaction.atomic
def change_place(*, place: Place, at: datetime, seen: str | None = None, **lines: Any) -> Place:
    """Change lines of an address, named as in ``add_place``.

    Args:
        place: Which.
        at: When.
        seen: The ``place_stamp`` the change was made from; None: nobody looked at it.
        lines: The new values.

    Raises:
        StaleEditError: It says something else since.
        PartnerFactsError: The name is missing, or something is too long.
    """
    place = Place.objects.select_for_update(of=("self",)).get(pk=place.pk)
    if seen is not None and seen != place_stamp(place):
        raise StaleEditError(_("Inzwischen hat jemand diesen Ort geändert."))
    for name, value in lines.items():
        setattr(place, name, value)
    return _store(place, at)


@transaction.atomic
def remove_place(*, place: Place, at: datetime) -> None:
    """Take an address out of the directory."""
    partner = place.partner
    place.delete()
    partner_changed.send(sender=Partner, partner=partner, at=at)


def _store(place: Place, at: datetime) -> Place:
    for name in ("name", "street", "postal_code", "city", "accessibility"):
        setattr(place, name, " ".join(getattr(place, name).split()))
    if (place.latitude is None) != (place.longitude is None):
        raise PartnerFactsError(_("Ein Punkt auf der Karte braucht Breite und Länge."))
    try:
        place.clean_fields()
    except ValidationError as error:
        raise PartnerFactsError(" ".join(error.messages)) from None
    place.save()
    partner_changed.send(sender=Partner, partner=place.partner, at=at)
    return place
