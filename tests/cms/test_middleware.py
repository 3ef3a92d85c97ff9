"""The wall: partner B finds nothing of partner A, and what is closed is closed."""

import re
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import escape
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, UploadedFile

from cms.models import CourseFile, CourseImage, CourseIndexPage
from cms.onboarding import collection_of, pages_of
from lms.accounts.actions import deactivate_person
from network.actions.membership import end_role
from network.enums import Role
from tests.support import admin

pytestmark = pytest.mark.django_db
ABSENT = 987_654


@pytest.fixture
def world():
    return admin.world()


@pytest.fixture
def as_b(world):
    return admin.signed_in(world.people["author_b"])


@pytest.fixture
def as_a(world):
    return admin.signed_in(world.people["author_a"])


def foreign_page_routes(page, revision):
    names = (
        "edit", "preview_on_edit", "view_draft", "usage", "delete", "unpublish", "move", "copy",
        "workflow_history", "lock", "unlock", "revisions_index", "history", "history_results",
        "set_page_position", "confirm_workflow_cancellation", "add_subpage", "set_privacy",
        "convert_alias",
    )  # fmt: skip
    paths = [reverse(f"wagtailadmin_pages:{name}", args=[page]) for name in names]
    named = [
        ("wagtailadmin_pages:revisions_view", [page, revision]),
        ("wagtailadmin_pages:revisions_revert", [page, revision]),
        ("wagtailadmin_pages:revisions_compare", [page, "earliest", revision]),
        ("wagtailadmin_pages:move_confirm", [page, page]),
        ("wagtailadmin_pages:add", ["cms", "lessonpage", page]),
        ("wagtailadmin_pages:preview_on_add", ["cms", "lessonpage", page]),
        ("wagtailadmin_explore", [page]),
        ("wagtailadmin_explore_results", [page]),
        ("wagtailadmin_choose_page_child", [page]),
        ("wagtailadmin_api:pages:detail", [page]),
        ("wagtailadmin_editing_sessions:ping", ["cms", "coursepage", page, 1]),
        ("wagtail_localize:submit_page_translation", [page]),
        ("cms:course-review", [page]),
    ]
    paths += [reverse(name, args=args) for name, args in named]
    paths.append(f"{reverse('wagtailadmin_choose_page_chosen_multiple')}?id={page}")
    paths.append(f"{reverse('wagtailadmin_api:pages:listing')}?child_of={page}&for_explorer=1")
    paths.append(f"{reverse('wagtailadmin_choose_page_email_link')}?parent_page_id={page}")
    return paths


def upload_file():
    """A picture as a browser sends it."""
    return SimpleUploadedFile("bild.png", get_test_image_file().file.getvalue(), "image/png")


def scrubbed(answer):
    """Without what belongs to the question: its address, and the token drawn for each answer."""
    text = answer.content
    for part in ("PATH_INFO", "QUERY_STRING"):
        asked = answer.request[part]
        for form in (asked, quote(asked, safe="/"), quote(asked, safe=""), escape(asked)):
            text = text.replace(form.encode(), b"") if form else text
    return re.sub(rb"[A-Za-z0-9]{64}", b"", text)


def test_foreign_pages_do_not_exist(world, as_b):
    page = world.course
    before = Page.objects.order_by("pk").values_list("pk", "title", "path", "live")
    snapshot = list(before)
    foreign = foreign_page_routes(page.pk, page.latest_revision_id)
    absent = foreign_page_routes(ABSENT, ABSENT)
    for path, nowhere in zip(foreign, absent, strict=True):
        for method in ("get", "post"):
            answer = getattr(as_b, method)(path)
            assert answer.status_code == 404, (method, path)
            other = getattr(as_b, method)(nowhere)
            assert other.status_code == 404
            assert scrubbed(answer) == scrubbed(other), path
    assert list(before.all()) == snapshot


@pytest.mark.parametrize("route", ["edit", "history", "view_draft", "copy", "usage"])
def test_own_pages_do(world, as_a, route):
    path = reverse(f"wagtailadmin_pages:{route}", args=[world.course.pk])
    assert as_a.get(path).status_code == 200


