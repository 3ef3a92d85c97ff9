"""Registrations with Wagtail; nothing else."""

from django.urls import URLResolver, include, path
from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry

from cms.links import PublishedLinkHandler
from cms.viewsets import desk, exchange_menu, menu, resent
from cms.viewsets.question_chooser import QuestionChooserViewSet, question_chooser


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLResolver]:
    """Our own views, behind Wagtail's check that a person may enter the admin."""
    return [path("", include("cms.urls"))]


@hooks.register("register_admin_viewset")
def question_chooser_viewset() -> QuestionChooserViewSet:
    """The window in which an author picks a question."""
    return question_chooser


@hooks.register("register_rich_text_features", order=1)
def page_links(features: FeatureRegistry) -> None:
    """In place of Wagtail's own, which links to pages that have no address yet."""
    features.register_link_type(PublishedLinkHandler)


hooks.register("register_admin_menu_item", menu.reviews_item)
hooks.register("register_admin_menu_item", menu.new_course_item)
hooks.register("register_admin_menu_item", menu.questions_item)
hooks.register("register_admin_menu_item", exchange_menu.imports_item)
hooks.register("register_admin_menu_item", menu.partners_item)
hooks.register("register_admin_menu_item", menu.people_item)
hooks.register("register_admin_menu_item", menu.certificates_item)
hooks.register("construct_main_menu", menu.trim_menu)
hooks.register("construct_homepage_panels", desk.add_desk)
hooks.register("construct_homepage_summary_items", menu.trim_summary, order=1)  # after Wagtail
hooks.register("construct_page_action_menu", menu.trim_actions)
hooks.register("construct_page_chooser_queryset", menu.choosable_pages)
hooks.register("construct_image_chooser_queryset", menu.choosable_images)
hooks.register("construct_document_chooser_queryset", menu.choosable_documents)
hooks.register("register_page_header_buttons", menu.review_button_in_header)
hooks.register("register_page_header_buttons", exchange_menu.course_buttons)
hooks.register("register_page_listing_more_buttons", menu.review_button_in_listing)
hooks.register("before_create_page", resent.edit_what_was_made)
