"""One account for each role, and learners who are on their way."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress

from cms.demo.second_factor import activate
from courses.actions.enrolment import enrol
from courses.actions.progress import END, record_step
from courses.models import CourseText
from lms.accounts.actions import confirm_certificate_name, set_staff_roles
from lms.accounts.models import User
from network.actions.membership import grant_role
from network.enums import Role
from network.models import Partner

DOMAIN = "lernkette.example"


def load_people(content: dict[str, Any], *, at: datetime) -> None:
    """Make every account of the content file that is missing."""
    for row in content["people"]:
        if not User.objects.filter(username=row["username"]).exists():
            _person(row, content, at)


def _person(row: dict[str, Any], content: dict[str, Any], at: datetime) -> None:
    email = f"{row['username']}@{DOMAIN}" if row.get("email", True) else ""
    user = User.objects.create_user(
        username=row["username"],
        email=email,
        password=content["password"],
        display_name=row["name"],
    )
    if email:
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    _rights(user, row, at)
    if row.get("totp"):
        activate(user, content["totp_secret"])
    if row.get("certificate_name"):
        confirm_certificate_name(user=user, name=row["certificate_name"], at=at)
    for title, lessons in row.get("learns", []):
        _learn(user, title, lessons, at)


def _rights(user: User, row: dict[str, Any], at: datetime) -> None:
    if row.get("staff"):
        set_staff_roles(
            user=user,
            is_city_staff=row["staff"] == "city",
            is_platform_admin=row["staff"] == "platform",
            at=at,
        )
    if row.get("partner"):
        partner = Partner.objects.get(slug=row["partner"])
        for role in row["roles"]:
            grant_role(partner=partner, user=user, role=Role(role), actor=None, at=at)


def _learn(user: User, title: str, lessons: int, at: datetime) -> None:
    text = CourseText.objects.select_related("course").get(title=title)
    run = text.course.runs.select_related("course").order_by("pk")[0]
    enrolment = enrol(user=user, run=run, at=at)
    for lesson in text.course.lessons.filter(retired_at=None).order_by("position")[:lessons]:
        record_step(enrolment=enrolment, lesson=lesson, position=END, completed=True, at=at)