def test_own_revisions_compare_and_preview(world, as_a):
    page, revision = world.course, world.course.latest_revision_id
    for name, args in (
        ("revisions_view", [page.pk, revision]),
        ("revisions_revert", [page.pk, revision]),
        ("revisions_compare", [page.pk, "earliest", "latest"]),
        ("add", ["cms", "lessonpage", page.pk]),
        ("workflow_history", [page.pk]),
    ):
        path = reverse(f"wagtailadmin_pages:{name}", args=args)
        assert as_a.get(path).status_code == 200, name


def test_a_foreign_revision_under_the_own_page_is_absent(world, as_b):
    own = admin.course(world.b, "Eigener Kurs", owner=world.people["author_b"])
    path = reverse(
        "wagtailadmin_pages:revisions_view", args=[own.pk, world.course.latest_revision_id]
    )
    assert as_b.get(path).status_code == 404
    path = reverse(
        "wagtailadmin_pages:revisions_compare",
        args=[own.pk, world.course.latest_revision_id, "latest"],
    )
    assert as_b.get(path).status_code == 404


def test_copying_and_moving_into_a_foreign_house_is_absent(world, as_b):
    own = admin.course(world.b, "Eigener Kurs", owner=world.people["author_b"])
    target = pages_of(world.a).first().pk
    for route in ("copy", "move"):
        path = reverse(f"wagtailadmin_pages:{route}", args=[own.pk])
        assert as_b.post(path, {"new_parent_page": target}).status_code == 404
    path = reverse("wagtailadmin_pages:move_confirm", args=[own.pk, target])
    assert as_b.post(path).status_code == 404


def test_lists_and_searches_hide_the_other_house(world, as_b, as_a):
    root = Page.get_first_root_node().pk
    paths = [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore", args=[root]),
        f"{reverse('wagtailadmin_pages:search')}?q=Kurs",
        f"{reverse('wagtailadmin_pages:search_results')}?q=Kurs",
        f"{reverse('wagtailadmin_choose_page_search')}?q=Kurs",
        reverse("wagtailadmin_choose_page"),
        reverse("wagtailimages:index"),
        reverse("wagtaildocs:index"),
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtaildocs_chooser:choose"),
        f"{reverse('wagtailadmin_api:pages:listing')}?child_of=root&for_explorer=1",
        f"{reverse('wagtailadmin_api:pages:listing')}?search=Kurs",
        reverse("cms:question-list"),
        reverse("cms:partner-list"),
        reverse("question_chooser:choose"),
    ]
    picture = admin.image(world.a, f"Bild {admin.SENTINEL}", by=world.people["author_a"])
    picture.tags.add(f"tag-{admin.SENTINEL}")
    for path in paths:
        answer = as_b.get(path)
        assert answer.status_code == 200, path
        text = answer.content.decode()
        assert admin.SENTINEL not in text, path
        assert "Haus A" not in text, path
    tags = f"{reverse('wagtailadmin_tag_autocomplete')}?term=tag"
    assert as_b.get(tags).json() == []
    assert as_a.get(tags).json() == [f"tag-{admin.SENTINEL}"]


def test_foreign_images_and_files_do_not_exist(world, as_b):
    picture = admin.image(world.a, "Bild", by=world.people["author_a"])
    file = CourseFile.objects.create(title="Datei", file="x.txt", collection=collection_of(world.a))
    upload = UploadedFile.objects.create(
        file="x.png", uploaded_by_user=world.people["author_a"], for_content_type=None
    )
    routes = [
        ("wagtailimages:edit", picture.pk), ("wagtailimages:delete", picture.pk),
        ("wagtailimages:image_usage", picture.pk), ("wagtailimages:url_generator", picture.pk),
        ("wagtailimages:edit_multiple", picture.pk), ("wagtailimages:delete_multiple", picture.pk),
        ("wagtailimages_chooser:chosen", picture.pk),
        ("wagtailimages_chooser:select_format", picture.pk),
        ("wagtailimages:delete_upload_multiple", upload.pk),
        ("wagtaildocs:edit", file.pk), ("wagtaildocs:delete", file.pk),
        ("wagtaildocs:document_usage", file.pk), ("wagtaildocs_chooser:chosen", file.pk),
        ("wagtaildocs:edit_multiple", file.pk), ("wagtaildocs:delete_upload_multiple", upload.pk),
        ("wagtailadmin_api:images:detail", picture.pk),
        ("wagtailadmin_api:documents:detail", file.pk),
    ]  # fmt: skip
    paths = [reverse(name, args=[pk]) for name, pk in routes]
    paths += [
        reverse("wagtailimages:preview", args=[picture.pk, "width-100"]),
        reverse("wagtailadmin_api:images:listing"),
        reverse("wagtailadmin_api:documents:listing"),
        f"{reverse('wagtailimages_chooser:chosen_multiple')}?id={picture.pk}",
        f"{reverse('wagtailimages:index')}?collection_id={collection_of(world.a).pk}",
    ]
    for path in paths:
        assert as_b.get(path).status_code == 404, path
        assert as_b.post(path).status_code == 404, path
    assert CourseImage.objects.filter(pk=picture.pk).exists()


