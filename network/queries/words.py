"""The vocabulary of matching as staff keep it: codes, names, synonyms, what is related to what."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils import translation

from lms.taxonomy.models import (
    ActionField,
    Competence,
    EducationStage,
    StageTransition,
    TargetGroup,
)
from network.enums import PartnerKind, TagGroup
from network.matching.records import CATEGORY, COMPETENCE, FIELD, TARGET, Label, Tag, Vocabulary
from network.models import (
    CategorySubstitution,
    KindProfile,
    LexiconTerm,
    ResourceCategory,
    TargetGroupNearness,
)

# Groups are stored under the names of ``TagGroup``; matching has names of its own.
GROUP_NAMES = {
    TagGroup.CATEGORY.value: CATEGORY,
    TagGroup.COMPETENCE.value: COMPETENCE,
    TagGroup.FIELD.value: FIELD,
    TagGroup.TARGET_GROUP.value: TARGET,
}
STORED_NAMES = {name: stored for stored, name in GROUP_NAMES.items()}
# Frameworks that share the codes of the five areas and their competences.
DIGCOMP = "digcomp-"


def vocabulary() -> Vocabulary:
    """Read all words; costs ten queries whatever their number."""
    names = dict(labels())
    codes: dict[str, list[str]] = defaultdict(list)
    for group, code in names:
        codes[group].append(code)
    return Vocabulary(
        codes={group: tuple(codes[group]) for group in GROUP_NAMES.values()},
        labels=names,
        synonyms=_synonyms(names),
        substitutions=_both_ways(
            CategorySubstitution.objects.values_list(
                "category_a__code", "category_b__code", "weight"
            )
        ),
        near_targets=_both_ways(
            TargetGroupNearness.objects.values_list("group_a__code", "group_b__code", "weight")
        ),
        kinds=kind_labels(),
        kind_stages=_kind_stages(),
        stages={
            code: Label(german, english)
            for code, german, english in EducationStage.objects.values_list(*TITLES)
        },
        adjacency=_both_ways(
            StageTransition.objects.values_list("stage_a__code", "stage_b__code", "adjacency")
        ),
    )


TITLES = ("code", "title_de", "title_en")


def competences() -> list[tuple[int, str, str, str]]:
    """Primary key, code and titles of DigComp's competences, the default framework first."""
    rows = Competence.objects.filter(framework__code__startswith=DIGCOMP, parent__isnull=False)
    return list(rows.order_by("-framework__is_default", "position").values_list("pk", *TITLES))


def kind_labels() -> dict[str, Label]:
    """Names of the kinds of organisations in both languages."""
    names = {}
    for language in ("de", "en"):
        with translation.override(language):
            names[language] = {kind.value: str(kind.label) for kind in PartnerKind}
    return {code: Label(german, names["en"][code]) for code, german in names["de"].items()}


def labels() -> Iterable[tuple[Tag, Label]]:
    """Every tag with its name, group by group; four queries."""
    for code, german, english in ResourceCategory.objects.values_list(*TITLES):
        yield (CATEGORY, code), Label(german, english or german)
    named: dict[str, Label] = {}
    for _pk, code, german, english in competences():
        named.setdefault(code, Label(german, english or german))
    for code in sorted(named):
        yield (COMPETENCE, code), named[code]
    for code, german, english in ActionField.objects.values_list(*TITLES):
        yield (FIELD, code), Label(german, english or german)
    for code, german, english in TargetGroup.objects.values_list(*TITLES):
        yield (TARGET, code), Label(german, english or german)


def _synonyms(names: dict[Tag, Label]) -> dict[Tag, tuple[str, ...]]:
    words: dict[Tag, list[str]] = defaultdict(list)
    for group, code, synonym in LexiconTerm.objects.values_list("group", "code", "synonym"):
        words[GROUP_NAMES[group], code].append(synonym)
    return {tag: tuple(words[tag]) for tag in names}


def _both_ways(rows: Iterable[Any]) -> dict[tuple[str, str], float]:
    related = {}
    for first, second, weight in rows:
        related[first, second] = related[second, first] = float(weight)
    return related


def _kind_stages() -> dict[str, tuple[str, ...]]:
    stages: dict[str, list[str]] = defaultdict(list)
    rows = KindProfile.stages.through.objects.order_by("kindprofile__kind", "educationstage")
    for kind, stage in rows.values_list("kindprofile__kind", "educationstage__code"):
        stages[kind].append(stage)
    return {kind.value: tuple(stages[kind.value]) for kind in PartnerKind}
