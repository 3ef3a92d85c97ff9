"""One account for each role, and learners."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.utils.timezone import localdate

from cms.demo.second_factor import activate
from lms.accounts.actions import (
    confirm_certificate_name,
    set_data_protection_officer,
    set_staff_roles,
)
from lms.accounts.models import User
from lms.taxonomy.models import ActionField
from network.actions.coordinator import Appointment, appoint_coordinator
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


def _rights(user: User, row: dict[str, Any], at: datetime) -> None:
    if row.get("staff"):
        set_staff_roles(
            user=user,
            is_city_staff=row["staff"] == "city",
            is_platform_admin=row["staff"] == "platform",
            at=at,
        )
    if row.get("officer"):
        set_data_protection_officer(user=user, is_officer=True, at=at)
    if row.get("partner"):
        partner = Partner.objects.get(slug=row["partner"])
        for role in row["roles"]:
            grant_role(partner=partner, user=user, role=Role(role), actor=None, at=at)
    if row.get("coordinates"):
        appoint_coordinator(appointment=_appointment(user, row, at), actor=None, at=at)


def _appointment(user: User, row: dict[str, Any], at: datetime) -> Appointment:
    field = ActionField.objects.get(code=row["coordinates"])
    return Appointment(
        field=field,
        user=user,
        starts_on=localdate(at),
        mailbox=f"{field.code}@{DOMAIN}",
        is_deputy=row.get("is_deputy", False),
        organisation=Partner.objects.filter(slug=row.get("for", "")).first(),
    )
