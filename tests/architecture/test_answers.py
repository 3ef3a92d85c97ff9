"""The cast walks through every route: each answer is of the class the matrix promises."""

import re
from copy import deepcopy
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone

from cms.management.commands.routes import Route, routes
from courses.actions.school_class.founding import renew_sheet
from courses.queries.question import newest_versions
from courses.views.class_device import cookie_name
from network.models import Partner
from tests.support import admin, matrix
from tests.support.consent import code_for, learning_child
from tests.support.sources import ROOT
from tests.support.things import FIELDS, SPECIAL, Things

pytestmark = pytest.mark.django_db
CAST = {
    "AN": None, "AL": "learner", "CL": "lead_a", "PX": "author_a", "PR": "reviewer_a",
    "PO": "admin_a", "CS": "city", "PF": "platform", "CO": "coordinator", "DP": "officer",
    "PU": "pupil",
}  # fmt: skip
STRANGERS = ("author_b", "admin_b")
MANY = 40  # routes that name something; fewer means that the walk lost its way
# Addresses without an object of anybody's.
SHARED = {
    "cms:question-create", "wagtailadmin_editing_sessions:release", "wagtailsettings:edit",
}  # fmt: skip


# Not walked here, because the answer depends on more than who asks (a secret in the address, a
# certificate, an own second factor or upload, a parameter); each is tested where it lives.
ELSEWHERE = {
    "network:apply-confirm", "network:claim-prove", "network:confirm",  # secrets in the address
    "account_confirm_email", "account_reset_password_from_key", "accounts:invitation",
    "guardian:link",  # a secret in the address
    "api-v1:certificate", "certificate-short", "courses:trial-file", "courses:verify", "media",
    "mfa_deactivate_totp", "mfa_download_recovery_codes", "mfa_edit_webauthn",
    "mfa_remove_webauthn", "network:question-link", "mfa_view_recovery_codes", "wagtail_serve",
    "courses:own-calendar", "network:feed-own", "wagtailadmin_block_preview", "wagtailadmin_logout",
    "wagtaildocs:create_multiple_from_uploaded_document", "wagtaildocs:delete_upload_multiple",
    "wagtailimages:create_multiple_from_uploaded_image", "wagtailimages:delete_upload_multiple",
}  # fmt: skip


