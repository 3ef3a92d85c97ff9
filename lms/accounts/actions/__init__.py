"""What can be done to accounts; one module per matter."""

from lms.accounts.actions.age import state_band
from lms.accounts.actions.child import drop_own_pending, drop_unanswered, register_child
from lms.accounts.actions.confirmation import confirm_address, drop_unconfirmed, issue_code
from lms.accounts.actions.consent import load_texts, publish_text, record_consent, refresh_pause
from lms.accounts.actions.guardian import (
    ask_guardian,
    end_guardian,
    invite_guardian_of_seat,
    name_guardian,
    renew_code_of_seat,
    send_new_links,
    use_code,
)
from lms.accounts.actions.invitation import accept_invitation, invite_person
from lms.accounts.actions.paper import enter_form, print_form
from lms.accounts.actions.people import (
    deactivate_person,
    end_sessions,
    reactivate_person,
    set_data_protection_officer,
    set_second_factor_required,
    set_staff_roles,
)
from lms.accounts.actions.preferences import choose_mails, retry_mailbox, switch_off
from lms.accounts.actions.profile import confirm_certificate_name, printable_name, update_profile
from lms.accounts.actions.recovery import (
    new_code_from_guardian,
    new_recovery_sheet,
    reset_with_code,
)
from lms.accounts.actions.review import review_consents

__all__ = [
    "accept_invitation",
    "ask_guardian",
    "choose_mails",
    "confirm_address",
    "confirm_certificate_name",
    "deactivate_person",
    "drop_own_pending",
    "drop_unanswered",
    "drop_unconfirmed",
    "end_guardian",
    "end_sessions",
    "enter_form",
    "invite_guardian_of_seat",
    "invite_person",
    "issue_code",
    "load_texts",
    "name_guardian",
    "new_code_from_guardian",
    "new_recovery_sheet",
    "print_form",
    "printable_name",
    "publish_text",
    "reactivate_person",
    "record_consent",
    "refresh_pause",
    "register_child",
    "renew_code_of_seat",
    "reset_with_code",
    "retry_mailbox",
    "review_consents",
    "send_new_links",
    "set_data_protection_officer",
    "set_second_factor_required",
    "set_staff_roles",
    "state_band",
    "switch_off",
    "update_profile",
    "use_code",
]
