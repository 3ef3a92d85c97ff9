"""What the check of a course finds."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """Whether a finding holds the course back."""

    HARD = "hard"
    HINT = "hint"


@dataclass(frozen=True)
class Finding:
    """One thing to mend, in words for the author.

    ``block_id`` names the block inside the page, empty for the page's own fields; ``medium_url``
    leads to the image or file whose own form is to be filled, ``runs_url`` to the runs.
    """

    severity: Severity
    code: str
    page_id: int
    page_title: str
    message: str
    block_id: str = ""
    medium_url: str = ""
    runs_url: str = ""


def hard(
    code: str, page: Any, message: str, *, block_id: str = "", medium_url: str = ""
) -> Finding:
    """A finding with which no course is submitted or approved."""
    return Finding(Severity.HARD, code, page.pk, page.title, message, block_id, medium_url)


def hint(code: str, page: Any, message: str, *, block_id: str = "", runs_url: str = "") -> Finding:
    """A finding that the author may leave as it is."""
    return Finding(Severity.HINT, code, page.pk, page.title, message, block_id, runs_url=runs_url)