def address(route: Route, things: Things) -> str:
    found = re.findall(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>", route.path.removeprefix("/<lang>"))
    wanted = [first or second for first, second in found]
    special = SPECIAL.get(route.name, lambda _things: {})(things)
    kwargs = {name: special[name] if name in special else FIELDS[name](things) for name in wanted}
    args = [things.document.pk, things.document.filename] if "(\\d+)/(.*)" in route.path else None
    return reverse(route.name, args=args, kwargs=None if args else kwargs)


def answer_class(response: Any) -> str:
    """The letter of an answer: L, 3, – or Y."""
    status = response.status_code
    if status == 401 or (
        status == 302 and response["Location"].startswith(reverse("account_login"))
    ):
        return "L"
    if status >= 500:
        return str(status)
    return {404: "–", 403: "3"}.get(status, "Y")


def walked() -> list[Route]:
    return [
        route
        for route in routes()
        if route.name not in ELSEWHERE
        and matrix.line_of(route.name)["row"] != "closed"
        and not route.name.startswith("unnamed")
    ]


def documented_cookies() -> set[str]:
    """The names in the table of docs/privacy.md."""
    table = (ROOT / "docs" / "privacy.md").read_text("utf-8").split("## Cookies")[1]
    return set(re.findall(r"^\| `(\w+)` \|", table.split("\n## ")[0], re.MULTILINE))


def ask(client: Any, route: Route, things: Things, cookies: set[str] | None = None) -> str:
    """Send one request and undo what it did; ``cookies`` learns which ones the answer sets."""
    fresh = Client(raise_request_exception=False)
    fresh.cookies = deepcopy(client.cookies)  # some routes sign out
    method = "get" if "GET" in route.methods else route.methods[0].lower()
    with transaction.atomic():
        response = getattr(fresh, method)(address(route, things))
        if response.streaming:
            list(response.streaming_content)  # closes the file behind it
        transaction.set_rollback(True)
    if cookies is not None:
        cookies.update(name for name, cookie in response.cookies.items() if cookie.value)
    return answer_class(response)


@pytest.mark.parametrize("column", [
    # Staff may do most: their walk shows that all routes work on the second database, too.
    column if column == "CS" else pytest.param(column, marks=pytest.mark.once)
    for column in matrix.COLUMNS
])  # fmt: skip
def test_everybody_gets_the_answer_of_the_row(things, column):
    person = CAST[column]
    client = admin.signed_in(things.world.people[person] if person else None)
    wrong = {}
    cookies: set[str] = set()
    for route in walked():
        wanted = matrix.expected(route.name, column).replace("T", "Y")
        got = ask(client, route, things, cookies)
        if got != wanted:
            wrong[route.name] = f"{got}, not {wanted}"
    assert wrong == {}
    assert cookies <= documented_cookies()
    assert "csrftoken" in cookies, "the walk met no form at all"


@pytest.mark.once
def test_the_device_of_a_class_gets_a_documented_cookie(things, client):
    code = renew_sheet(
        school_class=things.school_class, actor=things.world.people["lead_a"], at=timezone.now()
    )
    client.get(reverse("courses:card-scan", args=[code]))
    assert set(client.cookies) - {"sessionid", "csrftoken"} == {cookie_name()}
    assert set(client.cookies) <= documented_cookies()


@pytest.mark.once
def test_a_guardian_is_let_in_like_anybody_and_to_no_other_child(things):
    """Column PA: the session stands beside no account and opens one child's page, no twin's."""
    client = Client()
    guardian = learning_child().guardians.get()
    client.post(reverse("guardian:enter"), {"code": code_for(guardian, at=timezone.now())})
    own_page = reverse("guardian:child", args=[guardian.child.key])
    assert client.get(own_page).status_code == 200
    wrong = {}
    for route in walked():
        is_twin = "<str:child>" in route.path
        wanted = "–" if is_twin else matrix.expected(route.name, "AN")
        got = ask(client, route, things)
        if got != wanted:
            wrong[route.name] = f"{got}, not {wanted}"
    assert wrong == {}


@pytest.mark.parametrize("person", STRANGERS)
def test_the_other_house_finds_nothing(things, person):
    client = admin.signed_in(things.world.people[person])
    column = "PX" if person == "author_b" else "PO"
    wrong = {}
    for route in walked():
        has_objects = bool(re.search(r"<int|<str|pk", route.path)) and route.name not in SHARED
        if matrix.expected(route.name, column) in {"T", "3"} and has_objects:
            got = ask(client, route, things)
            # Where the right is missing anyway, 403 says nothing about the object.
            if got not in {"–", matrix.expected(route.name, column)}:
                wrong[route.name] = got
    assert wrong == {}


@pytest.mark.once
@pytest.mark.parametrize("column", ["AL", "PX", "PF"])
def test_closed_routes_are_absent(things, column):
    client = admin.signed_in(things.world.people[CAST[column]])
    wrong = {}
    for route in routes():
        is_closed = matrix.line_of(route.name)["row"] == "closed"
        if is_closed and route.path.startswith("/admin/") and "(?P" not in route.path:
            path = re.sub(r"<[^>]*>", "1", route.path).replace("^.*/$", "nichts/").replace("^", "")
            if resolve(path).view_name not in {route.name, ""}:
                continue  # a route of ours at the same address comes first
            status = client.get(path).status_code
            if status != 404:
                wrong[path] = status
    assert wrong == {}


METHODS = ("get", "head", "options", "post", "put", "patch", "delete")
WORDS = {"kind", "locale", "action_name", "app_label", "app_name", "model_name", "slug",
         "content_type_app_name", "content_type_model_name", "document_filename"}  # fmt: skip
TOKEN = re.compile(rb"[A-Za-z0-9]{64}")  # against forged requests, new in each answer


def absent(path: str) -> str:
    """The same address, but what it names does not exist."""
    found = resolve(path)
    names = {name: value for name, value in found.kwargs.items() if name not in WORDS}
    for value in [*names.values(), *found.args[:1]]:
        nothing = "987654" if str(value).isdigit() else "x" * len(str(value))
        path = path.replace(f"/{value}/", f"/{nothing}/", 1)
    return path


def seen(client: Any, method: str, path: str) -> tuple[int, bytes]:
    """Status and body of an answer, without the address that was asked, in any language."""
    answer = getattr(client, method)(path)
    asked = path.removeprefix("/de").encode()
    return answer.status_code, TOKEN.sub(b"", answer.content).replace(asked, b"")


def leaks(client: Any, things: Things, chosen: list[Route]) -> dict[str, str]:
    """Where a stranger's request is answered in another way than for something absent."""
    found = {}
    for route in chosen:
        path = address(route, things)
        for method in METHODS:
            foreign, nothing = (seen(client, method, asked) for asked in (path, absent(path)))
            if foreign != nothing:
                found[f"{method} {route.name}"] = str(foreign[0])
    return found


def with_objects(column: str = "PX") -> list[Route]:
    """Routes that name something of a house, and that an author may open at home."""
    return [
        route
        for route in walked()
        if matrix.expected(route.name, column) == "T"
        and re.search(r"<int|<str|pk", route.path)
        and route.name not in SHARED
    ]


def everything() -> dict[str, list[Any]]:
    """All rows there are, but for sessions and the record of who did what."""
    models = [m for m in apps.get_models() if m._meta.label != "sessions.Session"]
    return {m._meta.label: list(m._base_manager.order_by("pk").values_list()) for m in models}


def test_another_house_cannot_tell_whats_there_from_what_is_not(things):
    client = admin.signed_in(things.world.people["author_b"])
    client.raise_request_exception = False
    chosen = with_objects()
    assert all(address(route, things) for route in chosen)  # makes what they name
    before = everything()
    assert len(chosen) > MANY
    assert leaks(client, things, chosen) == {}
    assert everything() == before


def test_a_planted_leak_is_found(things, monkeypatch):
    """A negative control: a view that forgets the partner turns the walk red."""
    monkeypatch.setattr("cms.viewsets.questions._versions", unscoped)
    client = admin.signed_in(things.world.people["author_b"])
    (edit,) = [route for route in walked() if route.name == "cms:question-edit"]
    assert "get cms:question-edit" in leaks(client, things, [edit])


def unscoped(scope: Any, key: str) -> Any:
    return newest_versions(Partner.objects.all()).filter(question__key=key)
