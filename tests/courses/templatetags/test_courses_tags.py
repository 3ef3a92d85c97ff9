"""Courses inside pages of other apps."""

from datetime import UTC, datetime

import pytest
from django.template import Context, Template

from courses.actions.course import store_course
from tests.factories import drafts
from tests.factories.network import MembershipFactory, PartnerFactory
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
TEMPLATE = "{% load courses_tags %}{% partner_courses slug %}"


def render(slug):
    return Template(TEMPLATE).render(Context({"slug": slug}))


def test_led_and_shared_courses_are_listed():
    partner = PartnerFactory(slug="haus")
    store_course(draft=drafts.course_draft(title="Geführt", partner=partner), at=NOW)
    store_course(draft=drafts.course_draft(title="Geteilt", co_partner_ids=(partner.pk,)), at=NOW)
    store_course(draft=drafts.course_draft(title="Fremd"), at=NOW)
    html = render("haus")
    assert [title for title in ("Geführt", "Geteilt", "Fremd") if title in html] == [
        "Geführt",
        "Geteilt",
    ]


def test_a_partner_without_courses_says_so():
    assert "keine Kurse veröffentlicht" in render("nirgends")


@pytest.mark.parametrize(("role", "page"), [("lead", "/klassen/"), ("admin", "/klassen/haus/")])
def test_leads_and_admins_find_their_classes(role, page):
    row = MembershipFactory(role=role)
    tag = Template("{% load courses_tags %}{% ways_to_classes user %}")
    with expect_statements(1):
        html = tag.render(Context({"user": row.user}))
    assert html.count("<a ") == 1
    assert f'{page}"' in html
