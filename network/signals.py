"""Events of the partner network; sent inside the transaction of the action."""

from django.dispatch import Signal

partner_created = Signal()  # partner: Partner
partner_changed = Signal()  # partner: Partner
membership_changed = Signal()  # partner: Partner, user: User (granted, changed or ended)
