"""Learning paths as their makers and the asked houses see them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from courses.enums import CourseState, Facet, PathState
from courses.models import Bridge, Course, CourseText, LearningPath, PathAgreement, PathStep
from courses.queries.bridges import standing
from courses.queries.cards import facet_values, shown_texts
from courses.queries.labels import Labels, catalogue_stamp, labels, title_of
from courses.queries.path.public import LEAST, chosen_words
from network.enums import PartnerState, Role
from network.models import Partner
from network.queries.viewer import Viewer

CITY = "stadt"  # stands where else the key of a house is


@dataclass(frozen=True)
class MakerStep:
    """A step with what its makers must know of it."""

    row: PathStep
    title: str
    lang: str
    partner: Partner
    stages: list[str]
    reason: str
    transition: str
    passage: tuple[str, str] | None  # titles of two stages, where the stage changes here
    is_offered: bool  # its course is published

    @property
    def lacks_transition(self) -> bool:
        """The stage changes and nobody has said how it goes on."""
        return self.passage is not None and not self.transition


@dataclass(frozen=True)
class HouseAnswer:
    """How a house whose courses stand in a path stands to it."""

    partner: Partner
    agreement: PathAgreement | None  # None: nobody asked or told it yet
    is_city: bool  # the city made the path

    @property
    def can_be_asked(self) -> bool:
        """It has not agreed to a partner's path."""
        return not self.is_city and not (self.agreement and self.agreement.agrees)

    @property
    def words(self) -> str:
        """The answer in words."""
        agrees = self.agreement.agrees if self.agreement else None
        if agrees is not None:
            return _("ist einverstanden") if agrees else _("ist nicht einverstanden")
        if self.is_city:
            return _("ist informiert") if self.agreement else _("noch nicht informiert")
        return _("Antwort steht aus") if self.agreement else _("noch nicht gefragt")


def kept_paths(viewer: Viewer) -> QuerySet[LearningPath]:
    """The paths somebody makes: those of their houses; city staff all. Newest change first."""
    own = Q() if viewer.is_staff else Q(partner__in=viewer.edits)
    rows = LearningPath.objects.filter(own).select_related("partner")
    return rows.prefetch_related("texts", "agreements", "steps").order_by("-changed_at", "-pk")


def asked_agreements(viewer: Viewer) -> QuerySet[PathAgreement]:
    """What the houses somebody keeps were asked or told, unanswered first."""
    rows = PathAgreement.objects.filter(partner__in=viewer.edits)
    rows = rows.exclude(path__state=PathState.ENDED).select_related("path__partner", "partner")
    return rows.prefetch_related("path__texts").order_by("answered_at", "-asked_at", "-pk")


def administers(viewer: Viewer, partner: int) -> bool:
    """Tell whether somebody speaks for a house (its primary key)."""
    return (partner, Role.ADMIN.value) in viewer.roles


def path_title(path: LearningPath, language: str) -> tuple[str, str]:
    """The title of a path and the language it is in."""
    return chosen_words(
        {row.locale: row.title for row in path.texts.all()}, language, path.language
    )


def maker_steps(path: LearningPath, language: str) -> list[MakerStep]:
    """The steps in their order (three queries, one more for labels after a change)."""
    rows = list(path.steps.select_related("course__partner").order_by("position"))
    courses = {row.course_id for row in rows}
    texts = {
        text.course_id: text
        for text in shown_texts(Course.objects.filter(pk__in=courses), language)
    }
    stages = _stages(list(texts.values()), labels(catalogue_stamp()))
    found: list[MakerStep] = []
    for row in rows:
        before = found[-1].stages if found and path.is_ordered else []
        own = stages.get(row.course_id, [])
        apart = before and own and not set(before) & set(own)
        found.append(
            MakerStep(
                row=row,
                title=texts[row.course_id].title,
                lang=texts[row.course_id].locale,
                partner=row.course.partner,
                stages=own,
                reason=chosen_words(row.reasons, language, path.language)[0],
                transition=chosen_words(row.transitions, language, path.language)[0],
                passage=(before[-1], own[0]) if apart else None,
                is_offered=row.course.state == CourseState.PUBLISHED,
            )
        )
    return found


def houses(path: LearningPath, steps: list[MakerStep]) -> list[HouseAnswer]:
    """Every other house with a course in a path, in the order of the steps (one query)."""
    answers = {row.partner_id: row for row in PathAgreement.objects.filter(path=path)}
    others = {step.partner.pk: step.partner for step in steps if step.partner.pk != path.partner_id}
    is_city = path.partner_id is None
    return [HouseAnswer(partner, answers.get(pk), is_city) for pk, partner in others.items()]


def lacks(path: LearningPath, steps: list[MakerStep]) -> list[str]:
    """What a path needs before it may be published, apart from agreements; one sentence each."""
    found = []
    if len([step for step in steps if step.is_offered]) < LEAST:
        found.append(_("Ein Lernpfad braucht mindestens zwei Kurse, die angeboten werden."))
    for step in steps:
        if not step.row.reasons.get(path.language):
            found.append(_("Es fehlt, warum „%s“ hier steht.") % step.title)
        if step.lacks_transition:
            found.append(_("Vor „%s“ fehlt der Satz zum Übergang.") % step.title)
    return found


def proposed_transition(step: PathStep) -> str:
    """The sentence of the confirmed bridge from the course before, "" without one (two queries).

    It is in the language the bridge was written in: the site's first one.
    """
    before = PathStep.objects.filter(path=step.path_id, position__lt=step.position)
    course = before.order_by("-position").values_list("course", flat=True).first()
    bridges = Bridge.objects.filter(before=course, after=step.course_id)
    return standing(bridges).values_list("reason", flat=True).first() or ""


def makers_of(path: LearningPath) -> str:
    """Who made a path, in words."""
    return path.partner.name if path.partner else _("Stadt")


def houses_to_make_for(viewer: Viewer) -> list[tuple[str, str]]:
    """In whose name somebody may make a path: key and name (one query); the city is ``CITY``."""
    rows = Partner.objects.filter(pk__in=viewer.edits, state=PartnerState.PUBLISHED)
    own = list(rows.order_by("name").values_list("key", "name"))
    return [(CITY, _("Stadt")), *own] if viewer.is_staff else own


def _stages(texts: list[CourseText], known: Labels) -> Mapping[int, list[str]]:
    values = facet_values(texts)
    return {
        text.course_id: [
            title_of(known, Facet.STAGE, code) for code in values[text.course_id][Facet.STAGE]
        ]
        for text in texts
    }
