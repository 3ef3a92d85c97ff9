"""Fills the vocabularies from the data files beside this module."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from lms.taxonomy.models import (
    AccessibilityFeature,
    ActionField,
    Competence,
    District,
    EducationStage,
    Framework,
    ResourceType,
    StageTransition,
    Subject,
    TargetGroup,
    Term,
)
from lms.taxonomy.signals import vocabularies_loaded

DATA = Path(__file__).parent / "data"
VOCABULARIES: dict[str, type[Term]] = {
    "education_stages": EducationStage,
    "action_fields": ActionField,
    "subjects": Subject,
    "resource_types": ResourceType,
    "target_groups": TargetGroup,
    "accessibility_features": AccessibilityFeature,
    "districts": District,
}
FRAMEWORKS = ("digcomp-2.2", "digcomp-3.0", "kmk-2016")
COMPETENCE_FIELDS = ("parent", "title_de", "title_en", "uri", "position")


@transaction.atomic
def load_vocabularies(*, overwrites_action_fields: bool = False) -> dict[str, int]:
    """Bring every vocabulary to the state of the data files; safe to run again.

    Nothing is ever deleted: what left a file may still be in use. City staff edit the action
    fields, so existing ones stay as they are unless ``overwrites_action_fields``.

    Returns:
        Entries read, by name of the data file. Costs about two queries a file.
    """
    counts = {}
    for name, model in VOCABULARIES.items():
        is_kept = model is ActionField and not overwrites_action_fields
        counts[name] = _load_terms(model, read(name)["terms"], is_kept=is_kept)
    for name in FRAMEWORKS:
        counts[name] = _load_framework(read(name))
    counts["stage_transitions"] = _load_transitions(read("stage_transitions")["transitions"])
    vocabularies_loaded.send(sender=Term)
    return counts


def read(name: str) -> dict[str, Any]:
    """One data file: its ``source`` and ``licence``, and its ``terms`` or ``competences``."""
    content: dict[str, Any] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return content


def _load_terms(model: type[Term], terms: list[dict[str, Any]], *, is_kept: bool) -> int:
    rows = [model(position=position, **term) for position, term in enumerate(terms)]
    if is_kept:
        model._default_manager.bulk_create(rows, ignore_conflicts=True)
    else:
        model._default_manager.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["position", *(field for field in terms[0] if field != "code")],
        )
    return len(rows)


def _load_transitions(transitions: list[dict[str, Any]]) -> int:
    stages = {stage.code: stage for stage in EducationStage.objects.all()}
    StageTransition.objects.bulk_create(
        [
            StageTransition(
                stage_a=stages[entry["a"]],
                stage_b=stages[entry["b"]],
                adjacency=entry["adjacency"],
                priority=entry["priority"],
            )
            for entry in transitions
        ],
        ignore_conflicts=True,  # city staff edit the weights
    )
    return len(transitions)


def _load_framework(content: dict[str, Any]) -> int:
    facts = dict(content["framework"])
    framework, _is_new = Framework.objects.update_or_create(code=facts.pop("code"), defaults=facts)
    entries = list(enumerate(content["competences"]))
    # Areas first: the competences below need their primary keys.
    _load_competences(framework, [entry for entry in entries if not entry[1]["parent"]])
    _load_competences(framework, [entry for entry in entries if entry[1]["parent"]])
    return len(entries)


def _load_competences(framework: Framework, entries: list[tuple[int, dict[str, Any]]]) -> None:
    parents = {area.code: area for area in framework.competences.filter(parent=None)}
    Competence.objects.bulk_create(
        [
            Competence(
                framework=framework,
                position=position,
                **{**entry, "parent": parents[entry["parent"]] if entry["parent"] else None},
            )
            for position, entry in entries
        ],
        update_conflicts=True,
        unique_fields=["framework", "code"],
        update_fields=COMPETENCE_FIELDS,
    )
