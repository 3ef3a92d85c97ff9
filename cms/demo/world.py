"""A reproducible world for black-box tests: two partners that must not see each other.

The same seed gives the same names, passwords and second-factor secrets; keys in addresses are
drawn anew, so tests read them from the description. Everything secret holds a sentinel.
"""

import base64
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from cms.demo.learning import learn
from cms.demo.second_factor import activate
from cms.models import CoursePage, LessonPage, PartnerPage
from cms.moderation import approve, submit
from cms.onboarding import collection_of, pages_of
from courses.actions.certificate import revoke_certificate
from courses.actions.question import create_question, default_bank
from courses.actions.run import RunPlan, plan_run
from courses.enums import Mode, RevocationReason
from courses.models import Certificate, Course
from lms.accounts.actions import confirm_certificate_name, set_staff_roles
from lms.accounts.models import User
from lms.taxonomy.models import ActionField, EducationStage, TargetGroup
from network.actions.membership import grant_role
from network.actions.partner import create_partner, set_self_approval
from network.enums import PartnerKind, Role
from network.models import Partner

WORDS = (
    "otter kreide nebel gabel zebra lampe montag teppich wolke anker birke feder harz insel kahn "
    "linde mohn nadel ofen pfad quarz ruder segel tanne ufer vase"
).split()
HOUSES = {"a": ("Haus Ahorn", PartnerKind.LIBRARY), "b": ("Haus Birke", PartnerKind.UNIVERSITY)}
SECOND_FACTOR_BYTES = 20


@dataclass(frozen=True)
class Secrets:
    """Passwords and secrets of one seed, drawn in a fixed order."""

    seed: int

    def _source(self, name: str) -> random.Random:
        return random.Random(f"lernkette {self.seed} {name}")  # noqa: S311  (known on purpose)

    def password(self, name: str) -> str:
        """Four words, as we advise."""
        return " ".join(self._source(f"password {name}").sample(WORDS, 4))

    def totp(self, name: str) -> str:
        """A base32 secret (RFC 6238)."""
        drawn = self._source(f"totp {name}").randbytes(SECOND_FACTOR_BYTES)
        return base64.b32encode(drawn).decode()

    def sentinel(self, name: str) -> str:
        """A word that occurs nowhere else."""
        return f"Sentinel-{name}-{self._source(f'sentinel {name}').getrandbits(48):012x}"


def build(*, seed: int, at: datetime) -> None:
    """Build the world of a seed in a database that may hold other things, but not this world."""
    maker = _Maker(Secrets(seed), f"w{seed}", at)
    houses = {letter: maker.house(letter) for letter in HOUSES}
    maker.people(houses)
    for letter, house in houses.items():
        maker.course(house, letter, "offen")
        maker.course(house, letter, "entwurf", is_published=False)
        maker.course(house, letter, "beendet", is_retired=True)
    maker.runs("a")
    maker.learning()


def exists(seed: int) -> bool:
    """Tell whether the world of a seed is there."""
    return Partner.objects.filter(slug=f"w{seed}-a").exists()


