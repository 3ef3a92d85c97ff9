"""The routes of the admin that are open to partners: everything else answers 404.

A route of Wagtail's is open only when it stands here with every place in which a request carries
the id of something that belongs to somebody. The wall (``cms.middleware``) resolves those ids and
answers 404 for what is absent or another partner's. A route that a new Wagtail release adds is
therefore closed until somebody has read it and opened it.

Our own views below ``/admin/`` start from the person's scope and check by themselves.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "page",  # one's own house or below it
    "way",  # one's own, or passed on the way to it
    "target",  # one's own, or published and nobody's
    "revision",
    "task",
    "task_state",
    "workflow_state",
    "image",
    "document",
    "collection",
    "upload",
    "question_version",
]
Place = Literal["url", "query", "body"]


@dataclass(frozen=True)
class Carrier:
    """One place in a request that carries ids of one kind.

    A leading ``*`` matches any prefix of a form's field; a number names an unnamed part of the
    address.
    """

    kind: Kind
    place: Place
    field: str
    words: tuple[str, ...] = ()  # values that are no ids


def _url(kind: Kind, field: str, *words: str) -> Carrier:
    return Carrier(kind, "url", field, words)


def _query(kind: Kind, field: str, *words: str) -> Carrier:
    return Carrier(kind, "query", field, words)


def _body(kind: Kind, field: str) -> Carrier:
    return Carrier(kind, "body", field)


Routes = dict[str, tuple[Carrier, ...]]

_PAGE = _url("page", "page_id")
_MOVED = _url("page", "page_to_move_id")
_PARENT = _url("page", "parent_page_id")
_NEW_PARENT = _body("page", "new_parent_page")
_INTO = _body("collection", "*collection")
_LISTED = _query("collection", "collection_id")
_LINK = _query("target", "parent_page_id")
_REVISION = ("live", "earliest", "latest")

FRAME: Routes = {
    "admin-login": (),
    "wagtailadmin_home": (),
    "wagtailadmin_account": (),
    "wagtailadmin_logout": (),
    "wagtailadmin_dismissibles": (),
    "wagtailadmin_sprite": (),
    "wagtailadmin_javascript_catalog": (),
    "wagtail_localize:javascript_catalog": (),
    "wagtailadmin_block_preview": (),
    "wagtailadmin_tag_autocomplete": (),
}

_API = (
    _query("way", "child_of", "root"),
    _query("way", "descendant_of", "root"),
    _query("way", "ancestor_of"),
    _query("way", "translation_of", "root"),
)
EXPLORER: Routes = {
    "wagtailadmin_explore_root": (),
    "wagtailadmin_explore": (_url("way", "parent_page_id"),),
    "wagtailadmin_explore_results": (_url("way", "parent_page_id"),),
    "wagtailadmin_pages:search": (),
    "wagtailadmin_pages:search_results": (),
    "wagtailadmin_api:pages:listing": _API,
    "wagtailadmin_api:pages:detail": (_url("way", "pk"), *_API),
}

PAGES: Routes = {
    "wagtailadmin_pages:add_subpage": (_PARENT,),
    "wagtailadmin_pages:add": (_PARENT,),
    "wagtailadmin_pages:preview_on_add": (_PARENT,),
    "wagtailadmin_pages:edit": (_PAGE, _body("revision", "overwrite_revision_id")),
    "wagtailadmin_pages:preview_on_edit": (_PAGE,),
    "wagtailadmin_pages:view_draft": (_PAGE,),
    "wagtailadmin_pages:usage": (_PAGE,),
    "wagtailadmin_pages:delete": (_PAGE,),
    "wagtailadmin_pages:unpublish": (_PAGE,),
    "wagtailadmin_pages:move": (_MOVED, _NEW_PARENT),
    "wagtailadmin_pages:move_confirm": (_MOVED, _url("page", "destination_id")),
    "wagtailadmin_pages:set_page_position": (_MOVED,),
    "wagtailadmin_pages:copy": (_PAGE, _NEW_PARENT),
    "wagtailadmin_pages:workflow_action": (_PAGE, _url("task_state", "task_state_id")),
    "wagtailadmin_pages:collect_workflow_action_data": (
        _PAGE,
        _url("task_state", "task_state_id"),
    ),
    "wagtailadmin_pages:confirm_workflow_cancellation": (_PAGE,),
    "wagtailadmin_pages:workflow_preview": (_PAGE, _url("task", "task_id")),
    "wagtailadmin_pages:workflow_history": (_PAGE,),
    "wagtailadmin_pages:workflow_history_detail": (
        _PAGE,
        _url("workflow_state", "workflow_state_id"),
    ),
    "wagtailadmin_pages:lock": (_PAGE,),
    "wagtailadmin_pages:unlock": (_PAGE,),
    "wagtailadmin_pages:revisions_index": (_PAGE,),
    "wagtailadmin_pages:revisions_view": (_PAGE, _url("revision", "revision_id")),
    "wagtailadmin_pages:revisions_revert": (_PAGE, _url("revision", "revision_id")),
    "wagtailadmin_pages:revisions_unschedule": (_PAGE, _url("revision", "revision_id")),
    "wagtailadmin_pages:revisions_compare": (
        _url("page", "pk"),
        _url("revision", "revision_id_a", *_REVISION),
        _url("revision", "revision_id_b", *_REVISION),
    ),
    "wagtailadmin_pages:history": (_PAGE,),
    "wagtailadmin_pages:history_results": (_PAGE,),
    "wagtailadmin_editing_sessions:ping": (_url("page", "object_id"),),
    "wagtailadmin_editing_sessions:release": (),  # deletes only one's own
}

LINKS: Routes = {
    "wagtailadmin_choose_page": (_query("target", "target_pages[]"),),
    "wagtailadmin_choose_page_child": (
        _url("target", "parent_page_id"),
        _query("target", "target_pages[]"),
    ),
    "wagtailadmin_choose_page_search": (),
    "wagtailadmin_choose_page_chosen_multiple": (_query("target", "id"),),
    "wagtailadmin_choose_page_external_link": (_LINK,),
    "wagtailadmin_choose_page_email_link": (_LINK,),
    "wagtailadmin_choose_page_phone_link": (_LINK,),
    "wagtailadmin_choose_page_anchor_link": (_LINK,),
}

_IMAGE = _url("image", "image_id")
_UPLOAD = _url("upload", "uploaded_file_id")
IMAGES: Routes = {
    "image-list": (_LISTED,),
    "image-list-results": (_LISTED,),
    "wagtailimages:add": (_INTO,),
    "wagtailimages:edit": (_IMAGE, _INTO),
    "wagtailimages:delete": (_IMAGE,),
    "wagtailimages:image_usage": (_IMAGE,),
    "wagtailimages:add_multiple": (_INTO,),
    "wagtailimages:edit_multiple": (_IMAGE, _INTO),
    "wagtailimages:delete_multiple": (_IMAGE,),
    "wagtailimages:create_multiple_from_uploaded_image": (_UPLOAD, _INTO),
    "wagtailimages:delete_upload_multiple": (_UPLOAD,),
    "wagtailimages_chooser:choose": (_LISTED,),
    "wagtailimages_chooser:choose_results": (_LISTED,),
    "wagtailimages_chooser:chosen": (_url("image", "pk"),),
    "wagtailimages_chooser:chosen_multiple": (_query("image", "id"),),
    "wagtailimages_chooser:create": (_INTO,),
    "wagtailimages_chooser:select_format": (_IMAGE,),
}

_DOCUMENT = _url("document", "document_id")
_DOC = _url("document", "doc_id")
DOCUMENTS: Routes = {
    "document-list": (_LISTED,),
    "document-list-results": (_LISTED,),
    "wagtaildocs_serve": (_url("document", "0"),),  # mounted below the admin, so behind the wall
    "wagtaildocs:add": (_INTO,),
    "wagtaildocs:edit": (_DOCUMENT, _INTO),
    "wagtaildocs:delete": (_DOCUMENT,),
    "wagtaildocs:document_usage": (_DOCUMENT,),
    "wagtaildocs:add_multiple": (_INTO,),
    "wagtaildocs:edit_multiple": (_DOC, _INTO),
    "wagtaildocs:delete_multiple": (_DOC,),
    "wagtaildocs:create_multiple_from_uploaded_document": (_UPLOAD, _INTO),
    "wagtaildocs:delete_upload_multiple": (_UPLOAD,),
    "wagtaildocs_chooser:choose": (_LISTED,),
    "wagtaildocs_chooser:choose_results": (_LISTED,),
    "wagtaildocs_chooser:chosen": (_url("document", "pk"),),
    "wagtaildocs_chooser:chosen_multiple": (_query("document", "id"),),
    "wagtaildocs_chooser:create": (_INTO,),
}

QUESTIONS: Routes = {
    "question_chooser:choose": (),
    "question_chooser:choose_results": (),
    "question_chooser:chosen": (_url("question_version", "pk"),),
    "question_chooser:chosen_multiple": (_query("question_version", "id"),),
}

PARTNER_ROUTES: Routes = {
    **FRAME,
    **EXPLORER,
    **PAGES,
    **LINKS,
    **IMAGES,
    **DOCUMENTS,
    **QUESTIONS,
}
PLATFORM_ROUTES: Routes = {**FRAME, "wagtailsettings:edit": ()}
OWN = "cms:"  # namespace of our own views; each asks the scope itself

# Acts that need the right to publish at the page named in the address.
NEED_PUBLISH = {
    "wagtailadmin_pages:workflow_action",
    "wagtailadmin_pages:collect_workflow_action_data",
    "wagtailadmin_pages:unpublish",
    "wagtailadmin_pages:revisions_unschedule",
    "wagtailadmin_pages:set_page_position",
}
# A partner's own page is the city's gift: below it one may do these things, to it not.
NOT_TO_THE_HOUSE = {
    "wagtailadmin_pages:delete",
    "wagtailadmin_pages:unpublish",
    "wagtailadmin_pages:move",
    "wagtailadmin_pages:move_confirm",
    "wagtailadmin_pages:copy",
}
# Fields by which a form publishes what its sender has just edited, or what nobody has read there.
PUBLISHING_FIELDS = ("action-publish", "publish_copies", "alias", "action-workflow-action")
# Fields by which a form submits one page alone; a course that people learn is submitted as one.
LONE_FIELDS = ("action-submit", "action-restart-workflow")
# Acts on a published page by which it would show up elsewhere without anybody having read it there.
NOT_WHILE_LIVE = {"wagtailadmin_pages:move", "wagtailadmin_pages:move_confirm"}
# Acts that change an image or file; where it stands in the address.
MEDIA_CHANGES = {
    "wagtailimages:edit": "image_id",
    "wagtailimages:edit_multiple": "image_id",
    "wagtailimages:delete": "image_id",
    "wagtailimages:delete_multiple": "image_id",
    "wagtaildocs:edit": "document_id",
    "wagtaildocs:edit_multiple": "doc_id",
    "wagtaildocs:delete": "document_id",
    "wagtaildocs:delete_multiple": "doc_id",
}
# The act that publishes many pages at once: route and its parts.
BULK_ACTION = "wagtail_bulk_action"
BULK_PUBLISH = {"app_label": "wagtailcore", "model_name": "page", "action": "publish"}
BULK_MEDIA = {"wagtailimages", "wagtaildocs"}  # their apps; deleting goes one by one, see above
# Derived or technical: not even city staff change these by hand.
CLOSED_TO_STAFF = (
    "wagtailadmin_api:pages:action",
    "wagtailadmin_collections:",
    "wagtailadmin_error_test",
    "wagtailadmin_login",
    "wagtailadmin_password_reset",
    "wagtailadmin_workflows:",
    "wagtaillocales:",
    "wagtailsites:",
    "wagtailusers_",
)
