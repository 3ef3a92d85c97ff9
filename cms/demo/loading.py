"""Builds the demonstration through the actions real people use. Safe to repeat."""

from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from cms.demo.classes import load_classes
from cms.demo.learning import load_learning
from cms.demo.network import load_network
from cms.demo.paths import load_paths
from cms.demo.people import load_people
from cms.demo.runs import load_runs
from cms.importing import ImportRequest, import_course
from cms.importing.pictures import Pictures
from cms.models import CoursePage
from cms.moderation import approve, submit
from cms.onboarding import pages_of
from courses.formats.markdown_course import read_folder
from lms.accounts.models import User
from lms.taxonomy.models import ActionField, District, EducationStage
from network.actions.partner import create_partner, set_self_approval
from network.actions.place import add_place
from network.models import Partner

HERE = Path(__file__).parent
CONTENT = HERE / "content.yaml"
COURSES = HERE / "courses"
LOGOS = HERE / "logos"


class DemoError(Exception):
    """The demonstration's own files are at fault."""


def load(*, at: datetime) -> dict[str, Any]:
    """Load partners, people, courses and progress; returns the content for whoever prints it."""
    content: dict[str, Any] = yaml.safe_load(CONTENT.read_text(encoding="utf-8"))
    for row in content["partners"]:
        _partner(row, at)
    load_people(content, at=at)
    approver = next(row["username"] for row in content["people"] if row.get("staff") == "city")
    titles = {row["folder"]: _course(row, approver, at) for row in content["courses"]}
    load_learning(content, titles, at=at)
    load_paths(titles, at=at)
    load_classes(content, titles, at=at)
    load_runs(content, titles, at=at)
    load_network(at=at)
    return content


def _partner(row: dict[str, Any], at: datetime) -> None:
    if Partner.objects.filter(slug=row["slug"]).exists():
        return
    partner = create_partner(
        name=row["name"],
        slug=row["slug"],
        kind=row["kind"],
        actor=None,
        at=at,
        contact_mailbox=row["contact_mailbox"],
        stages=EducationStage.objects.filter(code__in=row["stages"]),
        action_fields=ActionField.objects.filter(code__in=row["action_fields"]),
        summary=row["summary"],
    )
    if row.get("may_self_approve"):
        set_self_approval(partner=partner, is_granted=True, actor=None, at=at)
    for place in row["places"]:
        district = District.objects.get(code=place["district"])
        add_place(partner=partner, at=at, **{**place, "district": district})
    logo = _logo(partner)
    for page in pages_of(partner):
        page.summary = row["summary"]
        page.logo = logo
        page.save_revision().publish()


def _logo(partner: Partner) -> Any:
    """Store the partner's logo once among its images, described by the partner's name."""
    path = LOGOS / f"{partner.slug}.webp"
    rights = {"creator": "Lernkette", "licence": "CC0-1.0"}
    image = Pictures(partner, **rights).image(path, f"Logo: {partner.name}")
    if image is None:
        message = f"{path.name} is no image one may use"
        raise DemoError(message)
    image.description = partner.name
    image.save(update_fields=["description"])
    return image


def _course(row: dict[str, Any], approver: str, at: datetime) -> str:
    """Import, submit and approve one folder unless it is there; returns the course's title."""
    folder = COURSES / row["folder"]
    partner = Partner.objects.get(slug=row["partner"])
    title = read_folder(folder).facts.title
    houses = pages_of(partner)
    if any(CoursePage.objects.child_of(page).filter(title=title).exists() for page in houses):
        return title
    report = import_course(request=ImportRequest(folder=folder, partner=partner), at=at)
    if report.losses:
        raise DemoError("\n".join(report.losses))
    submit(page=report.page, user=User.objects.get(username=row["author"]))
    approve(page=report.page, user=User.objects.get(username=approver))
    return title