def test_uploading_into_a_foreign_collection_is_absent(world, as_b):
    data = {"title": "x", "file": upload_file(), "collection": collection_of(world.a).pk}
    assert as_b.post(reverse("wagtailimages:add"), data).status_code == 404
    data = {
        "image-chooser-upload-title": "x",
        "image-chooser-upload-file": upload_file(),
        "image-chooser-upload-collection": collection_of(world.a).pk,
    }
    assert as_b.post(reverse("wagtailimages_chooser:create"), data).status_code == 404
    assert CourseImage.objects.count() == 0


def test_own_images_can_be_added_chosen_and_edited(world, as_a):
    answer = as_a.post(reverse("wagtailimages:add"), {"title": "Eigenes", "file": upload_file()})
    assert answer.status_code == 302, answer.context["form"].errors
    picture = CourseImage.objects.get()
    assert picture.collection == collection_of(world.a)
    assert as_a.get(reverse("wagtailimages:edit", args=[picture.pk])).status_code == 200
    assert as_a.get(reverse("wagtailimages_chooser:chosen", args=[picture.pk])).status_code == 200


CLOSED = [
    "/admin/reports/locked/", "/admin/reports/site-history/", "/admin/users/", "/admin/groups/",
    "/admin/sites/", "/admin/locales/", "/admin/collections/", "/admin/workflows/list/",
    "/admin/settings/cms/siteframe/", "/admin/snippets/", "/admin/failwhale/", "/admin/test404/",
    "/admin/embeds/chooser/", "/admin/bulk/wagtailcore/page/publish/", "/admin/nichts/",
    "/admin/pages/usage/cms/coursepage/", "/admin/pages/create/cms/coursepage",
    "/admin/localize/reports/translations/", "/admin/api/main/images/",
]  # fmt: skip


def test_closed_to_partners(as_a):
    for path in CLOSED:
        assert as_a.get(path).status_code == 404, path
        assert as_a.post(path).status_code == 404, path


@pytest.mark.parametrize("person", ["learner", "lead_a"])
def test_learners_and_leads_find_no_admin(world, person):
    client = admin.signed_in(world.people[person])
    for path in ("/admin/", "/admin/pages/", "/admin/fragen/", "/admin/sprite/", "/admin/nichts/"):
        assert client.get(path).status_code == 404, path


@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/", "/admin/fragen/", "/admin/nichts/"])
def test_strangers_are_led_to_the_log_in(client, path):
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('account_login')}?next={path}"
    assert client.get(path, headers={"HX-Request": "true"}).status_code == 401


def test_strangers_get_401_from_the_api(client):
    assert client.get("/admin/api/main/pages/").status_code == 401


def test_platform_people_reach_settings_and_nothing_else(world):
    client = admin.signed_in(world.people["platform"])
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/settings/cms/siteframe/", follow=True).status_code == 200
    paths = [
        "/admin/pages/",
        "/admin/images/",
        "/admin/users/",
        "/admin/fragen/",
        "/admin/personen/",
    ]
    for path in paths:
        assert client.get(path).status_code == 404, path


def test_city_staff_reach_every_house_but_not_what_is_derived(world):
    client = admin.signed_in(world.people["city"])
    assert client.get(reverse("wagtailadmin_pages:edit", args=[world.course.pk])).status_code == 200
    for path in (
        "/admin/users/",
        "/admin/groups/",
        "/admin/collections/",
        "/admin/workflows/list/",
    ):
        assert client.get(path).status_code == 403, path


