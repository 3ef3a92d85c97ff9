"""Reads of the vocabularies; titles come in the active language (``term.title``)."""

from dataclasses import dataclass

from django.db.models import QuerySet

from lms.taxonomy.models import (
    AccessibilityFeature,
    ActionField,
    Area,
    Competence,
    District,
    EducationStage,
    Framework,
    StageTransition,
    TargetGroup,
)


@dataclass(frozen=True)
class AreaStages:
    """One of the four areas of the learning chain with its stages, in order."""

    code: str
    title: str
    stages: tuple[EducationStage, ...]


def stages() -> QuerySet[EducationStage]:
    """The seven stages in the order of life; practice comes last."""
    return EducationStage.objects.all()


def stages_by_area() -> list[AreaStages]:
    """The four areas with their six stages; practice belongs to none. Costs one query."""
    by_area: dict[str, list[EducationStage]] = {}
    for stage in stages().exclude(area=""):
        by_area.setdefault(stage.area, []).append(stage)
    return [
        AreaStages(code=area.value, title=str(area.label), stages=tuple(by_area[area.value]))
        for area in Area
        if area.value in by_area
    ]


def transitions() -> QuerySet[StageTransition]:
    """The 21 passages between two stages, in the order of life; both stages are at hand."""
    return StageTransition.objects.select_related("stage_a", "stage_b")


def action_fields() -> QuerySet[ActionField]:
    """The seven fields of the city's strategy, in its order."""
    return ActionField.objects.all()


def target_groups() -> QuerySet[TargetGroup]:
    """Whom a course can be made for, roughly by age."""
    return TargetGroup.objects.all()


def accessibility_features() -> QuerySet[AccessibilityFeature]:
    """What a course can state about its accessibility."""
    return AccessibilityFeature.objects.all()


def districts() -> QuerySet[District]:
    """Parts of the city, then neighbouring municipalities."""
    return District.objects.all()


def frameworks() -> QuerySet[Framework]:
    """Every competence framework; the default one comes first."""
    return Framework.objects.order_by("-is_default", "code")


def default_framework() -> Framework:
    """The framework that new tags use.

    Raises:
        Framework.DoesNotExist: The vocabularies are not loaded.
    """
    return Framework.objects.get(is_default=True)


def competence_areas(framework_code: str) -> QuerySet[Competence]:
    """The areas of a framework; each one's ``children.all()`` is at hand. Costs two queries."""
    return Competence.objects.filter(framework__code=framework_code, parent=None).prefetch_related(
        "children"
    )


def competences(framework_code: str) -> QuerySet[Competence]:
    """The competences of a framework without the areas above them, in its order."""
    return Competence.objects.filter(framework__code=framework_code).exclude(parent=None)
