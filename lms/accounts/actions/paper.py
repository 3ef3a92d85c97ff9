"""Consent on paper: a numbered form, signed at home, handed in at a partner."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lms.accounts.actions.consent import record_consent
from lms.accounts.actions.guardian import CODE_LIFE, draw_code, send_code
from lms.accounts.consent.numbers import draw_number, is_well_formed, number_hash
from lms.accounts.consent.queries import current_text, decides, is_overtaken, is_pending
from lms.accounts.consent.rules import SAID_NO
from lms.accounts.enums import Decision, Method, Purpose
from lms.accounts.models import Guardian, PaperForm, User
from lms.accounts.privacy.due import WAIT_FOR_PAPER
from lms.common.errors import ConflictError, DomainError
from lms.records.actions import record_event


class PaperNumberError(DomainError):
    """No form with this number can be handed in."""


@transaction.atomic
def print_form(*, guardian: Guardian, at: datetime) -> tuple[PaperForm, str]:
    """Make a form and return its number, the only time it exists; an older one stops counting.

    Raises:
        ConflictError: This guardian decides nothing, or somebody has said no.
    """
    if not decides(guardian):
        raise ConflictError(_("Für dieses Konto wird keine Einwilligung gebraucht."))
    # In a row with a no given at this moment, which would not find this form.
    child = User.objects.select_for_update().get(pk=guardian.child_id)
    if child.pause_reason in SAID_NO:
        raise ConflictError(_("Jemand hat schon Nein gesagt. Sprecht bitte zuerst miteinander."))
    begin = child.date_joined if is_pending(child) else at
    number = draw_number()
    guardian.forms.filter(entered_at=None).delete()
    form = PaperForm.objects.create(
        guardian=guardian,
        version=current_text(Purpose.ACCOUNT).version,
        number_hash=number_hash(number),
        created_at=at,
        expires_at=begin + WAIT_FOR_PAPER,
    )
    return form, number


@transaction.atomic
def enter_form(*, number: str, partner_key: str, actor_key: str, at: datetime) -> str:
    """Take in a signed form: the guardian has agreed.

    Returns:
        A code for the guardian, to be handed over at the desk. It is drawn here and not printed
        on the form, because the child holds the form first.

    Raises:
        PaperNumberError: A slip in the number, no form that counts, or one of an older text.
    """
    if not is_well_formed(number):
        raise PaperNumberError(_("In der Nummer ist ein Tippfehler. Bitte vergleichen Sie sie."))
    form = _form_with(number)
    if form is None or form.expires_at <= at or not decides(form.guardian):
        raise PaperNumberError(_("Zu dieser Nummer gibt es kein Formular, das noch gilt."))
    if form.entered_at is not None:
        raise PaperNumberError(_("Dieses Formular wurde schon eingetragen."))
    if is_overtaken(form):
        raise PaperNumberError(_("Zu dieser Nummer gibt es kein Formular, das noch gilt."))
    if form.version != current_text(form.purpose).version:
        raise PaperNumberError(
            _("Der Text hat sich seit dem Ausdruck geändert. Bitte drucken Sie ein neues Formular.")
        )
    form.entered_at, form.entered_by_key, form.partner_key = at, actor_key, partner_key
    form.save(update_fields=["entered_at", "entered_by_key", "partner_key"])
    return _agree(form, actor_key, partner_key, at)


def _form_with(number: str) -> PaperForm | None:
    """The form, with its child locked: a no given at this moment is seen, or comes after."""
    rows = PaperForm.objects.select_related("guardian__child").filter(
        number_hash=number_hash(number), guardian__ended_at=None
    )
    found = rows.first()
    if found is not None:
        User.objects.select_for_update().get(pk=found.guardian.child_id)
    return rows.first() if found is not None else None


def _agree(form: PaperForm, actor_key: str, partner_key: str, at: datetime) -> str:
    guardian = form.guardian
    if guardian.confirmed_at is None:
        guardian.confirmed_at = at
        guardian.save(update_fields=["confirmed_at"])
    record_consent(
        user=guardian.child,
        purpose=Purpose(form.purpose),
        decision=Decision.GIVEN,
        version=form.version,
        guardian=guardian,
        method=Method.PAPER,
        at=at,
    )
    record_event(
        action="consent.enter-paper",
        object_type="guardian",
        object_key=guardian.key,
        at=at,
        actor_key=actor_key,
        partner_key=partner_key,
        person_key=guardian.child.key,
    )
    key = f"paper-entered:{guardian.key}:{form.pk}"
    send_code(guardian=guardian, template="email/guardian_paper", key=key, at=at)
    return draw_code(guardian=guardian, life=CODE_LIFE, at=at)
