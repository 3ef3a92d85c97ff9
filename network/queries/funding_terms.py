"""What the rules of programmes are read against: cooperations, houses, names of codes."""

from collections.abc import Iterable, Sequence

from django.utils.translation import override

from lms.taxonomy.models import ActionField, Competence, EducationStage, TargetGroup, Term
from network.enums import CooperationRole, LegalForm, PartnerKind
from network.matching.funding_terms import Party, Proposal, Vocabulary
from network.matching.wording import Name
from network.models import Cooperation, FundingApplication, Partner
from network.models.funding_enums import Region
from network.queries.tags import digcomp_codes
from network.queries.viewer import Viewer

CITY = "Cottbus"
NEARBY = frozenset({Region.EU, Region.GERMANY, Region.BRANDENBURG, Region.LUSATIA})
HOUSE_LINKS = (
    "stages", "action_fields", "target_groups", "competences__framework", "places__district",
)  # fmt: skip
CASE_LINKS = (
    "action_fields", "target_groups", "competences__framework", "parts__partner__stages",
    "parts__partner__places__district",
)  # fmt: skip


def vocabulary() -> Vocabulary:
    """Names of all codes a rule may use, in both languages. Costs four queries."""
    return {
        "kind": _choices(PartnerKind),
        "legal_form": _choices(LegalForm),
        "region": _choices(Region),
        "stage": _terms(EducationStage),
        "field": _terms(ActionField),
        "target_group": _terms(TargetGroup),
        "competence": {
            code: Name(f"{code} {de}", f"{code} {en or de}")
            for code, de, en in Competence.objects.filter(framework__is_default=True)
            .order_by("code")
            .values_list("code", "title_de", "title_en")
        },
    }


def of_case(
    case: Cooperation, viewer: Viewer, application: FundingApplication | None = None
) -> Proposal:
    """A cooperation as a proposal; reads ``CASE_LINKS`` and ``lead_field``.

    What a partner hides from the public counts only for itself and for those who steer.
    """
    parts = list(case.parts.all())
    fields = {field.code for field in case.action_fields.all()}
    if case.lead_field is not None:
        fields.add(case.lead_field.code)
    applicant = application.applicant_id if application else None
    asked = application.amount_asked if application else None
    return Proposal(
        parties=tuple(
            party(
                part.partner,
                viewer,
                is_applicant=part.role == CooperationRole.APPLICANT or part.partner_id == applicant,
            )
            for part in parts
        ),
        regions=regions(part.partner for part in parts),
        fields=frozenset(fields),
        competences=digcomp_codes(case.competences.all()),
        target_groups=frozenset(one.code for one in case.target_groups.all()),
        amount=float(asked) if asked is not None else None,
    )


def of_houses(houses: Sequence[Partner], viewer: Viewer, *, applicant: str = "") -> Proposal:
    """An idea of one or more partners who would do it together; reads ``HOUSE_LINKS``."""
    return Proposal(
        parties=tuple(
            party(house, viewer, is_applicant=house.key == applicant) for house in houses
        ),
        regions=regions(houses),
        fields=_codes(house.action_fields.all() for house in houses),
        competences=digcomp_codes(one for house in houses for one in house.competences.all()),
        target_groups=_codes(house.target_groups.all() for house in houses),
    )


def party(partner: Partner, viewer: Viewer, *, is_applicant: bool = False) -> Party:
    """One partner as the rules see it, with only what the viewer may know."""
    is_open = viewer.steers or partner.pk in viewer.edits
    hides_form = "legal_form" in partner.field_visibility and not is_open
    return Party(
        name=partner.name,
        kind=partner.kind,
        legal_form="" if hides_form else partner.legal_form,
        nonprofit=partner.is_nonprofit,
        stages=frozenset(stage.code for stage in partner.stages.all()),
        is_applicant=is_applicant,
    )


def regions(partners: Iterable[Partner]) -> frozenset[str]:
    """Where they have their places; empty where no place is stated.

    A place in a known district or municipality lies in Lusatia, one whose town is Cottbus in it.
    """
    found: set[str] = set()
    for partner in partners:
        for place in partner.places.all():
            if place.city.startswith(CITY):
                found |= NEARBY | {Region.COTTBUS}
            elif place.district is not None:
                found |= NEARBY
    return frozenset(str(one) for one in found)


def _codes(rows: Iterable[Iterable[Term | Competence]]) -> frozenset[str]:
    return frozenset(one.code for some in rows for one in some)


def _terms(model: type[Term]) -> dict[str, Name]:
    rows = model._default_manager.values_list("code", "title_de", "title_en")
    return {code: Name(de, en or de) for code, de, en in rows}


def _choices(choices: type[PartnerKind] | type[LegalForm] | type[Region]) -> dict[str, Name]:
    with override("de"):
        german = {str(one.value): str(one.label) for one in choices}
    with override("en"):
        return {str(one.value): Name(german[one.value], str(one.label)) for one in choices}
