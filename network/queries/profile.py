"""What the public page of one partner shows."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from lms.taxonomy.models import ActionField, EducationStage
from network.enums import PartnerState
from network.models import Partner, PartnerText, Place


@dataclass(frozen=True)
class PartnerProfile:
    """One published partner; ``lang`` is the language of ``summary`` and ``html``."""

    key: str
    slug: str
    name: str
    kind_label: str
    logo_url: str
    logo_alt: str
    logo_width: int
    logo_height: int
    stages: list[EducationStage]
    fields: list[ActionField]
    places: list[Place]
    website: str
    website_host: str
    contact_mailbox: str
    summary: str
    html: str  # sanitised when it was compiled
    lang: str


def partner_profile(slug: str, language: str) -> PartnerProfile | None:
    """Read the page of a published partner, None for any other.

    The text comes in ``language``, else in the site's first language. Costs five queries.
    """
    partner = Partner.objects.filter(slug=slug, state=PartnerState.PUBLISHED).first()
    if partner is None:
        return None
    text = _text(partner, language)
    return PartnerProfile(
        key=partner.key,
        slug=partner.slug,
        name=partner.name,
        kind_label=partner.get_kind_display(),
        logo_url=partner.logo_url,
        logo_alt=partner.logo_alt,
        logo_width=partner.logo_width,
        logo_height=partner.logo_height,
        stages=list(partner.stages.all()),
        fields=list(partner.action_fields.all()),
        places=list(partner.places.select_related("district")),
        website=partner.website,
        website_host=urlsplit(partner.website).netloc.removeprefix("www."),
        contact_mailbox=partner.contact_mailbox,
        summary=text.summary,
        html=text.html,
        lang=text.locale,
    )


def _text(partner: Partner, language: str) -> PartnerText:
    texts = {text.locale: text for text in partner.texts.all()}
    first = texts.get(language) or texts.get(settings.LANGUAGE_CODE)
    return first or PartnerText(partner=partner, locale=language)
