"""Course cards."""

from datetime import UTC, datetime

import pytest

from courses.actions.course import store_course
from courses.actions.draft import ImageDraft
from courses.models import Course
from courses.queries.cards import CourseCard, course_cards, field_tags, published_texts, shown_texts
from courses.queries.labels import catalogue_stamp, labels
from tests.factories import drafts
from tests.factories.network import PartnerFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def test_a_card_shows_everything_by_name():
    leading = PartnerFactory(name="Bücherei", logo_mark="data:image/webp;base64,Qg==")
    second, third = PartnerFactory(name="Zeta e. V."), PartnerFactory(name="Alpha e. V.")
    field = drafts.action_field("energy", "Energie", colour="green", icon="sun")
    draft = drafts.course_draft(
        partner=leading,
        text={"image_alt": "Ein Garten"},
        co_partner_ids=(second.pk, third.pk),
        stage_ids=(drafts.stage("primary", "Grundschule"),),
        action_field_ids=(field,),
        accessibility_ids=(drafts.accessibility("captions", "Untertitel"),),
        image=ImageDraft("/media/x.webp", 800, 450),
    )
    course = store_course(draft=draft, at=NOW)
    assert course_cards(published_texts("de")) == [
        CourseCard(
            key=course.key,
            stamp=catalogue_stamp(),
            title="Sicher im Netz",
            url=f"/de/kurse/{course.key}-sicher-im-netz/",
            summary="Passwörter und mehr.",
            lang="de",
            partner_names=[
                ("Bücherei", "data:image/webp;base64,Qg=="),
                ("Zeta e. V.", ""),
                ("Alpha e. V.", ""),
            ],
            image_url="/media/x.webp",
            image_width=800,
            image_height=450,
            image_alt="Ein Garten",
            stages=["Grundschule"],
            fields=[{"code": "energy", "title": "Energie", "colour": "green", "icon": "sun"}],
            effort_minutes=120,
            level="Einstieg",
            language_label="Deutsch",
            format_label="online",
            accessibility=["Untertitel"],
        )
    ]


def test_no_courses_make_no_cards_and_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert course_cards([]) == []


def test_a_retired_course_may_be_shown_to_who_has_it():
    store_course(draft=drafts.course_draft(), at=NOW)
    Course.objects.update(state="retired")
    assert not published_texts("de").exists()
    assert len(course_cards(shown_texts(Course.objects.all(), "de"))) == 1


def test_unknown_fields_are_left_out():
    assert field_tags(["nirgends"], labels(catalogue_stamp())) == []
