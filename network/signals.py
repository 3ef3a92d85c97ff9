"""Events of the partner network; sent inside the transaction of the action, with ``at``.

``partner_created``: an organisation was taken in. Arguments: ``partner``, ``at``.
``partner_changed``: its facts, text, logo, places or state changed. Arguments: ``partner``, ``at``.
``listing_changed``: an offer or need was written, confirmed, answered about or ended.
    Arguments: ``listing``, ``at``.
``membership_changed``: a role was granted or ended. Arguments: ``partner``, ``user``, ``at``.
``cooperation_changed``: a case changed, its version rose. Arguments: ``cooperation``, ``moved``
    (whether its state changed), ``at``.
``cooperation_declined``: a partner refused. Arguments: ``cooperation``, ``partner``, ``reason`` (a
    value of ``DeclineReason``), ``at``; the listings in question are ``cooperation.listings``.
"""

from django.dispatch import Signal

partner_created = Signal()
partner_changed = Signal()
listing_changed = Signal()
membership_changed = Signal()
cooperation_changed = Signal()
cooperation_declined = Signal()
