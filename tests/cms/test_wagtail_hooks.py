"""The registrations have arrived in Wagtail."""

from wagtail import hooks

from cms.viewsets import menu


def test_our_hooks_are_registered():
    expected = {
        "construct_main_menu": menu.trim_menu,
        "construct_homepage_summary_items": menu.trim_summary,
        "construct_page_action_menu": menu.trim_actions,
        "construct_page_chooser_queryset": menu.choosable_pages,
        "construct_image_chooser_queryset": menu.choosable_images,
        "construct_document_chooser_queryset": menu.choosable_documents,
        "register_page_header_buttons": menu.review_button_in_header,
        "register_page_listing_more_buttons": menu.review_button_in_listing,
    }
    for name, function in expected.items():
        assert function in list(hooks.get_hooks(name)), name
