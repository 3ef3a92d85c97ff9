"""Checks what the course page itself says."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cms.checking.findings import Finding, hard, hint
from cms.checking.written import WrittenCourse
from cms.models.admission import ADULT_AGE, is_for_adults_only


def missing_facts(course: WrittenCourse) -> Iterator[Finding]:
    """Without these nobody can find the course or know what it is for."""
    page = course.page
    if not page.summary.strip():
        yield hard("no_summary", page, _("Schreiben Sie in ein, zwei Sätzen, worum es geht."))
    if not page.goals.strip():
        yield hard("no_goals", page, _("Nennen Sie, was Lernende danach können."))
    if not page.stages.exists():
        yield hard("no_stage", page, _("Wählen Sie mindestens eine Bildungsstufe."))
    if not page.action_fields.exists():
        yield hard("no_action_field", page, _("Wählen Sie mindestens ein Handlungsfeld."))
    if not page.licence:
        yield hard("no_licence", page, _("Wählen Sie eine Lizenz für den Kurs."))
    if not page.competences.exists():
        yield hint("no_competence", page, _("Mit einer Kompetenz finden mehr Menschen den Kurs."))
    if page.image is None:
        yield hint("no_cover", page, _("Ein Titelbild macht die Karte im Katalog freundlicher."))


def distance_teaching(course: WrittenCourse) -> Iterator[Finding]:
    """Paid, mostly asynchronous and individually assessed: that needs a licence of the state.

    Source: FernUSG §§ 1, 7, 12.
    """
    page = course.page
    marks = (page.is_paid, page.is_mostly_asynchronous, page.is_individually_assessed)
    if all(marks) and not page.zfu_number.strip() and not page.zfu_exemption.strip():
        message = _(
            "Dieser Kurs ist Fernunterricht. Tragen Sie die Zulassungsnummer der ZFU ein oder "
            "begründen Sie, warum keine nötig ist."
        )
        yield hard("distance_teaching", page, message)


def age_without_reason(course: WrittenCourse) -> Iterator[Finding]:
    """Adult education is open from 16 on; a lower age is for its authors to explain.

    Source: BbgEBG § 1 (2).
    """
    page = course.page
    is_lower = page.minimum_age is not None and page.minimum_age < ADULT_AGE
    if is_lower and is_for_adults_only(page) and not page.minimum_age_reason.strip():
        message = _(
            "Erwachsenenbildung beginnt mit 16 Jahren. Begründen Sie, warum dieser Kurs "
            "schon Jüngeren offen ist."
        )
        yield hard("no_age_reason", page, message)
