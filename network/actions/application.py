"""Applying to take part, without an account: the mailbox confirms, city staff decide."""

from datetime import datetime, timedelta
from typing import NotRequired, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _, override

from lms.accounts.mails import absolute, send
from lms.accounts.models import User
from lms.common.errors import ConflictError, NotAllowedError
from lms.common.keys import new_token, token_hash
from lms.common.text import slugify_de
from lms.records.actions import record_event
from network.actions.onboarding import onboard_partner
from network.actions.partner import PartnerFactsError
from network.actions.place import CITY, add_place
from network.enums import ApplicationState, Source
from network.models import Partner, PartnerApplication
from network.queries.links import application_of
from network.rules import can_onboard_partners

TOKEN_LIFE = timedelta(days=7)
KEPT = timedelta(days=90)  # after a decision
WAITS = timedelta(days=365)  # for one, at most
SLUG_LENGTH = 55


class ApplicationFacts(TypedDict):
    """What an organisation says of itself when it applies."""

    name: str
    kind: str  # PartnerKind
    mailbox: str  # of a role
    website: NotRequired[str]
    street: NotRequired[str]
    postal_code: NotRequired[str]
    city: NotRequired[str]
    text: NotRequired[str]


@transaction.atomic
def apply(*, language: str, at: datetime, **facts: Unpack[ApplicationFacts]) -> PartnerApplication:
    """Keep an application; staff see it only after its mailbox confirmed it.

    Raises:
        PartnerFactsError: Something is missing or malformed.
    """
    token = new_token()
    application = PartnerApplication(
        language=language, token_hash=token_hash(token), created_at=at, expires_at=at + TOKEN_LIFE,
        **facts,
    )  # fmt: skip
    try:
        application.clean_fields()
    except ValidationError as error:
        raise PartnerFactsError(" ".join(error.messages)) from None
    application.save()
    with override(language):
        link = absolute(reverse("network:apply-confirm", args=[token]))
    context = {"application": application, "link": link, "days": TOKEN_LIFE.days}
    _mail("email/application_asked", application, context, at)
    _record("application.create", application, None, at)
    return application


@transaction.atomic
def confirm_application(*, token: str, at: datetime) -> PartnerApplication:
    """The mailbox is real: now the application waits for the city. Works once.

    Raises:
        ConflictError: The link was used or is too old.
    """
    application = application_of(token, at=at)
    waiting = PartnerApplication.objects.filter(
        token_hash=token_hash(token), state=ApplicationState.UNCONFIRMED
    )
    if application is None or not waiting.update(
        state=ApplicationState.WAITING, confirmed_at=at, token_hash=""
    ):
        raise ConflictError(_("Dieser Link wurde schon benutzt oder ist zu alt."))
    _record("application.confirm", application, None, at)
    return application


@transaction.atomic
def accept_application(*, application: PartnerApplication, actor: User, at: datetime) -> Partner:
    """Take the organisation in and invite whoever reads its mailbox as its admin.

    Raises:
        NotAllowedError: The actor is not city staff.
        ConflictError: It is decided, or its mailbox has not confirmed it.
    """
    application = _decide(application, ApplicationState.ACCEPTED, actor, at)
    partner = onboard_partner(
        name=application.name,
        slug=free_slug(application.name),
        kind=application.kind,
        contact_mailbox=application.mailbox,
        website=application.website,
        source=Source.SELF,
        admin_email=application.mailbox,
        admin_name=application.name[:80],
        actor=actor,
        at=at,
    )
    if application.street:
        add_place(
            partner=partner,
            name=application.name[:120],
            street=application.street,
            postal_code=application.postal_code,
            city=application.city or CITY,
            at=at,
        )
    PartnerApplication.objects.filter(pk=application.pk).update(partner=partner)
    _record("application.accept", application, actor, at)
    return partner


@transaction.atomic
def decline_application(
    *, application: PartnerApplication, reason: str, actor: User, at: datetime
) -> None:
    """Refuse an application and tell its mailbox why.

    Raises:
        NotAllowedError: The actor is not city staff.
        ConflictError: No reason, or it is decided.
    """
    if not reason.strip():
        raise ConflictError(_("Bitte nennen Sie einen Grund."))
    application = _decide(application, ApplicationState.DECLINED, actor, at)
    context = {"application": application, "reason": reason.strip()}
    _mail("email/application_declined", application, context, at)
    _record("application.decline", application, actor, at)


def drop_old_applications(*, at: datetime) -> int:
    """Forget what no mailbox confirmed in time, nobody decided, or was decided long ago.

    Returns how many.
    """
    count, _models = old_applications(at=at).delete()
    return count


def old_applications(*, at: datetime) -> QuerySet[PartnerApplication]:
    """What ``drop_old_applications`` deletes."""
    undecided = Q(state=ApplicationState.WAITING, confirmed_at__lte=at - WAITS)
    late = Q(state=ApplicationState.UNCONFIRMED, expires_at__lte=at)
    return PartnerApplication.objects.filter(late | undecided | Q(decided_at__lte=at - KEPT))


def free_slug(name: str) -> str:
    """A short name for the address that no partner has yet: ``kita``, then ``kita-2``."""
    base = slugify_de(name, SLUG_LENGTH) or "partner"
    taken = set(Partner.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number = 1
    slug = base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def _decide(
    application: PartnerApplication, state: ApplicationState, actor: User, at: datetime
) -> PartnerApplication:
    if not can_onboard_partners(actor):
        raise NotAllowedError(_("Darüber entscheidet die Stadtverwaltung."))
    waiting = PartnerApplication.objects.filter(pk=application.pk, state=ApplicationState.WAITING)
    if not waiting.update(state=state, decided_at=at):
        raise ConflictError(_("Über diese Bewerbung ist schon entschieden."))
    return PartnerApplication.objects.get(pk=application.pk)


def _mail(
    template: str, application: PartnerApplication, context: dict[str, object], at: datetime
) -> None:
    kind = template.rpartition("/")[2]
    send(
        template,
        recipient=application.mailbox,
        context=context,
        language=application.language,
        key=f"{kind}:{application.key}",
        at=at,
    )


def _record(action: str, application: PartnerApplication, actor: User | None, at: datetime) -> None:
    record_event(
        action=action,
        object_type="application",
        object_key=application.key,
        at=at,
        actor_key=actor.key if actor else "",
    )
