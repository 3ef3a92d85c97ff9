"""Fills the vocabularies of the network from the data files beside this app."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from django.db import transaction

from lms.taxonomy.models import EducationStage, TargetGroup, Term
from network.actions.programme_seed import load_programmes
from network.models import (
    AreaWeight,
    CategorySubstitution,
    KindProfile,
    LexiconTerm,
    ResourceCategory,
    TargetGroupNearness,
)
from network.queries.words import STORED_NAMES

DATA = Path(__file__).resolve().parents[1] / "data"
AREAS = ("1", "2", "3", "4", "5")
Entry = TypeVar("Entry", bound=Term)


@transaction.atomic
def load_network_vocabulary() -> None:
    """Add what is missing; weights and profiles that staff edited stay. Safe to run again."""
    content = read("vocabulary")
    ResourceCategory.objects.bulk_create(
        [ResourceCategory(position=i, **term) for i, term in enumerate(content["categories"])],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["position", "title_de", "title_en"],
    )
    _load_weights(content)
    _load_kinds(content["kinds"])
    _load_lexicon(read("lexicon")["groups"])
    load_programmes(read("programmes")["programmes"])


def read(name: str) -> dict[str, Any]:
    """One data file of the network; each names its source and licence."""
    content: dict[str, Any] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return content


def _load_weights(content: dict[str, Any]) -> None:
    categories = _by_code(ResourceCategory.objects.all())
    CategorySubstitution.objects.bulk_create(
        [
            CategorySubstitution(category_a=categories[a], category_b=categories[b], weight=weight)
            for a, b, weight in content["substitutions"]
        ],
        ignore_conflicts=True,
    )
    groups = _by_code(TargetGroup.objects.all())
    TargetGroupNearness.objects.bulk_create(
        [
            TargetGroupNearness(group_a=groups[a], group_b=groups[b], weight=weight)
            for a, b, weight in content["near_target_groups"]
        ],
        ignore_conflicts=True,
    )
    AreaWeight.objects.bulk_create([AreaWeight(area=a) for a in AREAS], ignore_conflicts=True)


def _load_kinds(kinds: list[dict[str, Any]]) -> None:
    stages = _by_code(EducationStage.objects.all())
    known = set(KindProfile.objects.values_list("kind", flat=True))
    for entry in kinds:
        if entry["kind"] not in known:
            codes = entry.pop("stages")
            profile = KindProfile.objects.create(**entry)
            profile.stages.set([stages[code] for code in codes])


def _by_code(terms: Iterable[Entry]) -> dict[str, Entry]:
    return {term.code: term for term in terms}


def _load_lexicon(groups: dict[str, list[dict[str, Any]]]) -> None:
    """Words for tags that have none yet: what staff removed does not come back."""
    known = set(LexiconTerm.objects.values_list("group", "code"))
    LexiconTerm.objects.bulk_create(
        [
            LexiconTerm(group=STORED_NAMES[group], code=entry["code"], synonym=word)
            for group, entries in groups.items()
            for entry in entries
            if (STORED_NAMES[group], entry["code"]) not in known
            for word in dict.fromkeys(entry["synonyms"])
        ]
    )
