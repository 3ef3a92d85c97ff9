"""The cast walks through every route: each answer is of the class the matrix promises."""

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse
from wagtail.models import Site, TaskState, UploadedFile, WorkflowState

from cms.management.commands.routes import Route, routes
from cms.models import CourseFile, CourseGuest, CourseImage, ImportJob
from cms.moderation import submit
from cms.onboarding import collection_of
from courses.actions.question import create_question, default_bank
from courses.actions.run import RunPlan, plan_run
from courses.models import Course, QuestionVersion
from courses.queries.question import newest_versions
from network.actions.listing import create_listing
from network.actions.listing_facts import ListingFacts
from network.models import (
    ClaimRequest,
    FundingApplication,
    FundingProgramme,
    Partner,
    PartnerApplication,
    Place,
)
from tests.factories.certificates import CertificateFactory
from tests.factories.courses import CourseFactory, EnrolmentFactory, LessonFactory, QuizFactory
from tests.support import admin, cases, matrix
from tests.support.world import QUESTIONS

pytestmark = pytest.mark.django_db
CAST = {
    "AN": None, "AL": "learner", "CL": "lead_a", "PX": "author_a", "PR": "reviewer_a",
    "PO": "admin_a", "CS": "city", "PF": "platform", "CO": "coordinator",
}  # fmt: skip
STRANGERS = ("author_b", "admin_b")
MANY = 40  # routes that name something; fewer means that the walk lost its way
# Addresses without an object of anybody's.
SHARED = {
    "cms:question-create", "wagtailadmin_editing_sessions:release", "wagtailsettings:edit",
}  # fmt: skip


@dataclass
class Things:
    """One object of each kind, all of them partner A's or some learner's."""

    world: admin.World
    image: CourseImage
    document: CourseFile
    upload: UploadedFile
    task: TaskState
    workflow: WorkflowState
    version: QuestionVersion
    enrolment: Any
    quiz: Any
    certificate: Any
    case: Any

    @cached_property
    def place(self) -> Any:
        return Place.objects.create(partner=self.world.a, name="Haus")

    @property
    def listing(self) -> Any:
        """Made anew where it was undone together with a request, as the next two."""
        rows = self.world.a.listings.filter(kind="offer")
        facts = ListingFacts(kind="offer", title="Raum")
        return rows.first() or create_listing(
            partner=self.world.a, facts=facts, actor=None, at=admin.NOW
        )

    @property
    def application(self) -> Any:
        facts = {"name": "Kita", "kind": "library", "mailbox": "kita@example.org"}
        times = {"created_at": admin.NOW, "expires_at": admin.NOW, "state": "waiting"}
        return PartnerApplication.objects.get_or_create(**facts, defaults=times)[0]

    @property
    def claim(self) -> Any:
        listed, _new = Partner.objects.get_or_create(
            slug="vorlaeufig",
            defaults={"name": "Amt", "kind": "library", "state": "provisional",
                      "created_at": admin.NOW},
        )  # fmt: skip
        times = {"created_at": admin.NOW, "expires_at": admin.NOW, "state": "proven"}
        person = self.world.people["learner"]
        return ClaimRequest.objects.get_or_create(partner=listed, user=person, defaults=times)[0]

    @cached_property
    def quizzed(self) -> Any:
        lesson = self.world.course.get_children().first().specific
        parts = [{"version": self.version.pk}]
        quiz = {"title": "Test", "pass_percent": 60, "attempts": 0, "parts": parts, "draws": []}
        lesson.body = [("quiz", quiz)]
        lesson.save_revision()
        return lesson.get_latest_revision_as_object()

    @cached_property
    def guest(self) -> Any:
        return CourseGuest.objects.create(
            page=self.world.course, email="x@example.org", invited_at=admin.NOW
        )

    @cached_property
    def job(self) -> Any:
        return ImportJob.objects.create(
            partner=self.world.a, kind="course", file_name="a.zip", created_at=admin.NOW
        )

    @property
    def grant(self) -> Any:
        row = FundingProgramme.objects.get(code="bbgebg")
        times = {"created_at": admin.NOW, "changed_at": admin.NOW}
        return FundingApplication.objects.get_or_create(
            programme=row, applicant=self.world.a, defaults=times
        )[0]

    @property
    def run(self) -> Any:
        """Made anew where it was undone together with a request."""
        key = self.world.course.translation_key
        found = Course.objects.filter(source_key=key).first()
        course = found or CourseFactory(partner=self.world.a, source_key=key)
        dated = course.runs.filter(starts_at=admin.NOW).first()
        return dated or plan_run(course=course, plan=RunPlan(starts_at=admin.NOW), at=admin.NOW)

    @cached_property
    def page(self) -> int:
        return self.world.course.pk

    @cached_property
    def revision(self) -> int:
        return self.world.course.latest_revision_id


