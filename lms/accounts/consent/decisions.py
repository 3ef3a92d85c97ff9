"""Reads a decision from a form and shows what can be decided: for people and for guardians."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django.utils.translation import gettext as _

from lms.accounts.actions.consent import record_consent
from lms.accounts.consent.forms import AgreeForm
from lms.accounts.consent.queries import Wording, current_text, newest_voices, wording
from lms.accounts.consent.rules import OFFERED, SPEAKS, Voice
from lms.accounts.enums import AccountKind, Decision, Method, Purpose
from lms.accounts.models import Guardian, User
from lms.common.errors import DomainError

ACTS = {"agree": Decision.GIVEN, "refuse": Decision.REFUSED, "withdraw": Decision.WITHDRAWN}


@dataclass(frozen=True)
class Refusal:
    """A decision that was not taken: the form as it was typed, and the status to answer."""

    purpose: str
    form: AgreeForm
    status: int = int(HTTPStatus.UNPROCESSABLE_ENTITY)


@dataclass(frozen=True)
class Card:
    """One purpose: its text, what holds, and the form to change it."""

    wording: Wording
    voice: Voice | None
    form: AgreeForm

    @property
    def is_given(self) -> bool:
        """Agreed, to whichever version."""
        return self.voice is not None and self.voice.decision == Decision.GIVEN

    @property
    def is_new(self) -> bool:
        """The text changed since it was decided about."""
        return self.voice is not None and self.voice.version < self.wording.version

    @property
    def state(self) -> str:
        """What holds, in words."""
        return str(Decision(self.voice.decision).label) if self.voice else _("noch offen")


def purposes_of(user: User) -> list[Purpose]:
    """What this person decides about by themselves; a seat of a class decides nothing."""
    if user.kind != AccountKind.PERSONAL:
        return []
    chosen = [Purpose.ACCOUNT] if user.age_band in SPEAKS else []
    return chosen + [purpose for purpose, bands in OFFERED.items() if user.age_band in bands]


def cards(user: User, refusal: Refusal | None = None) -> list[Card]:
    """Each purpose the person decides about; two queries for each."""
    return [card(user, purpose, refusal=refusal) for purpose in purposes_of(user)]


def card(
    user: User, purpose: Purpose, *, guardian_key: str = "", refusal: Refusal | None = None
) -> Card:
    """One purpose, for the person or for one guardian."""
    text = wording(purpose)
    form = AgreeForm(purpose=purpose, version=text.version)
    if refusal is not None and refusal.purpose == purpose:
        form = refusal.form
    return Card(text, newest_voices(user, purpose).get(guardian_key), form)


def decide(
    user: User, data: Mapping[str, str], *, guardian: Guardian | None = None, at: datetime
) -> Refusal | None:
    """Take the decision a form carries: ``purpose``, ``act`` and, to agree, a ticked box.

    Returns:
        None when it was taken.
    """
    purpose, act = Purpose(data.get("purpose", "")), data.get("act", "")
    form = AgreeForm(data, purpose=purpose, version=current_text(purpose).version)
    if act not in ACTS or (act == "agree" and not form.is_valid()):
        return Refusal(purpose, form)
    newest = current_text(purpose).version
    version = form.cleaned_data["version"] if act == "agree" else newest
    try:
        record_consent(
            user=user,
            purpose=purpose,
            decision=ACTS[act],
            version=version,
            guardian=guardian,
            method=Method.LINK if guardian else Method.ONLINE,
            at=at,
        )
    except DomainError as error:
        # Shown anew with the text in force; the old box says nothing about it.
        fresh = AgreeForm({f"{purpose}-version": newest}, purpose=purpose, version=newest)
        fresh.errors.clear()
        fresh.add_error("agrees", str(error))
        return Refusal(purpose, fresh, int(error.status))
    return None
