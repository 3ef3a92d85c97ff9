"""The agreement of a case as text, in the active language."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.enums import CooperationState as State
from network.formats.agreement import Agreement, Block
from network.models import Cooperation, CooperationPartner

# Printable from the talks on, so that the partners can read it before they sign.
PRINTABLE = (State.IN_TALKS, State.AGREED, State.RUNNING, State.PAUSED, State.COMPLETED)


def agreement_of(case: Cooperation, parts: list[CooperationPartner]) -> Agreement:
    """Write down who gives what, who answers, how long, and when all look back.

    ``parts`` with their ``partner``. Costs three queries.
    """
    is_draft = case.state == State.IN_TALKS
    kind = (
        _("Entwurf einer Kooperationsvereinbarung") if is_draft else _("Kooperationsvereinbarung")
    )
    return Agreement(
        title=case.title,
        subtitle=kind,
        parties=tuple(part.partner.name for part in parts),
        blocks=(
            Block(_("Ziel"), paragraphs=_paragraphs(case.goal)),
            Block(_("Worum es geht"), pairs=_subject(case)),
            Block(_("Beiträge"), pairs=_by_partner(parts, "contribution")),
            Block(_("Wer ansprechbar ist"), pairs=_by_partner(parts, "contact_role")),
            Block(_("Zeitraum und Rückblick"), pairs=_dates(case)),
            Block(_("Unterschriften"), signatures=tuple(part.partner.name for part in parts)),
        ),
        signature_label=_("Ort, Datum, Unterschrift"),
        foot=_("Fall %(key)s, Fassung %(version)d") % {"key": case.key, "version": case.version},
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip()) or (_("offen"),)


def _subject(case: Cooperation) -> tuple[tuple[str, str], ...]:
    fields = {field.title for field in case.action_fields.all()}
    if case.lead_field is not None:
        fields.add(case.lead_field.title)
    rows = (
        (_("Handlungsfelder"), sorted(fields)),
        (_("Bildungsbereiche"), [stage.title for stage in case.stages.all()]),
        (_("Zielgruppen"), [group.title for group in case.target_groups.all()]),
        (_("Angebote und Gesuche"), [listing.title for listing in case.listings.all()]),
    )
    return tuple((label, ", ".join(words)) for label, words in rows if words)


def _by_partner(parts: list[CooperationPartner], name: str) -> tuple[tuple[str, str], ...]:
    return tuple((part.partner.name, getattr(part, name) or _("offen")) for part in parts)


def _dates(case: Cooperation) -> tuple[tuple[str, str], ...]:
    rows = (
        (_("Beginn"), case.starts_on),
        (_("Ende"), case.ends_on),
        (_("Gemeinsamer Rückblick"), case.review_on),
    )
    return tuple((label, date_format(on) if on else _("offen")) for label, on in rows)
