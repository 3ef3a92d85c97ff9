"""Reads of the partner network."""

from network.queries.directory import directory
from network.queries.membership import memberships_of, partners_of
from network.queries.profile import partner_profile
from network.queries.selection import Selection

__all__ = ["Selection", "directory", "memberships_of", "partner_profile", "partners_of"]
