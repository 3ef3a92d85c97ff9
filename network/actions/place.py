"""Where a partner can be found."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lms.taxonomy.models import District
from network.actions.partner import PartnerFactsError
from network.models import Partner, Place
from network.signals import partner_changed

CITY = "Cottbus/Chóśebuz"


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


@transaction.atomic
def change_place(*, place: Place, at: datetime, **lines: Any) -> Place:
    """Change lines of an address, named as in ``add_place``.

    Raises:
        PartnerFactsError: The name is missing, or something is too long.
    """
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
