"""Taking in an organisation and keeping what the public sees of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NotRequired, TypedDict, Unpack

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common.errors import ConflictError, DomainError, NotAllowedError
from lms.records.actions import record_event
from lms.taxonomy.models import ActionField, EducationStage
from network.enums import PartnerState, Source
from network.models import Partner, PartnerText
from network.queries.freshness import PARTNER_CYCLE
from network.rules import can_edit_partner, can_onboard_partners
from network.signals import partner_changed, partner_created

SUMMARY_LENGTH = 300


class PartnerFactsError(DomainError):
    """A name, slug, kind or address is missing or malformed."""


class SlugTakenError(ConflictError):
    """Another partner has this short name in its address."""


@dataclass(frozen=True)
class Logo:
    """A ready-made logo: address, size in pixels, what it shows."""

    url: str = ""
    width: int = 0
    height: int = 0
    alt: str = ""
    mark: str = ""  # the same quite small, as a ``data:`` address


class PartnerFacts(TypedDict):
    """What is known of an organisation that is taken in."""

    name: str  # as the organisation writes it
    slug: str  # last part of its address, for good
    kind: str  # a value of ``PartnerKind``
    contact_mailbox: NotRequired[str]  # public; a mailbox of the office, not of a person
    website: NotRequired[str]  # public address, http or https
    stages: NotRequired[Iterable[EducationStage]]  # where it stands in the learning chain
    action_fields: NotRequired[Iterable[ActionField]]  # of the city's strategy
    summary: NotRequired[str]  # one or two plain sentences in the site's first language
    state: NotRequired[str]  # ``PartnerState``; a provisional one gets its house when claimed
    source: NotRequired[str]  # ``Source``: who entered it
    source_url: NotRequired[str]  # where that was read
    import_key: NotRequired[str]  # names the entry in the list it came from


@transaction.atomic
def create_partner(*, actor: User | None, at: datetime, **facts: Unpack[PartnerFacts]) -> Partner:
    """Take in an organisation; ``partner_created`` lets others furnish it (pages, groups).

    A provisional one is only listed; it gets its house when it is published. ``actor`` is city
    staff, or None for commands.

    Raises:
        NotAllowedError: The actor is not city staff.
        PartnerFactsError: Something is missing or malformed.
        SlugTakenError: The slug is taken, even if by somebody faster.
    """
    if actor is not None and not can_onboard_partners(actor):
        raise NotAllowedError(_("Neue Partner nimmt die Stadtverwaltung auf."))
    partner = Partner(
        name=_tidy(facts["name"]),
        slug=facts["slug"].strip().lower(),
        kind=facts["kind"],
        contact_mailbox=facts.get("contact_mailbox", "").strip(),
        website=facts.get("website", "").strip(),
        state=facts.get("state", PartnerState.PUBLISHED),
        source=facts.get("source", Source.STAFF),
        source_url=facts.get("source_url", "").strip(),
        import_key=facts.get("import_key", "").strip(),
        confirm_due=localdate(at) + PARTNER_CYCLE,
        created_at=at,
    )
    check_facts(partner)
    _insert(partner)
    partner.stages.set(facts.get("stages", ()))
    partner.action_fields.set(facts.get("action_fields", ()))
    if summary := facts.get("summary"):
        _write_text(partner, settings.LANGUAGE_CODE, summary, "")
    _record("partner.create", partner, actor, at=at)
    if partner.state != PartnerState.PROVISIONAL:
        partner_created.send(sender=Partner, partner=partner, at=at)
    return partner


def _insert(partner: Partner) -> None:
    try:
        with transaction.atomic():
            partner.save(force_insert=True)
    except IntegrityError:
        raise SlugTakenError(
            _("Die Kurzadresse „%(slug)s“ ist schon vergeben.") % {"slug": partner.slug}
        ) from None


@transaction.atomic
def update_partner(  # noqa: PLR0913  (what is known of an organisation)
    *,
    partner: Partner,
    name: str,
    kind: str,
    contact_mailbox: str,
    website: str,
    stages: Iterable[EducationStage],
    action_fields: Iterable[ActionField],
    actor: User | None,
    at: datetime,
) -> None:
    """Replace the facts of an organisation; its slug stays, because addresses must last.

    Raises:
        NotAllowedError: The actor may not edit this partner.
        PartnerFactsError: Something is missing or malformed.
    """
    if actor is not None and not can_edit_partner(actor, partner):
        raise NotAllowedError(_("Sie dürfen diese Angaben nicht ändern."))
    partner.name = _tidy(name)
    partner.kind = kind
    partner.contact_mailbox = contact_mailbox.strip()
    partner.website = website.strip()
    partner.version += 1
    check_facts(partner)
    partner.save(update_fields=["name", "kind", "contact_mailbox", "website", "version"])
    partner.stages.set(stages)
    partner.action_fields.set(action_fields)
    _record("partner.update", partner, actor, at=at)
    partner_changed.send(sender=Partner, partner=partner, at=at)


@transaction.atomic
def set_partner_state(
    *, partner: Partner, state: PartnerState, actor: User | None, at: datetime
) -> None:
    """Publish an organisation, take it back to draft, or archive it; its people keep their work.

    Raises:
        NotAllowedError: The actor is not city staff.
    """
    _only_city_staff(actor)
    is_claimed = partner.state == PartnerState.PROVISIONAL and state == PartnerState.PUBLISHED
    partner.state = state
    partner.save(update_fields=["state"])
    _record("partner.set-state", partner, actor, at=at, data={"state": str(state)})
    if is_claimed:  # only now somebody works for it: page, groups and collection are made
        partner_created.send(sender=Partner, partner=partner, at=at)
    partner_changed.send(sender=Partner, partner=partner, at=at)


@transaction.atomic
def set_self_approval(
    *, partner: Partner, is_granted: bool, actor: User | None, at: datetime
) -> None:
    """Let the partner's own reviewers approve, or take that back.

    Raises:
        NotAllowedError: The actor is not city staff.
    """
    _only_city_staff(actor)
    partner.may_self_approve = is_granted
    partner.save(update_fields=["may_self_approve"])
    _record("partner.set-self-approval", partner, actor, at=at, data={"is_granted": is_granted})
    partner_changed.send(sender=Partner, partner=partner, at=at)


@transaction.atomic
def store_partner_text(
    *, partner: Partner, locale: str, summary: str, html: str, at: datetime
) -> PartnerText:
    """Keep the compiled text of the partner's page in one language.

    Args:
        partner: Whose page.
        locale: Language code such as ``de``.
        summary: Plain text, cut at 300 characters.
        html: Sanitised by whoever compiled it; shown as it is.
        at: When.
    """
    text = _write_text(partner, locale, summary, html)
    partner_changed.send(sender=Partner, partner=partner, at=at)
    return text


@transaction.atomic
def remove_partner_text(*, partner: Partner, locale: str, at: datetime) -> None:
    """Forget the text in one language, because its page was taken back; the facts stay."""
    removed, _by_model = PartnerText.objects.filter(partner=partner, locale=locale).delete()
    if removed:
        partner_changed.send(sender=Partner, partner=partner, at=at)


@transaction.atomic
def store_logo(*, partner: Partner, logo: Logo | None) -> None:
    """Keep the ready-made logo; None removes it."""
    logo = logo or Logo()
    partner.logo_url = logo.url
    partner.logo_width = logo.width
    partner.logo_height = logo.height
    partner.logo_alt = logo.alt
    partner.logo_mark = logo.mark
    columns = ["logo_url", "logo_width", "logo_height", "logo_alt", "logo_mark"]
    partner.save(update_fields=columns)


def _tidy(text: str) -> str:
    return " ".join(text.split())


def check_facts(partner: Partner) -> None:
    """Refuse columns that are missing or malformed.

    Raises:
        PartnerFactsError: In words that name the fields.
    """
    try:
        partner.clean_fields()
    except ValidationError as error:
        raise PartnerFactsError(_sentence(error)) from None


def _sentence(error: ValidationError) -> str:
    titles = {field.name: field.verbose_name for field in Partner._meta.fields}
    return " ".join(
        f"{titles[name]}: {' '.join(messages)}" for name, messages in error.message_dict.items()
    )


def _only_city_staff(actor: User | None) -> None:
    if actor is not None and not can_onboard_partners(actor):
        raise NotAllowedError(_("Darüber entscheidet die Stadtverwaltung."))


def _write_text(partner: Partner, locale: str, summary: str, html: str) -> PartnerText:
    text, _is_new = PartnerText.objects.update_or_create(
        partner=partner,
        locale=locale,
        defaults={"summary": _tidy(summary)[:SUMMARY_LENGTH], "html": html},
    )
    return text


def _record(
    action: str,
    partner: Partner,
    actor: User | None,
    *,
    at: datetime,
    data: dict[str, object] | None = None,
) -> None:
    record_event(
        action=action,
        object_type="partner",
        object_key=partner.key,
        partner_key=partner.key,
        at=at,
        actor_key=actor.key if actor else "",
        data=data,
    )