@pytest.fixture
def things() -> Things:
    world = admin.world()
    author = world.people["author_a"]
    submit(page=world.course, user=author)
    document = CourseFile(title="Datei", collection=collection_of(world.a), uploaded_by_user=author)
    document.file.save("datei.txt", ContentFile(b"Inhalt"))
    enrolment = EnrolmentFactory()
    lesson = LessonFactory(course=enrolment.course, position=0, is_open=True)
    version = create_question(
        bank=default_bank(world.a), type="single", content=QUESTIONS["single"], locale="de",
        at=admin.NOW,
    )  # fmt: skip
    return Things(
        world=world,
        image=admin.image(world.a, "Bild", by=author),
        document=document,
        upload=UploadedFile.objects.create(file="x.png", uploaded_by_user=author),
        task=TaskState.objects.order_by("pk").first(),
        workflow=WorkflowState.objects.order_by("pk").first(),
        version=version,
        enrolment=enrolment,
        quiz=QuizFactory(lesson=lesson, is_required=False),  # practice: open to all
        certificate=CertificateFactory(enrolment__course=CourseFactory(partner=world.a)),
        case=cases.shown_case(world.a),
    )


Arguments = Callable[[Things], dict[str, Any]]
FIELDS: dict[str, Callable[[Things], Any]] = {
    "page_id": lambda t: t.page,
    "parent_page_id": lambda t: t.page,
    "page_to_move_id": lambda t: t.page,
    "destination_id": lambda t: t.page,
    "revision_id": lambda t: t.revision,
    "revision_id_a": lambda t: "earliest",
    "revision_id_b": lambda t: "latest",
    "task_id": lambda t: t.task.task_id,
    "task_state_id": lambda t: t.task.pk,
    "workflow_state_id": lambda t: t.workflow.pk,
    "action_name": lambda t: "approve",
    "image_id": lambda t: t.image.pk,
    "document_id": lambda t: t.document.pk,
    "document_filename": lambda t: t.document.filename,
    "doc_id": lambda t: t.document.pk,
    "uploaded_file_id": lambda t: t.upload.pk,
    "session_id": lambda t: 1,
    "object_id": lambda t: t.page,
    "app_label": lambda t: "cms",
    "app_name": lambda t: "cms",
    "content_type_app_name": lambda t: "cms",
    "content_type_model_name": lambda t: "lessonpage",
    "key": lambda t: t.version.question.key,
    "locale": lambda t: "de",
    "kind": lambda t: "single",
    "code": lambda t: "health",
    "table": lambda t: "fragen",
    "run": lambda t: t.enrolment.run.key,
    "enrolment": lambda t: t.enrolment.key,
    "lesson": lambda t: t.quiz.lesson.slug,
    "quiz": lambda t: t.quiz.key,
    "file": lambda t: "nichtsda22",
    "attempt": lambda t: "nichtsda22",
    "position": lambda t: 0,
    "number": lambda t: t.version.number,
    "slug": lambda t: t.world.a.slug,
    "cell": lambda t: "early-primary/energy/4",
    "partner": lambda t: t.world.a.key,
    # cases of cooperation
    "case": lambda t: t.case.key,
    "cooperation": lambda t: t.case.key,
    "act": lambda t: "notiz",
    "task": lambda t: t.case.tasks.get().key,
    # what partners keep themselves, and how they come in
    "listing": lambda t: t.listing.key,
    "place_id": lambda t: t.place.pk,
    "application": lambda t: t.application.key,
    "claim": lambda t: t.claim.key,
    # funding
    "programme": lambda t: "bbgebg",
    "grant": lambda t: t.grant.key,
}
SPECIAL: dict[str, Arguments] = {
    "wagtailadmin_editing_sessions:ping": lambda t: {"model_name": "coursepage"},
    "wagtailsettings:edit": lambda t: {"model_name": "siteframe", "pk": Site.objects.get().pk},
    "wagtailadmin_api:pages:detail": lambda t: {"pk": t.page},
    "wagtailadmin_pages:revisions_compare": lambda t: {"pk": t.page},
    "wagtailimages_chooser:chosen": lambda t: {"pk": t.image.pk},
    "wagtaildocs_chooser:chosen": lambda t: {"pk": t.document.pk},
    "question_chooser:chosen": lambda t: {"pk": t.version.pk},
    "cms:partner-facts": lambda t: {"key": t.world.a.key},
    "cms:partner-place-add": lambda t: {"key": t.world.a.key},
    "cms:partner-self-approval": lambda t: {"key": t.world.a.key},
    "cms:person-roles": lambda t: {"key": t.world.people["author_a"].key},
    "cms:person-staff-roles": lambda t: {"key": t.world.people["author_a"].key},
    "cms:person-deactivate": lambda t: {"key": t.world.people["author_a"].key},
    "cms:certificate-keep": lambda t: {"code": t.certificate.code},
    "cms:certificate-revoke": lambda t: {"code": t.certificate.code},
    "cms:partner-place-change": lambda t: {"key": t.world.a.key, "place_id": t.place.pk},
    "cms:bank-edit": lambda t: {"key": t.version.question.bank.key},
    "cms:quiz-preview": lambda t: {"page_id": t.quizzed.pk, "block": t.quizzed.body[0].id},
    "cms:guest-withdraw": lambda t: {"key": t.guest.key},
    "cms:guest-answer": lambda t: {"key": t.guest.key},
    "cms:import-job": lambda t: {"key": t.job.key},
    "cms:run-team": lambda t: {"key": t.run.key},
    "cms:run-remove": lambda t: {"key": t.run.key},
    "courses:course": lambda t: {"key": t.enrolment.course.key, "slug": "sicher-im-netz"},
    "courses:enrol": lambda t: {"key": t.enrolment.course.key, "slug": "sicher-im-netz"},
    "courses:trial-lesson": lambda t: {"key": t.enrolment.course.key, "slug": "sicher-im-netz"},
    "courses:trial-quiz": lambda t: {"key": t.enrolment.course.key, "slug": "sicher-im-netz"},
    "api-v1:course_detail": lambda t: {"key": t.enrolment.course.key},
    "api-v1:my_progress": lambda t: {"key": t.enrolment.key},
    "courses:certificate-pdf": lambda t: {"code": "x" * 27},
    "network:case-agreement": lambda t: {"case": t.case.key, "kind": "docx"},
    "network:claim": lambda t: {"slug": t.claim.partner.slug},
}
# Not walked here, because the answer depends on more than who asks (a secret in the address, a
# certificate, an own second factor or upload, a parameter); each is tested where it lives.
ELSEWHERE = {
    "network:apply-confirm", "network:claim-prove", "network:confirm",  # secrets in the address
    "account_confirm_email", "account_reset_password_from_key", "accounts:invitation",
    "api-v1:certificate", "certificate-short", "courses:trial-file", "courses:verify", "media",
    "mfa_deactivate_totp", "mfa_download_recovery_codes", "mfa_edit_webauthn",
    "mfa_remove_webauthn", "mfa_view_recovery_codes", "wagtail_serve",
    "wagtailadmin_block_preview", "wagtailadmin_logout",
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


def ask(client: Any, route: Route, things: Things) -> str:
    """Send one request and undo what it did."""
    fresh = Client(raise_request_exception=False)
    fresh.cookies = deepcopy(client.cookies)  # some routes sign out
    method = "get" if "GET" in route.methods else route.methods[0].lower()
    with transaction.atomic():
        response = getattr(fresh, method)(address(route, things))
        if response.streaming:
            list(response.streaming_content)  # closes the file behind it
        transaction.set_rollback(True)
    return answer_class(response)


@pytest.mark.parametrize("column", matrix.COLUMNS)
def test_everybody_gets_the_answer_of_the_row(things, column):
    person = CAST[column]
    client = admin.signed_in(things.world.people[person] if person else None)
    wrong = {}
    for route in walked():
        wanted = matrix.expected(route.name, column).replace("T", "Y")
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
    """Status and body of an answer, without the address that was asked."""
    answer = getattr(client, method)(path)
    return answer.status_code, TOKEN.sub(b"", answer.content).replace(path.encode(), b"")


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
