import io
import re

import pytest
from django.core.management import call_command

from cms.demo.second_factor import current_code
from cms.models import CoursePage
from courses.models import Attendance, Certificate, Course, CourseRun, CourseText, Enrolment
from courses.queries.cards import course_url
from lms.accounts.models import User
from lms.taxonomy.models import ActionField
from network.models import Membership, Partner
from tests.support.demonstration import demonstration

pytestmark = pytest.mark.django_db(transaction=True)


SCHOOL_AND_UNIVERSITY = {"primary", "secondary", "vocational", "higher"}


def counts():
    return [model.objects.count() for model in (Partner, CoursePage, Course, User, Membership)]


def test_the_demonstration(client):
    """One test: loading takes as long as thirty others."""
    demonstration()
    check_every_course_teaches_and_examines()
    check_the_courses_serve_the_strategy()
    check_every_partner_has_a_place_and_a_logo(client)
    check_staff_and_admins_need_their_second_factor()
    before = counts()
    assert before[:3] == [60, 8, 8]
    assert Certificate.objects.get().holder_name == "Maik Łužyca"
    own = Enrolment.objects.filter(completed_at=None, run__school_class=None)
    assert own.exclude(user__kind="guest").count() == 5
    check_runs_at_given_dates()
    printed = io.StringIO()
    call_command("load_demo", stdout=printed)
    assert counts() == before
    check_addresses_accounts_and_code(printed.getvalue())


def check_runs_at_given_dates():
    konten, health, office = CourseRun.objects.filter(kind="dated").order_by("starts_at")
    assert (konten.price_text, konten.appointments.count()) == ("12 Euro für das Arbeitsheft", 4)
    assert konten.team.count() == 2
    assert Attendance.objects.filter(appointment__run=konten).count() == 4
    assert (health.seats_taken, health.capacity) == (2, 2)
    waiting = health.requests.filter(state="waiting").order_by("queued_at")
    assert list(waiting.values_list("user__username", flat=True)) == ["noor", "lena"]
    assert office.booking_url.startswith("https://")


def check_every_course_teaches_and_examines():
    for course in Course.objects.all():
        lessons = course.lessons.filter(retired_at=None)
        assert lessons.count() == 5
        assert lessons.filter(is_open=True).count() == 1
        counting = course.lessons.filter(quizzes__is_required=True)
        assert counting.count() == 1
        assert course.image_url
        assert course.licence == "CC-BY-SA-4.0"


def check_the_courses_serve_the_strategy():
    fields = set(ActionField.objects.filter(courses__isnull=False).values_list("code", flat=True))
    assert fields == set(ActionField.objects.values_list("code", flat=True))
    served = [set(c.stages.values_list("code", flat=True)) for c in Course.objects.all()]
    assert sum(bool(stages & SCHOOL_AND_UNIVERSITY) for stages in served) >= 4
    groups = set(Course.objects.values_list("target_groups__code", flat=True))
    assert {"educators", "older-people"} <= groups
    assert sorted(Course.objects.values_list("language", flat=True)) == ["de"] * 7 + ["en"]
    areas = set(Partner.objects.values_list("stages__area", flat=True))
    assert {"early", "school", "higher", "adult"} <= areas


def check_every_partner_has_a_place_and_a_logo(client):
    for partner in Partner.objects.all():
        assert partner.places.exists()
        assert not partner.places.filter(district=None).exists()
    teaching = Partner.objects.filter(memberships__isnull=False).distinct()
    assert len(teaching) == 6
    for partner in teaching:
        assert partner.logo_url
        assert partner.logo_alt == partner.name
    text = CourseText.objects.get(title="Sichere Konten im Alltag")
    html = client.get(course_url(text.course.key, text.slug)).content.decode()
    section = html.partition("course__partners")[2].partition("</section>")[0]
    slugs = ["bibliothek-spreebogen", "gesamtschule-stroebitz", "buergerservice-digital"]
    shown = [Partner.objects.get(slug=slug) for slug in slugs]
    assert re.findall(r'<img\s[^>]*?src="([^"]+)"', section) == [p.logo_url for p in shown]
    assert re.findall(r"<a\s[^>]*>([^<]+)</a>", section) == [p.name for p in shown]


def check_addresses_accounts_and_code(printed):
    assert "/de/konto/anmelden/" in printed
    for name in ("carla", "paul", "anna", "alex", "rosa", "lars", "lena", "maik", "ohne-mail"):
        assert name in printed
    assert current_code("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP") in printed
    assert "demo_code NAME" in printed


def check_staff_and_admins_need_their_second_factor():
    needing = User.objects.filter(requires_second_factor=True).order_by("username")
    assert list(needing.values_list("username", flat=True)) == [
        "anna",
        "carla",
        "dora",
        "kira",
        "kuno",
        "paul",
    ]
