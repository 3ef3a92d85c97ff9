"""Addresses of new pages."""

from typing import Any

from lms.common.text import slugify_de

LONGEST = 100  # characters


def free_slug(parent: Any, title: str) -> str:
    """A slug no page beside it has."""
    base = slugify_de(title, LONGEST) or "seite"
    taken = set(parent.get_children().values_list("slug", flat=True))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