class _Maker:
    def __init__(self, secrets: Secrets, prefix: str, at: datetime) -> None:
        self.secrets, self.prefix, self.at = secrets, prefix, at

    def name(self, rest: str) -> str:
        return f"{self.prefix}-{rest}"

    def house(self, letter: str) -> Partner:
        title, kind = HOUSES[letter]
        partner = create_partner(
            name=f"{title} {self.prefix}", slug=self.name(letter), kind=kind, actor=None, at=self.at
        )
        set_self_approval(partner=partner, is_granted=letter == "a", actor=None, at=self.at)
        for page in pages_of(partner):
            page.save_revision().publish()
        return partner

    def people(self, houses: dict[str, Partner]) -> None:
        for letter, house in houses.items():
            for role in Role:
                user = self.person(f"{role.value}-{letter}", totp=role == Role.ADMIN)
                grant_role(partner=house, user=user, role=role, actor=None, at=self.at)
        for name in ("city", "platform"):
            set_staff_roles(
                user=self.person(name, totp=True),
                is_city_staff=name == "city",
                is_platform_admin=name == "platform",
                at=self.at,
            )
        for name in ("learner", "finisher", "revoked", "newcomer"):
            self.person(name)
        self.person("no-mail", has_mail=False)

    def person(self, name: str, *, totp: bool = False, has_mail: bool = True) -> User:
        username = self.name(name)
        email = f"{username}@lernkette.example" if has_mail else ""
        user = User.objects.create_user(
            username=username,
            email=email,
            password=self.secrets.password(name),
            display_name=f"Person {name}",
        )
        if email:
            EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        if totp:
            activate(user, self.secrets.totp(name))
        return user

    def course(
        self, house: Partner, letter: str, state: str, *, is_published: bool = True,
        is_retired: bool = False,
    ) -> None:  # fmt: skip
        parent = PartnerPage.objects.get(partner=house, locale__language_code="de")
        mark = "" if is_published else self.secrets.sentinel(f"draft-{letter}")
        page = CoursePage(
            title=f"Kurs {state} {letter} {self.prefix}",
            slug=self.name(f"{state}-{letter}"),
            summary=f"Ein Kurs für Tests. {mark}".strip(),
            goals="Sie prüfen die Seite.",
            locale=parent.locale,
            live=False,
        )
        parent.add_child(instance=page)
        page.stages = list(EducationStage.objects.filter(code__in=["secondary", "adult"]))
        page.action_fields = list(ActionField.objects.filter(code="education"))
        page.target_groups = list(TargetGroup.objects.filter(code="adults"))
        page.save()
        for number in range(1, 4):
            self.lesson(page, house, letter, number)
        page.save_revision()
        if is_published:
            submit(page=page, user=User.objects.get(username=self.name(f"author-{letter}")))
            approve(page=page, user=User.objects.get(username=self.name("city")))
        if is_retired:
            page.refresh_from_db()
            page.unpublish()

    def lesson(self, course: CoursePage, house: Partner, letter: str, number: int) -> None:
        mark = self.secrets.sentinel(f"lesson-{letter}")
        body: list[tuple[str, Any]] = [("text", f"<p>Schritt {number}: {mark} in Chóśebuz.</p>")]
        if number == 1:  # open for trying; its quiz is practice
            body = [("text", "<p>Ein Schritt zum Ausprobieren.</p>")]
            body.append(("quiz", self.quiz(house, letter, ["single"], counts=False)))
        if number == 2:  # noqa: PLR2004
            body.append(("file", {"title": "Datei", "file": self.document(house, mark)}))
            body.append(("reflection", {"prompt": "Was nehmen Sie mit?"}))
        if number == 3:  # noqa: PLR2004
            body.append(("quiz", self.quiz(house, letter, list(QUESTIONS), counts=True)))
        page = LessonPage(
            title=f"Schritt {number}",
            slug=f"schritt-{number}",
            locale=course.locale,
            is_open=number == 1,
            body=body,
            live=False,
        )
        course.add_child(instance=page)
        page.save_revision()

    def document(self, house: Partner, mark: str) -> Any:
        document = get_document_model()(
            title="Datei", collection=collection_of(house), licence="CC0-1.0"
        )
        document.file.save("datei.txt", ContentFile(mark.encode()))
        return document

    def quiz(
        self, house: Partner, letter: str, kinds: list[str], *, counts: bool
    ) -> dict[str, Any]:
        mark = self.secrets.sentinel(f"solution-{letter}") if counts else "Übung"
        versions = [
            create_question(
                bank=default_bank(house), type=kind, content=QUESTIONS[kind](mark), locale="de",
                at=self.at,
            )
            for kind in kinds
        ]  # fmt: skip
        return {
            "title": "Test" if counts else "Übung",
            "is_required": counts,
            "pass_percent": 60,
            "attempts": 5 if counts else 0,
            "shuffles": counts,
            "parts": [{"version": version.pk} for version in versions],
        }

    def published(self, letter: str) -> Any:
        page = CoursePage.objects.get(slug=self.name(f"offen-{letter}"))
        return Course.objects.get(source_key=page.translation_key)

    def runs(self, letter: str) -> None:
        day = timedelta(days=1)
        course = self.published(letter)
        plans = [
            RunPlan(starts_at=self.at + 30 * day, enrol_from=self.at + 10 * day, capacity=10),
            RunPlan(starts_at=self.at + 3 * day, mode=Mode.BLENDED, capacity=1),
            RunPlan(starts_at=self.at - 20 * day, ends_at=self.at - day, mode=Mode.ON_SITE),
        ]
        for plan in plans:
            plan_run(course=course, plan=plan, at=min(self.at, plan.starts_at))

    def learning(self) -> None:
        plans: dict[str, dict[str, Any]] = {
            "learner": {"lessons": 1},
            "no-mail": {"lessons": 2},
            "finisher": {"lessons": 3, "quizzes": "passed"},
            "revoked": {"lessons": 3, "quizzes": "passed"},
        }
        text = self.published("a").texts.select_related("course").get()
        for name, plan in plans.items():
            user = User.objects.get(username=self.name(name))
            if "quizzes" in plan:
                confirm_certificate_name(user=user, name=f"Łucija {name.title()}", at=self.at)
            enrolment = learn(user=user, text=text, plan=plan, at=self.at)
            if name == "revoked":
                code = Certificate.objects.get(enrolment_key=enrolment.key).code
                revoke_certificate(code=code, reason=RevocationReason.ERROR, actor=None, at=self.at)


