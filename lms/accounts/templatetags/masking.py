"""Addresses shown so that only their owner recognises them."""

from django import template

register = template.Library()


@register.filter
def masked(email: str) -> str:
    """``m…@example.org``: somebody else at the same device learns no address."""
    name, _at, host = email.partition("@")
    return f"{name[:1]}…@{host}"
