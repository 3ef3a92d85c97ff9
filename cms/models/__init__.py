"""Wagtail pages and settings."""

from cms.models.approval import ApprovalState, ApprovalTask
from cms.models.course import CourseIndexPage, CoursePage
from cms.models.course_rows import (
    CoursePageCompetence,
    CoursePageProvider,
    CoursePageRequirement,
)
from cms.models.deputy import Deputy
from cms.models.guest import CourseGuest
from cms.models.home import HomePage
from cms.models.import_job import ImportJob, ImportKind, ImportState
from cms.models.lesson import LessonPage
from cms.models.media import CourseFile, CourseImage, CourseRendition
from cms.models.partner import PartnerIndexPage, PartnerPage
from cms.models.settings import FrameLink, MenuPlace, SiteFrame
from cms.models.standard import ArticleIndexPage, ArticlePage, StandardPage

__all__ = [
    "ApprovalState",
    "ApprovalTask",
    "ArticleIndexPage",
    "ArticlePage",
    "CourseFile",
    "CourseGuest",
    "CourseImage",
    "CourseIndexPage",
    "CoursePage",
    "CoursePageCompetence",
    "CoursePageProvider",
    "CoursePageRequirement",
    "CourseRendition",
    "Deputy",
    "FrameLink",
    "HomePage",
    "ImportJob",
    "ImportKind",
    "ImportState",
    "LessonPage",
    "MenuPlace",
    "PartnerIndexPage",
    "PartnerPage",
    "SiteFrame",
    "StandardPage",
]
