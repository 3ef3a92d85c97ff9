"""Rows of the partner network."""

from network.models.membership import Membership
from network.models.partner import Partner, PartnerText, Place

__all__ = ["Membership", "Partner", "PartnerText", "Place"]
