"""Events of the partner network; sent inside the transaction of the action, with ``at``.

``partner_created``: an organisation was taken in. Arguments: ``partner``, ``at``.
``partner_changed``: its facts, text, logo, places or state changed. Arguments: ``partner``, ``at``.
``membership_changed``: a role was granted or ended. Arguments: ``partner``, ``user``, ``at``.
"""

from django.dispatch import Signal

partner_created = Signal()
partner_changed = Signal()
membership_changed = Signal()
