"""Runs all checks and refuses what is not ready."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.checking.facts import age_without_reason, distance_teaching, missing_facts
from cms.checking.findings import Finding, Severity
from cms.checking.media import (
    media_without_licence,
    silent_media,
    undeclared_images,
    undescribed_images,
)
from cms.checking.structure import (
    empty_lessons,
    empty_quizzes,
    heading_order,
    incomplete_blocks,
)
from cms.checking.teams import unread_texts
from cms.checking.words import reading_level, silent_links
from cms.checking.written import WrittenCourse, after_approval, courses_at, newest_draft
from lms.common.errors import DomainError

CHECKS = (
    missing_facts,
    age_without_reason,
    distance_teaching,
    empty_lessons,
    empty_quizzes,
    heading_order,
    undescribed_images,
    undeclared_images,
    silent_media,
    media_without_licence,
    silent_links,
    reading_level,
    unread_texts,
)


class CourseNotReadyError(DomainError):
    """The check found something that must be mended first."""


@dataclass(frozen=True)
class Report:
    """What the check found, in the order of the checks and of teaching."""

    findings: tuple[Finding, ...]

    @property
    def hard(self) -> list[Finding]:
        """What holds the course back."""
        return [finding for finding in self.findings if finding.severity == Severity.HARD]

    @property
    def hints(self) -> list[Finding]:
        """What could be better."""
        return [finding for finding in self.findings if finding.severity == Severity.HINT]


def check(course: WrittenCourse) -> Report:
    """Check one course; while blocks cannot be read, nothing else can be said about it."""
    broken = tuple(incomplete_blocks(course))
    return Report(broken or tuple(finding for find in CHECKS for finding in find(course)))


def report_on(page: Page) -> Report:
    """Check the newest drafts of all courses at, around or below a page."""
    reports = [check(newest_draft(course)) for course in courses_at(page)]
    return Report(tuple(finding for report in reports for finding in report.findings))


def is_ready(page: Page, *, is_approval: bool = False) -> bool:
    """Tell whether the check has nothing against submitting, or approving, what is at a page."""
    read = after_approval if is_approval else newest_draft
    return not any(check(read(course)).hard for course in courses_at(page))


def refuse_unready(page: Page, *, is_approval: bool = False) -> None:
    """Let pass only what the check has nothing against.

    Args:
        page: What is submitted or approved; all courses at, around or below it are checked.
        is_approval: Check what approving would publish, not the newest drafts.

    Raises:
        CourseNotReadyError: Something must be mended first.
    """
    if not is_ready(page, is_approval=is_approval):
        message = _("Das geht erst, wenn alles behoben ist, was unter „Das muss noch“ steht.")
        raise CourseNotReadyError(message)
