"""One object of each kind, and how the addresses of routes name them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Site, TaskState, UploadedFile, WorkflowState

from cms.models import CourseFile, CourseGuest, CourseImage, ImportJob
from cms.moderation import submit
from cms.onboarding import collection_of
from courses.actions.question import create_question, default_bank
from courses.actions.quiz import start_attempt, submit_attempt
from courses.actions.run import RunPlan, plan_run
from courses.actions.school_class.assigning import Target, assign
from courses.actions.school_class.founding import ClassPlan, create_class
from courses.actions.school_class.meetings import add_meeting
from courses.enums import ClassKind
from courses.models import Course, QuestionVersion, QuizPart, SchoolClass
from lms.accounts.actions import invite_guardian_of_seat
from lms.accounts.enums import MailKind
from lms.accounts.models import Incident, PrivacyCase
from lms.accounts.preferences import switch_off_path
from network.models import FundingApplication, FundingProgramme, Place
from tests.factories import paths
from tests.factories.certificates import CertificateFactory
from tests.factories.courses import (
    CourseFactory,
    EnrolmentFactory,
    LessonFactory,
    QuestionVersionFactory,
    QuizFactory,
)
from tests.factories.network import ListingFactory
from tests.support import admin, cases, matching
from tests.support.meetings import MeetingThings
from tests.support.own import some_application, some_claim, some_exception, some_listing
from tests.support.world import CONTENTS, QUESTIONS


@dataclass
class Things(MeetingThings):
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

    @property
    def place(self) -> Any:
        """Made anew where it was undone together with a request."""
        rows = Place.objects.filter(partner=self.world.a)
        return rows.first() or Place.objects.create(partner=self.world.a, name="Haus")

    @cached_property
    def school_class(self) -> Any:
        return SchoolClass.objects.get(partner=self.world.a, kind=ClassKind.SCHOOL)

    @cached_property
    def adults(self) -> Any:
        """A group of adults with one meeting."""
        lead, now = self.world.people["lead_a"], timezone.now()
        plan = ClassPlan(ClassKind.ADULTS, "Lesekreis", timezone.localdate(now))
        made = create_class(partner=self.world.a, plan=plan, lead=lead, at=now)
        add_meeting(school_class=made, held_on=plan.ends_on, label="", actor=lead, at=now)
        return made

    @cached_property
    def class_task(self) -> Any:
        """A test of the class's only course, and one attempt of its only seat."""
        lead, now = self.world.people["lead_a"], timezone.now()
        target = Target(course=CourseFactory(partner=self.world.a, lessons=1))
        assign(school_class=self.school_class, target=target, due_at=None, actor=lead, at=now)
        return self.school_class.assignments.get()

    @cached_property
    def class_attempt(self) -> Any:
        row = self.class_task.run.enrolments.get()
        quiz = QuizFactory(lesson=row.course.lessons.get(), questions=0)
        version = QuestionVersionFactory(type="free_text", content=CONTENTS["free_text"])
        QuizPart.objects.create(quiz=quiz, position=0, version=version)
        attempt = start_attempt(enrolment=row, quiz=quiz, at=timezone.now())
        return submit_attempt(attempt=attempt, answers={0: "So."}, at=timezone.now())

    @cached_property
    def class_guardian(self) -> Any:
        """Who may look at the class's only seat."""
        lead, seat = self.world.people["lead_a"], self.school_class.seats.get().user
        return invite_guardian_of_seat(seat=seat, actor_key=lead.key, at=timezone.now())[0]

    @cached_property
    def class_group(self) -> Any:
        return self.school_class.groups.create(title="Rot")

    @property
    def listing(self) -> Any:
        return some_listing(self.world.a)

    @property
    def grant(self) -> Any:
        row = FundingProgramme.objects.get(code="bbgebg")
        times = {"created_at": admin.NOW, "changed_at": admin.NOW}
        return FundingApplication.objects.get_or_create(
            programme=row, applicant=self.world.a, defaults=times
        )[0]

    @property
    def application(self) -> Any:
        return some_application()

    @property
    def claim(self) -> Any:
        return some_claim(self.world.people["learner"])

    @property
    def path(self) -> Any:
        """A draft of partner A, with a step."""
        return paths.draft_of(self.world.a)

    @property
    def public_path(self) -> Any:
        """A path of the city with courses of partner A, which was told."""
        return paths.city_path(self.world.a)

    @property
    def privacy_case(self) -> Any:
        times = {"opened_at": admin.NOW, "due_at": admin.NOW}
        return PrivacyCase.objects.get_or_create(kind="export", closed_at=None, defaults=times)[0]

    @property
    def incident(self) -> Any:
        times = {"noticed_at": admin.NOW, "recorded_at": admin.NOW}
        return Incident.objects.get_or_create(what="Ein Laptop fehlt", defaults=times)[0]

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
    def run(self) -> Any:
        """Made anew where it was undone together with a request."""
        key = self.world.course.translation_key
        found = Course.objects.filter(source_key=key).first()
        course = found or CourseFactory(partner=self.world.a, source_key=key)
        dated = course.runs.filter(starts_at=admin.NOW).first()
        return dated or plan_run(course=course, plan=RunPlan(starts_at=admin.NOW), at=admin.NOW)

    @property
    def exception(self) -> Any:
        return some_exception(self.run.course, self.world.people["learner"])

    @property
    def batch(self) -> Any:
        made = self.run.voucher_batches.first()
        return made or self.run.voucher_batches.create(label="Stapel", created_at=admin.NOW)

    @property
    def appointment(self) -> Any:
        hour = timedelta(hours=1)
        dates = {"starts_at": admin.NOW, "ends_at": admin.NOW + hour}
        return self.run.appointments.get_or_create(defaults=dates)[0]

    @cached_property
    def page(self) -> int:
        return self.world.course.pk

    @cached_property
    def revision(self) -> int:
        return self.world.course.latest_revision_id


