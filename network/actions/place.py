"""Where a partner can be found."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

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
) -> Place:
    """Add one public address; ``accessibility`` says in words what helps and what hinders.

    Raises:
        PartnerFactsError: The name is missing, or something is too long.
    """
    place = Place(
        partner=partner,
        name=" ".join(name.split()),
        street=street.strip(),
        postal_code=postal_code.strip(),
        city=city.strip(),
        district=district,
        accessibility=accessibility.strip(),
    )
    try:
        place.clean_fields()
    except ValidationError as error:
        raise PartnerFactsError(" ".join(error.messages)) from None
    place.save()
    partner_changed.send(sender=Partner, partner=partner, at=at)
    return place
