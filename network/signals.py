"""Events of the partner network; sent inside the transaction of the action, with ``at``.

``partner_created``: an organisation was taken in. Arguments: ``partner``, ``at``.
``partner_changed``: its facts, text, logo, places or state changed. Arguments: ``partner``, ``at``.
``listing_changed``: an offer or need was made, changed or ended. Arguments: ``listing``, ``at``.
``membership_changed``: a role was granted or ended. Arguments: ``partner``, ``user``, ``at``.
"""

from django.dispatch import Signal

partner_created = Signal()
partner_changed = Signal()
listing_changed = Signal()
membership_changed = Signal()
