"""Wagtail pages and settings."""

from cms.models.approval import ApprovalTask
from cms.models.course import CourseIndexPage, CoursePage, CoursePageCompetence, CoursePageProvider
from cms.models.home import HomePage
from cms.models.lesson import LessonPage
from cms.models.media import CourseFile, CourseImage, CourseRendition
from cms.models.partner import PartnerIndexPage, PartnerPage
from cms.models.settings import FrameLink, MenuPlace, SiteFrame
from cms.models.standard import ArticleIndexPage, ArticlePage, StandardPage

__all__ = [
    "ApprovalTask",
    "ArticleIndexPage",
    "ArticlePage",
    "CourseFile",
    "CourseImage",
    "CourseIndexPage",
    "CoursePage",
    "CoursePageCompetence",
    "CoursePageProvider",
    "CourseRendition",
    "FrameLink",
    "HomePage",
    "LessonPage",
    "MenuPlace",
    "PartnerIndexPage",
    "PartnerPage",
    "SiteFrame",
    "StandardPage",
]
