"""What happens to people, for the apps above.

``account_confirmed``: a person has confirmed the address they signed up with.
    Arguments: ``user``, ``target`` (key of the course at which registration began, or "").
``staff_roles_changed``: city staff or platform rights of a person changed. Sent inside the
    transaction. Arguments: ``user``, ``at``.
``person_deactivated``: a person lost access. Sent inside the transaction.
    Arguments: ``user``, ``at``.
``progress_asked``: a guardian opens the page of a child. Receivers answer with a list of
    ``ProgressLine``, without anything that was answered. Arguments: ``user``, ``language``.
"""

from dataclasses import dataclass

from django.dispatch import Signal


@dataclass(frozen=True)
class ProgressLine:
    """How far somebody is in one course."""

    title: str
    lang: str  # "" where the title is in the language asked for
    share: float  # 0..1
    words: str
    is_finished: bool


account_confirmed = Signal()
staff_roles_changed = Signal()
person_deactivated = Signal()
progress_asked = Signal()
