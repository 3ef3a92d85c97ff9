"""What happens to people, for the apps above.

``account_confirmed``: a person has confirmed the address they signed up with.
    Arguments: ``user``, ``target`` (key of the course at which registration began, or "").
``staff_roles_changed``: city staff or platform rights of a person changed. Sent inside the
    transaction. Arguments: ``user``, ``at``.
``person_deactivated``: a person lost access. Sent inside the transaction.
    Arguments: ``user``, ``at``.
``band_lowered``: a person turned out to be younger than was said. Sent inside the transaction.
    Arguments: ``user``, ``at``.
``progress_asked``: a guardian opens the page of a child. Receivers answer with a list of
    ``ProgressLine``, without anything that was answered. Arguments: ``user``, ``language``.
``erasure_asked``: a person asks for their own account to go. Receivers answer with a list of
    sentences that say what must be handed over first. Arguments: ``user``, ``at``.
``person_erasing``: a person is about to be erased; their rows are still there. Sent inside the
    transaction; afterwards the registry's rules are applied to every table.
    Arguments: ``user``, ``at``.
``person_exporting``: a person gets a copy of their data; receivers add files of their own.
    Arguments: ``user``, ``add`` (called with name and bytes).
"""

from dataclasses import dataclass
from datetime import datetime

from django.dispatch import Signal


@dataclass(frozen=True)
class CertificateLine:
    """One certificate of a course."""

    words: str
    issued_at: datetime
    address: str  # of the file, or of the page that makes it; "" where there is none
    is_file: bool


@dataclass(frozen=True)
class ProgressLine:
    """How far somebody is in one course."""

    title: str
    lang: str  # "" where the title is in the language asked for
    share: float  # 0..1
    words: str
    is_finished: bool
    certificates: tuple[CertificateLine, ...] = ()


account_confirmed = Signal()
staff_roles_changed = Signal()
person_deactivated = Signal()
band_lowered = Signal()
progress_asked = Signal()
erasure_asked = Signal()
person_erasing = Signal()
person_exporting = Signal()
