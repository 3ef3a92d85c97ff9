"""How complete a partner's profile is, what is missing, and what adding it would bring."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy

from network.enums import ListingState
from network.models import Listing, Partner, Place


@dataclass(frozen=True)
class Missing:
    """One thing to add: where it stands in the form, what it is, its points, what it brings."""

    anchor: str
    title: str
    points: int
    benefit: str


@dataclass(frozen=True)
class ProfileScore:
    """Points out of 100 and what is missing, the most useful first."""

    points: int
    missing: list[Missing]


@dataclass(frozen=True)
class _Part:
    anchor: str
    title: Any
    points: int
    benefit: Any
    is_there: Callable[[Any], bool]


def _has(name: str) -> Callable[[Any], bool]:
    """Something was entered; 0 and False are answers too."""
    return lambda facts: getattr(facts, name) not in (None, "", [], {})


def _flag(name: str) -> Callable[[Any], bool]:
    return lambda facts: bool(getattr(facts, name))


_FUNDING = gettext_lazy("Förderprogramme fragen danach; ohne die Angabe bleibt „unklar“ stehen.")
# Points follow what matching and directory can do with a fact; together they are 100.
PARTS = (
    _Part(
        "contact_mailbox", gettext_lazy("Funktionspostfach"), 15,
        gettext_lazy("Ohne Postfach erreicht Sie keine Anfrage und keine Erinnerung."),
        _has("contact_mailbox"),
    ),
    _Part(
        "stages", gettext_lazy("Bildungsbereiche"), 10,
        gettext_lazy("Die Lücken-Karte zählt Sie an den Übergängen mit, an denen Sie stehen."),
        _flag("has_stages"),
    ),
    _Part(
        "action_fields", gettext_lazy("Handlungsfelder"), 10,
        gettext_lazy("Im Verzeichnis findet man Sie darüber, und die Koordination sieht Sie."),
        _flag("has_fields"),
    ),
    _Part(
        "competences", gettext_lazy("Kompetenzen"), 10,
        gettext_lazy("Die Vermittlung muss nicht aus Ihren Texten raten, was man bei Ihnen lernt."),
        _flag("has_competences"),
    ),
    _Part(
        "target_groups", gettext_lazy("Zielgruppen"), 10,
        gettext_lazy("Vorschläge passen zu den Menschen, die Sie erreichen."),
        _flag("has_groups"),
    ),
    _Part(
        "listings", gettext_lazy("Ein aktives Angebot oder Gesuch"), 13,
        gettext_lazy("Vorschläge entstehen aus Angeboten und Gesuchen, nicht aus dem Profil."),
        _flag("has_listings"),
    ),
    _Part(
        "places", gettext_lazy("Ein Ort mit Kartenpunkt"), 8,
        gettext_lazy("Sie stehen auf der Karte, und Entfernungen stimmen."),
        lambda facts: facts.has_place or facts.is_online_only,
    ),
    _Part(
        "languages", gettext_lazy("Sprachen"), 5,
        gettext_lazy("Partner, die eine bestimmte Sprache brauchen, finden Sie."),
        _has("languages"),
    ),
    _Part(
        "capacity", gettext_lazy("Neue Kooperationen im Quartal"), 5,
        gettext_lazy("Die Planung fragt Sie nicht öfter an, als Sie leisten können."),
        _has("capacity"),
    ),
    _Part(
        "radius_km", gettext_lazy("Umkreis"), 4,
        gettext_lazy("Vorschläge liegen in Ihrer Reichweite."),
        lambda facts: facts.radius_km is not None or facts.is_online_only or facts.is_city_wide,
    ),
    _Part(
        "contact_role", gettext_lazy("Ansprechrolle"), 3,
        gettext_lazy("Andere wissen, an welche Stelle sie schreiben."), _has("contact_role"),
    ),
    _Part("legal_form", gettext_lazy("Rechtsform"), 3, _FUNDING, _has("legal_form")),
    _Part("is_nonprofit", gettext_lazy("Gemeinnützigkeit"), 2, _FUNDING, _has("is_nonprofit")),
    _Part(
        "size", gettext_lazy("Größe"), 1,
        gettext_lazy("Kleine Einrichtungen werden in der Planung besonders berücksichtigt."),
        _has("size"),
    ),
    _Part(
        "website", gettext_lazy("Website"), 1,
        gettext_lazy("Andere können sich ein Bild von Ihnen machen."), _has("website"),
    ),
)  # fmt: skip

FULL = sum(part.points for part in PARTS)


def profile_score(partner: Partner) -> ProfileScore:
    """Count the points of a partner. Costs one query."""
    return score_of(_with_facts(Partner.objects.filter(pk=partner.pk)).get())


def score_of(facts: Any) -> ProfileScore:
    """The same of facts already read: a partner with the annotations of ``_with_facts``."""
    missing = [
        Missing(part.anchor, str(part.title), part.points, str(part.benefit))
        for part in PARTS
        if not part.is_there(facts)
    ]
    ordered = sorted(missing, key=lambda part: -part.points)
    return ProfileScore(
        sum(part.points for part in PARTS) - sum(m.points for m in missing), ordered
    )


def _with_facts(partners: QuerySet[Partner]) -> QuerySet[Any]:
    has_point = Q(latitude__isnull=False, longitude__isnull=False)
    listings = Listing.objects.filter(partner=OuterRef("pk"), state=ListingState.ACTIVE)
    return partners.annotate(
        has_stages=_linked("stages"),
        has_fields=_linked("action_fields"),
        has_competences=_linked("competences"),
        has_groups=_linked("target_groups"),
        has_listings=Exists(listings),
        has_place=Exists(Place.objects.filter(has_point, partner=OuterRef("pk"))),
    )


def _linked(name: str) -> Exists:
    through = getattr(Partner, name).through
    return Exists(through.objects.filter(partner=OuterRef("pk")))