def _choices(mark: str) -> list[dict[str, Any]]:
    return [
        {"id": "a", "text": "rechts", "is_correct": True, "feedback": mark},
        {"id": "b", "text": "links", "is_correct": False, "feedback": mark},
    ]


# What each type asks; solutions, tolerances and feedback carry the sentinel where they can.
QUESTIONS: dict[str, Any] = {
    "single": lambda mark: {
        "prompt": "Wo geht es weiter?", "points": 1, "choices": _choices(mark), "feedback": mark,
    },
    "multiple": lambda mark: {
        "prompt": "Welche Wege führen hin?", "points": 2, "choices": _choices(mark),
        "feedback": mark,
    },
    "true_false": lambda mark: {
        "prompt": "Wasser ist nass.", "points": 1, "answer": True, "feedback_true": mark,
        "feedback_false": mark,
    },
    "short_text": lambda mark: {
        "prompt": "Wie heißt der Fluss?", "points": 1, "accepted": [mark, "Spree"],
        "feedback": mark,
    },
    "numeric": lambda mark: {
        "prompt": "Wie viele Meter?", "points": 1, "value": "41.7391", "tolerance": "0.9371",
        "unit": "m", "feedback": mark,
    },
    "matching": lambda mark: {
        "prompt": "Was gehört zusammen?", "points": 2, "feedback": mark,
        "pairs": [["Spree", "Fluss"], ["Cottbus", "Stadt"]], "distractors": ["Berg"],
    },
    "ordering": lambda mark: {
        "prompt": "Was kommt zuerst?", "points": 3, "feedback": mark,
        "items": ["aufstehen", "losgehen", "ankommen"],
    },
    "cloze": lambda mark: {
        "prompt": "Was fehlt?", "points": 2, "feedback": mark,
        "text": f"Die [[{mark}|Spree]] ist [[=nass|trocken]].",
    },
    "scale": lambda mark: {
        "prompt": "Wie sicher sind Sie?", "low": "unsicher", "high": "sicher", "steps": 5,
        "feedback": mark,
    },
}  # fmt: skip