@pytest.mark.parametrize("path", ["/api/v2/", "/api/v2/pages/", "/api/v3/", "/django-admin/"])
def test_no_other_door(world, path):
    assert admin.signed_in(world.people["city"]).get(path).status_code == 404


def test_leaving_a_house_counts_with_the_next_request(world, as_a):
    path = reverse("wagtailadmin_pages:edit", args=[world.course.pk])
    assert as_a.get(path).status_code == 200
    end_role(
        partner=world.a, user=world.people["author_a"], role=Role.AUTHOR, actor=None, at=admin.NOW
    )
    assert as_a.get(path).status_code == 404
    assert as_a.get("/admin/").status_code == 404


def test_a_deactivated_person_is_out_with_the_next_request(world, as_a):
    deactivate_person(user=world.people["author_a"], at=admin.NOW)
    assert as_a.get("/admin/").status_code == 302


@pytest.mark.parametrize("person", ["author_a", "reviewer_a", "city"])
def test_nobody_publishes_a_partner_page_by_editing_it(world, person):
    client = admin.signed_in(world.people[person])
    path = reverse("wagtailadmin_pages:edit", args=[world.course.pk])
    assert client.post(path, {"action-publish": "1", "title": "Neu"}).status_code == 403
    parent = pages_of(world.a).first().pk
    path = reverse("wagtailadmin_pages:add", args=["cms", "coursepage", parent])
    assert client.post(path, {"action-publish": "1"}).status_code == 403
    path = reverse("wagtailadmin_pages:copy", args=[world.course.pk])
    assert client.post(path, {"publish_copies": "on"}).status_code == 403
    world.course.refresh_from_db()
    assert not world.course.live


BULK_PUBLISH = "/admin/bulk/wagtailcore/page/publish/"


def test_nobody_publishes_partner_pages_in_bulk(world):
    client = admin.signed_in(world.people["city"])
    world.course.save_revision(user=world.people["city"])
    house = pages_of(world.a).get(locale__language_code="de")
    own = house.get_parent().get_parent()
    asked = [
        (f"id={world.course.pk}", {}),
        (f"id={own.pk}&id={world.course.pk}", {}),
        (f"id=all&childOf={house.pk}", {}),
        ("id=all", {}),
        (f"id={own.pk}", {"include_descendants": "on"}),
    ]
    for query, form in asked:
        assert client.post(f"{BULK_PUBLISH}?{query}", form).status_code == 403, query
    assert client.put(f"{BULK_PUBLISH}?id={world.course.pk}").status_code == 403
    world.course.refresh_from_db()
    assert not world.course.live


def test_the_citys_own_pages_are_published_in_bulk(world):
    client = admin.signed_in(world.people["city"])
    page = CourseIndexPage.objects.first()
    page.unpublish()
    for query in (f"id={page.pk}", f"id=all&childOf={page.get_parent().pk}"):
        assert client.get(f"{BULK_PUBLISH}?{query}").status_code == 200, query
        answer = client.post(f"{BULK_PUBLISH}?{query}", {"include_descendants": ""})
        assert answer.status_code == 302, query
    page.refresh_from_db()
    assert page.live


def test_bulk_ids_that_are_none_find_nothing(world):
    client = admin.signed_in(world.people["city"])
    for query in ("id=x", f"id={ABSENT}", "id=all&childOf=x", f"id=all&childOf={ABSENT}", ""):
        assert client.post(f"{BULK_PUBLISH}?{query}").status_code == 404, query


def test_authors_may_not_unpublish_and_nobody_of_the_house_deletes_its_page(world, as_a):
    world.course.get_latest_revision().publish()
    path = reverse("wagtailadmin_pages:unpublish", args=[world.course.pk])
    assert as_a.post(path).status_code == 403
    reviewer = admin.signed_in(world.people["reviewer_a"])
    assert reviewer.get(path).status_code == 200
    house = pages_of(world.a).first().pk
    for route in ("delete", "unpublish", "move", "copy"):
        path = reverse(f"wagtailadmin_pages:{route}", args=[house])
        assert reviewer.post(path).status_code == 403, route


def test_ids_that_are_none_find_nothing(world, as_b):
    for value in ("x", "-1", "9" * 30, "9" * 5000, "²"):
        path = f"{reverse('wagtailadmin_choose_page_chosen_multiple')}?id={value}"
        assert as_b.get(path).status_code == 404, value
