"""What happens to people, for the apps above.

``account_confirmed``: a person has confirmed the address they signed up with.
    Arguments: ``user``, ``target`` (key of the course at which registration began, or "").
``staff_roles_changed``: city staff or platform rights of a person changed. Sent inside the
    transaction. Arguments: ``user``, ``at``.
``person_deactivated``: a person lost access. Sent inside the transaction.
    Arguments: ``user``, ``at``.
"""

from django.dispatch import Signal

account_confirmed = Signal()
staff_roles_changed = Signal()
person_deactivated = Signal()
