"""The holes found in Wagtail in 2026 (W1–W18 of the permission rules), tried by partner B on A's.

Whatever names something of A's answers exactly as if it did not exist.
"""

from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import get_resolver, reverse
from lxml.html import fromstring
from wagtail.models import Page, Revision

from cms import admin_routes
from cms.models import CourseFile
from cms.onboarding import collection_of, pages_of
from tests.support import admin

pytestmark = pytest.mark.django_db
ABSENT = 987_654
STRANGERS = ("author_b", "admin_b")
API = "/admin/api/main"


@dataclass(frozen=True)
class Ids:
    """What a request may name: partner A's things, or nothing at all."""

    page: int
    revision: int
    parent: int
    image: int
    document: int
    collection: int


@pytest.fixture
def world():
    return admin.world()


@pytest.fixture
def ids(world) -> Ids:
    document = CourseFile(title=admin.SENTINEL, collection=collection_of(world.a))
    document.file.save("plan.txt", ContentFile(b"Plan"))
    return Ids(
        page=world.course.pk,
        revision=world.course.latest_revision_id,
        parent=pages_of(world.a).first().pk,
        image=admin.image(world.a, admin.SENTINEL, by=world.people["author_a"]).pk,
        document=document.pk,
        collection=collection_of(world.a).pk,
    )


NOTHING = Ids(*[ABSENT] * 6)


def page_url(name: str, *args: Any) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=args)


# Hole → the requests that went through it.
HOLES: dict[str, Any] = {
    "W1 compare revisions": lambda i: [
        ("get", page_url("revisions_compare", i.page, "earliest", "latest")),
        ("get", page_url("revisions_compare", i.page, i.revision, "live")),
    ],
    "W2 page history": lambda i: [
        ("get", page_url("history", i.page)),
        ("get", page_url("history_results", i.page)),
        ("get", page_url("workflow_history", i.page)),
    ],
    "W4 copy a page": lambda i: [
        ("get", page_url("copy", i.page)),
        ("post", page_url("copy", i.page)),
    ],
    "W5 lists of the media API": lambda i: [
        ("get", f"{API}/documents/"),
        ("get", f"{API}/images/"),
        ("get", f"{API}/documents/{i.document}/"),
        ("get", f"{API}/images/{i.image}/"),
        ("get", f"{API}/images/find/?id={i.image}"),
    ],
    "W6 collections": lambda i: [
        ("get", f"{reverse('wagtailimages_chooser:choose')}?collection_id={i.collection}"),
        ("get", f"{reverse('wagtaildocs_chooser:choose')}?collection_id={i.collection}"),
        ("get", f"{reverse('image-list')}?collection_id={i.collection}"),
    ],
    "W7 what a chooser has chosen": lambda i: [
        ("get", reverse("wagtailimages_chooser:chosen", args=[i.image])),
        ("get", f"{reverse('wagtailimages_chooser:chosen_multiple')}?id={i.image}"),
        ("get", reverse("wagtaildocs_chooser:chosen", args=[i.document])),
        ("get", f"{reverse('wagtaildocs_chooser:chosen_multiple')}?id={i.document}"),
        ("get", f"{reverse('wagtailadmin_choose_page_chosen_multiple')}?id={i.page}"),
    ],
    "W8 preview of any image": lambda i: [
        ("get", reverse("wagtailimages:preview", args=[i.image, "width-100"])),
        ("get", reverse("wagtailimages:url_generator", args=[i.image])),
    ],
    "W9 costly filters": lambda i: [
        ("get", reverse("wagtailimages:preview", args=[i.image, "fill-99999x99999"])),
        ("get", reverse("wagtailimages:preview", args=[i.image, "|".join(["width-9"] * 99)])),
    ],
    "W10 create translations": lambda i: [
        ("post", reverse("wagtail_localize:submit_page_translation", args=[i.page])),
    ],
    "W11 copy for translation": lambda i: [
        ("post", f"{API}/pages/{i.page}/action/{action}/")
        for action in ("copy_for_translation", "copy", "publish", "delete", "move")
    ],
    "W15 previews": lambda i: [
        ("post", page_url("preview_on_edit", i.page)),
        ("get", page_url("preview_on_edit", i.page)),
        ("post", page_url("preview_on_add", "cms", "lessonpage", i.page)),
        ("post", page_url("preview_on_add", "cms", "coursepage", i.parent)),
    ],
}  # fmt: skip


@pytest.mark.parametrize("person", STRANGERS)
@pytest.mark.parametrize("hole", HOLES)
def test_as_if_it_did_not_exist(world, ids, person, hole):
    client = admin.signed_in(world.people[person])
    asked, nowhere = HOLES[hole](ids), HOLES[hole](NOTHING)
    for (method, path), (_method, other) in zip(asked, nowhere, strict=True):
        answer = getattr(client, method)(path)
        assert answer.status_code == 404, path
        assert getattr(client, method)(other).status_code == 404, other
        assert admin.SENTINEL not in answer.content.decode()


