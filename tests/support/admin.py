"""A page tree with two partners and the fixed cast, for tests of the admin."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.test import Client
from django.utils import timezone
from django.utils.timezone import localdate
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Page, Site

from cms.models import (
    CourseImage,
    CourseIndexPage,
    CoursePage,
    HomePage,
    LessonPage,
    PartnerIndexPage,
)
from cms.onboarding import collection_of, pages_of
from courses.actions.school_class.founding import ClassPlan, create_class
from courses.actions.school_class.seats import add_seats
from courses.enums import ClassKind
from courses.models import SchoolClass
from lms.accounts import seat_sessions
from lms.accounts.actions import set_data_protection_officer, set_staff_roles
from lms.accounts.models import User
from lms.taxonomy.models import ActionField, EducationStage
from network.actions.coordinator import Appointment, appoint_coordinator
from network.actions.membership import grant_role
from network.actions.partner import create_partner
from network.enums import PartnerKind, Role
from network.models import Partner
from tests.factories.accounts import UserFactory
from tests.support.remembered import remembered

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
SENTINEL = "Sentinel-4c81"  # stands in everything of partner A


def tree(*languages: str) -> dict[str, HomePage]:
    """A home page with both indexes in each language (default: German and English)."""
    root = Page.get_first_root_node()
    homes = {}
    for language in languages or ("de", "en"):
        locale, _new = Locale.objects.get_or_create(language_code=language)
        home = HomePage(
            title=f"Start {language}",
            slug=language,
            locale=locale,
            headline="Lernen",
            welcome="Hallo",
        )
        indexes = [
            PartnerIndexPage(title="Partner", slug="partner", locale=locale),
            CourseIndexPage(title="Kurse", slug="kurse", locale=locale),
        ]
        if homes:
            source = homes["de"]
            home.translation_key = source.translation_key
            for index, other in zip(indexes, source.get_children().order_by("path"), strict=True):
                index.translation_key = other.translation_key
        root.add_child(instance=home)
        for index in indexes:
            home.add_child(instance=index)
        homes[language] = home
        root.refresh_from_db()
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "testserver", "root_page": homes["de"]}
    )
    return homes


def partner(name: str, slug: str, *, may_self_approve: bool = False) -> Partner:
    """A partner with everything onboarding makes."""
    made = create_partner(name=name, slug=slug, kind=PartnerKind.LIBRARY, actor=None, at=NOW)
    if may_self_approve:
        from network.actions.partner import set_self_approval

        set_self_approval(partner=made, is_granted=True, actor=None, at=NOW)
    return made


def member(partner: Partner | None, *roles: Role, name: str, **staff: bool) -> User:
    """A person with roles, signed in without a second factor."""
    user = UserFactory(username=name, display_name=name)
    for role in roles:
        grant_role(partner=partner, user=user, role=role, actor=None, at=NOW)
    if staff:
        rights = {"is_city_staff": False, "is_platform_admin": False, **staff}
        set_staff_roles(user=user, at=NOW, **rights)
    User.objects.filter(pk=user.pk).update(requires_second_factor=False)
    return User.objects.get(pk=user.pk)


def coordinator(field: str, *, name: str) -> User:
    """A person who coordinates an action field, signed in without a second factor."""
    user = UserFactory(username=name, display_name=name)
    appointment = Appointment(
        field=ActionField.objects.get(code=field), user=user, starts_on=NOW.date()
    )
    appoint_coordinator(appointment=appointment, actor=None, at=NOW)
    User.objects.filter(pk=user.pk).update(requires_second_factor=False)
    return User.objects.get(pk=user.pk)


def officer(*, name: str) -> User:
    """The data-protection officer, signed in without a second factor."""
    user = UserFactory(username=name, display_name=name)
    set_data_protection_officer(user=user, is_officer=True, at=NOW)
    User.objects.filter(pk=user.pk).update(requires_second_factor=False)
    return User.objects.get(pk=user.pk)


def signed_in(user: User | None) -> Client:
    """A browser with this person's session; none for nobody."""
    client = Client()
    if user is not None:
        client.force_login(user)
        if user.is_pseudonymous:
            begin_day(client)
    return client


def begin_day(client: Client) -> None:
    """Give the session of a seat what signing in with a card gives it."""
    session = client.session
    session[seat_sessions.UNTIL] = time.time() + 3600
    session[seat_sessions.SEEN] = time.time()
    session.save()


def school_class(house: Partner, lead: User, *, seats: int = 1) -> SchoolClass:
    """A class of a house with some seats."""
    plan = ClassPlan(kind=ClassKind.SCHOOL, title="7b", ends_on=localdate() + timedelta(days=200))
    made = create_class(partner=house, plan=plan, lead=lead, at=timezone.now())
    add_seats(school_class=made, number=seats, actor=lead, at=timezone.now())
    return made


def course(
    house: Partner, title: str, *, owner: User | None = None, lessons: int = 1
) -> CoursePage:
    """A draft course of a partner in German, ready to be submitted, edited last by its owner."""
    parent = pages_of(house).get(locale__language_code="de")
    page = CoursePage(
        title=title,
        slug=title.lower().replace(" ", "-"),
        live=False,
        owner=owner,
        summary="Kurz.",
        goals="Sie prüfen die Verwaltung.",
    )
    parent.add_child(instance=page)
    page.stages = [EducationStage.objects.get(code="adult")]
    page.action_fields = [ActionField.objects.get(code="education")]
    page.save()
    page.save_revision(user=owner)
    for number in range(lessons):
        lesson = LessonPage(
            title=f"{title} {number}",
            slug=f"l-{number}",
            live=False,
            owner=owner,
            body=[("text", "<p>Inhalt</p>")],
        )
        page.add_child(instance=lesson)
        lesson.save_revision(user=owner)
    return page


def image(house: Partner, title: str, *, by: User | None = None, licence: str = "") -> CourseImage:
    """A picture in a partner's collection."""
    return CourseImage.objects.create(
        title=title,
        file=get_test_image_file(),
        collection=collection_of(house),
        uploaded_by_user=by,
        licence=licence,
    )


@dataclass(frozen=True)
class World:
    """Two houses and the people around them."""

    a: Partner
    b: Partner
    people: dict[str, User]
    course: CoursePage


@remembered
def world() -> World:
    """Partner A with a course full of sentinels, partner B, one person for each column."""
    tree()
    a = partner("Haus A", "haus-a", may_self_approve=True)
    b = partner("Haus B", "haus-b")
    people = {
        "learner": member(None, name="lena"),
        "author_a": member(a, Role.AUTHOR, name="alice"),
        "reviewer_a": member(a, Role.REVIEWER, name="rosa"),
        "admin_a": member(a, Role.ADMIN, name="anton"),
        "lead_a": member(a, Role.LEAD, name="lars"),
        "author_b": member(b, Role.AUTHOR, name="bob"),
        "admin_b": member(b, Role.ADMIN, name="berta"),
        "city": member(None, name="carla", is_city_staff=True),
        "platform": member(None, name="paul", is_platform_admin=True),
        "coordinator": coordinator("education", name="klara"),
        "officer": officer(name="dora"),
    }
    people["pupil"] = school_class(a, people["lead_a"]).seats.get().user
    page = course(a, f"Kurs {SENTINEL}", owner=people["author_a"], lessons=2)
    return World(a=a, b=b, people=people, course=page)
