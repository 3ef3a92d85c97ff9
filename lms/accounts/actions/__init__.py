"""What can be done to accounts; one module per matter."""

from lms.accounts.actions.confirmation import confirm_address, drop_unconfirmed, issue_code
from lms.accounts.actions.invitation import accept_invitation, invite_person
from lms.accounts.actions.people import (
    deactivate_person,
    end_sessions,
    reactivate_person,
    set_data_protection_officer,
    set_second_factor_required,
    set_staff_roles,
)
from lms.accounts.actions.profile import confirm_certificate_name, update_profile
from lms.accounts.actions.recovery import new_recovery_sheet, reset_with_code

__all__ = [
    "accept_invitation",
    "confirm_address",
    "confirm_certificate_name",
    "deactivate_person",
    "drop_unconfirmed",
    "end_sessions",
    "invite_person",
    "issue_code",
    "new_recovery_sheet",
    "reactivate_person",
    "reset_with_code",
    "set_data_protection_officer",
    "set_second_factor_required",
    "set_staff_roles",
    "update_profile",
]