def test_what_is_not_mounted_has_no_hole():
    """W3 form submissions, W10 simple translation, W13 snippets, W9 and W18 image addresses."""
    resolver = get_resolver()
    spaces = set(resolver.namespace_dict)
    assert not {name for name in spaces if name.startswith(("wagtailsnippets_", "wagtailforms"))}
    assert "simple_translation" not in spaces
    assert "wagtailimages_serve" not in resolver.reverse_dict


def test_w4_own_pages_are_not_copied_into_another_house(world, ids):
    own = admin.course(world.b, "Eigener Kurs", owner=world.people["author_b"])
    client = admin.signed_in(world.people["author_b"])
    before = Page.objects.count()
    sent = {"new_title": "X", "new_slug": "x", "new_parent_page": ids.parent}
    assert client.post(page_url("copy", own.pk), sent).status_code == 404
    assert Page.objects.count() == before


@pytest.mark.parametrize(
    "query",
    ["fields=*", "fields=*&limit=20&offset=0", "search=Sentinel", "locale=de",
     "type=cms.CoursePage", "order=title"],
)  # fmt: skip
def test_w12_the_page_api_lists_nothing_of_others_whatever_is_asked(world, ids, query):
    own = admin.course(world.b, "Sentinel-B", owner=world.people["author_b"])
    client = admin.signed_in(world.people["author_b"])
    answer = client.get(f"{API}/pages/?{query}")
    assert answer.status_code == 200
    found = {item["id"] for item in answer.json()["items"]}
    assert ids.page not in found
    assert admin.SENTINEL not in answer.content.decode()
    assert own.pk in found or "search" in query  # the list is not empty


def test_w14_conditional_requests_tell_nothing_of_a_foreign_file(world, ids):
    document = CourseFile.objects.get(pk=ids.document)
    path = reverse("wagtaildocs_serve", args=[document.pk, document.filename])
    client = admin.signed_in(world.people["author_b"])
    for etag in (f'"{document.get_file_hash()}"', "*", '"falsch"'):
        answer = client.get(path, headers={"If-None-Match": etag})
        assert (answer.status_code, answer.headers.get("ETag")) == (404, None)
    assert client.head(path).status_code == 404


def test_w16_a_table_is_text_and_never_attributes(world):
    lesson = world.course.get_children().first().specific
    attack = 'x"><script>alert(1)</script>|b\n" onmouseover="alert(1)|c'
    lesson.body = [("table", {"caption": attack.replace("\n", " "), "rows": attack})]
    lesson.save_revision(user=world.people["author_a"])
    client = admin.signed_in(world.people["author_a"])
    html = client.get(page_url("view_draft", lesson.pk)).content.decode()
    (table,) = fromstring(html).iter("table")
    assert {name for element in table.iter() for name in element.attrib} <= {"scope"}
    assert "<script>alert(1)</script>" in table.text_content()  # words, no element
    assert "<script>alert" not in html


@pytest.mark.parametrize("person", ["author_a", "city"])
def test_w17_a_title_is_words_wherever_it_is_shown(world, person):
    attack = "<script>alert('W17')</script><img src=x onerror=alert(1)>"
    page = world.course
    page.title = page.draft_title = attack
    page.save()
    page.save_revision(user=world.people["author_a"])
    client = admin.signed_in(world.people[person])
    parent = page.get_parent().pk
    paths = [
        reverse("wagtailadmin_explore", args=[parent]),
        page_url("edit", page.pk),
        page_url("history", page.pk),
        page_url("copy", page.pk),
        page_url("view_draft", page.pk),
        reverse("cms:course-review", args=[page.pk]),
        reverse("cms:lesson-order", args=[page.pk]),
    ]
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "<script>alert('W17')" not in answer.content.decode(), path
        assert "<img src=x onerror" not in answer.content.decode(), path


def test_w18_what_addresses_of_images_echo_is_no_markup(world, ids):
    client = admin.signed_in(world.people["city"])
    attack = "<img src=x onerror=alert(18)>"
    answer = client.get(reverse("wagtailimages:preview", args=[ids.image, attack]))
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("text/plain")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_nothing_of_a_was_changed_by_all_this(world, ids):
    """The matrix of holes once more in one go, and A's house is as it was."""
    before = list(Page.objects.order_by("pk").values_list("pk", "title", "path", "live"))
    revisions = Revision.objects.count()
    client = admin.signed_in(world.people["author_b"])
    for requests in HOLES.values():
        for method, path in requests(ids):
            getattr(client, method)(path)
    assert list(Page.objects.order_by("pk").values_list("pk", "title", "path", "live")) == before
    assert Revision.objects.count() == revisions


def test_the_wall_is_what_refuses(world, ids, monkeypatch):
    """A negative control: with the wall's line for one route gone, A's page is found."""
    route = "wagtailadmin_choose_page_chosen_multiple"
    client = admin.signed_in(world.people["author_b"])
    path = f"{reverse(route)}?id={ids.page}"
    assert client.get(path).status_code == 404
    monkeypatch.setitem(admin_routes.PARTNER_ROUTES, route, ())
    assert admin.SENTINEL in client.get(path).content.decode()