def make_things() -> Things:
    """The world of the walk, ready to be asked."""
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
    made = Things(
        world=world,
        image=admin.image(world.a, "Bild", by=author),
        document=document,
        upload=UploadedFile.objects.create(file="x.png", uploaded_by_user=author),
        task=TaskState.objects.order_by("pk").first(),
        workflow=WorkflowState.objects.order_by("pk").first(),
        version=version,
        enrolment=enrolment,
        quiz=QuizFactory(lesson=lesson, is_required=False),  # practice: open to all
        case=cases.shown_case(world.a),
        certificate=CertificateFactory(enrolment__course=CourseFactory(partner=world.a)),
    )
    # Made now: what a walk makes while it asks is undone with the request.
    assert made.class_attempt
    assert made.class_group
    assert made.class_guardian
    assert made.adults
    return made


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
    # guardians
    "child": lambda t: "nichtsda22",
    "guardian": lambda t: "nichtsda22",
    # cases of cooperation
    "case": lambda t: t.case.key,
    "cooperation": lambda t: t.case.key,
    "act": lambda t: "notiz",
    "task": lambda t: t.case.tasks.get().key,
    # what partners keep themselves, and how they come in
    "listing": lambda t: t.listing.key,
    "place_id": lambda t: t.place.pk,
    "programme": lambda t: "bbgebg",
    "grant": lambda t: t.grant.key,
    "application": lambda t: t.application.key,
    "claim": lambda t: t.claim.key,
    "bridge": lambda t: t.bridge.key,
    "form": lambda t: "json",
    "achievement": lambda t: t.certificate.achievement.key,
    "issuer": lambda t: t.certificate.achievement.issuer_key,
    "path": lambda t: t.path.key,
    "step": lambda t: t.path.steps.first().course.key,
    "meeting": lambda t: t.meeting.key,
    "item": lambda t: t.item.key,
    "decision": lambda t: t.decision.key,
    # dates of runs
    "appointment": lambda t: t.appointment.key,
    "token": lambda t: "nichts-da",
    # classes
    "school_class": lambda t: t.school_class.key,
    "seat": lambda t: t.school_class.seats.get().key,
    "group": lambda t: t.class_group.pk,
    "person_key": lambda t: t.world.people["lead_a"].key,
    "question": lambda t: "nichtsda22",
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
    # seats of runs
    "courses:seat-request": lambda t: {"key": "nichtsda22"},
    "courses:run-invitation": lambda t: {"code": "nichtsda22"},
    **dict.fromkeys(
        (
            "courses:run-seats", "courses:run-capacity", "courses:run-cancel", "courses:run-vouchers",
            "courses:run-entry-code", "courses:run-recognition", "courses:run-leave-papers",
            "courses:leave-report",
        ),
        lambda t: {"run": t.run.key},
    ),
    "courses:run-vouchers-close": lambda t: {"run": t.run.key, "batch": t.batch.key},
    "courses:run-request-decide": lambda t: {"seat": "nichtsda22"},
    "courses:run-exceptions": lambda t: {"run": t.exception.run.key},
    "courses:run-exception-decide": lambda t: {"run": t.exception.run.key, "seat": t.exception.key},
    **dict.fromkeys(
        (
            "cms:run-edit", "cms:run-copy", "cms:run-cancel", "cms:run-code",
            "cms:run-appointments", "cms:appointment-edit", "cms:appointment-cancel",
        ),
        lambda t: {"key": t.run.key},
    ),
    "courses:run-calendar": lambda t: {
        "key": t.run.course.key, "slug": "sicher-im-netz", "run": t.run.key,
    },
    **dict.fromkeys(("courses:run-sheet", "courses:run-sheet-csv"), lambda t: {"kind": "kontakte"}),
    "network:listing": lambda t: {"key": ListingFactory(partner=t.world.a).key},
    **dict.fromkeys(
        (
            "courses:course", "courses:enrol", "courses:trial-lesson", "courses:trial-quiz",
            "courses:pupil", "courses:pupil-lesson", "courses:pupil-quiz", "courses:pupil-file",
        ),
        lambda t: {"key": t.enrolment.course.key, "slug": "sicher-im-netz"},
    ),
    "courses:path": lambda t: {"key": t.public_path.key, "slug": "energie-verstehen"},
    "courses:path-answer": lambda t: {"path": t.public_path.key},
    "api-v1:path_detail": lambda t: {"key": t.public_path.key},
    "api-v1:course_detail": lambda t: {"key": t.enrolment.course.key},
    "api-v1:my_progress": lambda t: {"key": t.enrolment.key},
    "network:case-agreement": lambda t: {"case": t.case.key, "kind": "docx"},
    "network:claim": lambda t: {"slug": t.claim.partner.slug},
    # messages
    "accounts:mails-off": lambda t: {
        "token": switch_off_path(t.enrolment.user, MailKind.REMINDER).rstrip("/").rpartition("/")[2]
    },
    **matching.ARGUMENTS,
    "courses:class-task-end": lambda t: {"task": t.class_task.key},
    "courses:class-guardian": lambda t: {"guardian": t.class_guardian.key},
    "courses:class-text": lambda t: {"attempt": t.class_attempt.key},
    "courses:class-answers": lambda t: {"attempt": t.class_attempt.key},
    **dict.fromkeys(
        ("courses:class-meetings", "courses:class-meetings-csv", "courses:class-paper-list"),
        lambda t: {"school_class": t.adults.key},
    ),
    "courses:class-meeting": lambda t: {
        "school_class": t.adults.key, "meeting": t.adults.meetings.get().key,
    },
    # privacy
    "privacy:case-close": lambda t: {"number": t.privacy_case.number},
    "privacy:incident": lambda t: {"number": t.incident.number},
    "privacy:person": lambda t: {"key": t.world.people["learner"].key},
    "privacy:person-export": lambda t: {"key": t.world.people["learner"].key},
    "privacy:person-erase": lambda t: {"key": t.world.people["learner"].key},
    "network:coordinator-end": lambda t: {
        "code": "education", "person": t.world.people["coordinator"].key,
    },
}  # fmt: skip
