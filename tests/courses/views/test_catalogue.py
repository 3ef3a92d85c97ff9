"""Catalogue and course page as people and browsers meet them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils.timezone import localdate

from courses.actions.course import retire_course, store_course
from courses.actions.draft import CourseTextDraft, ImageDraft
from courses.models import CourseRun
from tests.factories import drafts
from tests.factories.accounts import UserFactory
from tests.factories.courses import EnrolmentFactory
from tests.factories.network import PartnerFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
CATALOGUE = "/de/kurse/"


def publish(title="Sicher im Netz", *, text=None, **values):
    slug = title.lower().replace(" ", "-")
    draft = drafts.course_draft(title=title, text={"slug": slug, **(text or {})}, **values)
    return store_course(draft=draft, at=NOW)


def address(course, language="de"):
    return f"/{language}/kurse/{course.key}-{course.texts.get(locale='de').slug}/"


def body(response):
    return response.content.decode()


def test_the_catalogue_lists_courses_and_counts_them(client):
    publish("Alpha")
    publish("Beta")
    page = body(client.get(CATALOGUE))
    assert "2 Kurse gefunden" in page
    assert page.index("Beta") < page.index("Alpha")
    assert 'name="niveau" value="beginner"' in page


def test_anonymous_visitors_get_no_cookie_and_no_token(client):
    course = publish()
    for path in (CATALOGUE, address(course)):
        response = client.get(path)
        assert response.status_code == 200
        assert not response.cookies
        assert "csrf" not in body(response).lower()


def test_everything_works_by_address_alone(client):
    publish("Alpha", level="advanced")
    publish("Beta")
    page = body(client.get(CATALOGUE, {"q": "alpha", "niveau": "advanced", "sortierung": "titel"}))
    assert "1 Kurs gefunden" in page
    assert 'value="alpha"' in page
    assert 'value="advanced" checked' in page
    assert '<option value="titel" selected>' in page
    assert 'href="/de/kurse/?niveau=advanced&amp;sortierung=titel"' in page
    assert f'action="{CATALOGUE}"' in page


def test_a_correction_is_announced(client):
    publish("Passwörter")
    page = body(client.get(CATALOGUE, {"q": "Pasword"}))
    assert "„Pasword“ kommt in keinem Kurs vor" in page
    assert "<strong>„Passwörter“</strong>" in page


def test_without_hit_ways_out_are_offered(client):
    publish("Alpha", level="advanced")
    page = body(client.get(CATALOGUE, {"niveau": "beginner", "q": "alpha"}))
    assert "Dazu gibt es noch keinen Kurs." in page
    assert "Ohne Niveau: Einstieg: 1 Kurs" in page
    assert "Das könnte auch passen" in page


def test_htmx_gets_results_facets_and_count_and_history_the_whole_page(client):
    publish("Alpha")
    part = client.get(CATALOGUE, headers={"HX-Request": "true"})
    assert "<html" not in body(part)
    assert 'id="results"' in body(part)
    assert '<div hx-swap-oob="innerHTML:#facets">' in body(part)
    assert '<div hx-swap-oob="innerHTML:#count">' in body(part)
    assert "HX-Request" in part["Vary"]
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in body(client.get(CATALOGUE, headers=headers))


def test_what_was_typed_is_escaped(client):
    page = body(client.get(CATALOGUE, {"q": "<script>x</script>", "stufe": "<b>"}))
    assert "<script>x" not in page
    assert "<b>" not in page


@pytest.mark.parametrize(
    "query", ["seite=9999999999999", "seite=-1", "seite=x", "q=%F0%9F", "stufe=%27%22"]
)
def test_odd_addresses_answer(client, query):
    publish("Alpha")
    assert client.get(f"{CATALOGUE}?{query}").status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_reading_is_allowed(client, method):
    assert getattr(client, method)(CATALOGUE).status_code == 405
    assert getattr(client, method)(address(publish())).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_the_catalogue_costs_at_most_six_queries(client, rows, django_assert_max_num_queries):
    for number in range(rows):
        publish(
            f"Kurs {number}", co_partner_ids=(PartnerFactory().pk,), stage_ids=(drafts.stage(),)
        )
    client.get("/de/zertifikat/")  # menus and footer of all pages are in memory
    with django_assert_max_num_queries(6) as first:
        client.get(CATALOGUE)
    with django_assert_max_num_queries(6):
        client.get(CATALOGUE, {"q": "Kurs", "niveau": "beginner"})
    with django_assert_max_num_queries(6) as again:
        client.get(CATALOGUE)
    # The first time also the facets' counts, labels and learning paths.
    assert (len(first), len(again)) == (6, 3)


def test_the_course_page_tells_everything(client):
    leading = PartnerFactory(name="Haus Eins", logo_url="/media/1.png", logo_alt="Logo Eins")
    second = PartnerFactory(name="Haus Zwei", logo_url="/media/2.png", logo_alt="Logo Zwei")
    text = {
        "description_html": "<p>Lang <em>und</em> breit</p>",
        "goals": ("Passwörter wählen",),
        "prerequisites": "Ein Telefon",
        "accessibility_notes": "Alle Filme mit Untertiteln",
        "image_alt": "Ein Schloss",
    }
    lessons = (
        drafts.lesson_draft(1, section=0, is_open=True),
        drafts.lesson_draft(2, section=0, is_required=False),
    )
    course = publish(
        text=text, lessons=lessons, sections=({"de": "Anfang"},), partner=leading,
        co_partner_ids=(second.pk, PartnerFactory(name="Haus Drei").pk),
        stage_ids=(drafts.stage("adult", "Erwachsenenbildung"),),
        target_group_ids=(drafts.target_group(),), accessibility_ids=(drafts.accessibility(),),
        action_field_ids=(drafts.action_field(),), image=ImageDraft("/media/x.webp", 800, 450),
        competences=((drafts.competence("9.1", "Daten bewerten"), 3),),
    )  # fmt: skip
    page = body(client.get(address(course)))
    told = [
        "<em>und</em>", "Passwörter wählen", "Ein Telefon", "Alle Filme mit Untertiteln",
        'alt="Ein Schloss"', "Anfang", "Lektion 1", "2 Lektionen", "(freiwillig)", "jederzeit",
        "Haus Eins", "Haus Zwei", "Haus Drei", "/media/1.png", "/media/2.png",
        "Erwachsenenbildung", "Lehrkräfte", "Untertitel", "Energie und Umwelt", "CC BY-SA 4.0",
        "https://creativecommons.org/licenses/by-sa/4.0/", "Rahmen 1", "9.1 Daten bewerten",
        "(Stufe 3)", "2 Std.", "Kostenlos einschreiben", f"{address(course)}einschreiben/",
        f"{address(course)}probe/lektion-1/",
    ]  # fmt: skip
    assert [part for part in told if part not in page] == []
    assert f"{address(course)}probe/lektion-2/" not in page
    assert "Inhalt der Lektion" not in page


def test_only_partners_everybody_finds_are_links(client):
    today = localdate()
    houses = {
        "offen": PartnerFactory(name="Haus Offen"),
        "netz": PartnerFactory(name="Haus Netz", visibility="network"),
        "alt": PartnerFactory(name="Haus Alt", confirm_due=today - timedelta(days=31)),
    }
    others = tuple(house.pk for name, house in houses.items() if name != "offen")
    course = publish(partner=houses["offen"], co_partner_ids=others)
    page = body(client.get(address(course)))
    assert [f'">{house.name}</a>' in page for house in houses.values()] == [True, False, False]
    assert all(house.name in page for house in houses.values())


def test_a_wrong_slug_leads_to_the_right_address(client):
    course = publish()
    response = client.get(f"/de/kurse/{course.key}-falsch/")
    assert (response.status_code, response.url) == (301, address(course))


@pytest.mark.parametrize("key", ["bcdfghjkmn", "2222222222"])
def test_an_unknown_course_is_not_found(client, key):
    assert client.get(f"/de/kurse/{key}-x/").status_code == 404


def test_a_retired_course_stays_for_who_is_enrolled(client):
    course = publish()
    learner = UserFactory()
    EnrolmentFactory(course=course, user=learner)
    retire_course(source_key=course.source_key, at=NOW)
    assert client.get(address(course)).status_code == 404
    client.force_login(UserFactory())
    assert client.get(address(course)).status_code == 404
    client.force_login(learner)
    assert client.get(address(course)).status_code == 200


def test_the_enrolled_see_how_far_they_are(client):
    course = publish()
    enrolment = EnrolmentFactory(course=course)
    client.force_login(enrolment.user)
    page = body(client.get(address(course)))
    assert f"/de/lernen/{enrolment.key}/" in page
    assert "Weiterlernen" in page
    assert "einschreiben" not in page
    enrolment.state, enrolment.completed_at = "completed", NOW
    enrolment.save()
    assert f"/de/lernen/{enrolment.key}/zertifikat/" in body(client.get(address(course)))


def test_who_left_may_enrol_again(client):
    enrolment = EnrolmentFactory(course=publish(), state="left")
    client.force_login(enrolment.user)
    assert "Kostenlos einschreiben" in body(client.get(address(enrolment.course)))


def test_the_button_promises_only_what_a_run_keeps(client):
    course = publish(lessons=(drafts.lesson_draft(1, is_open=True),))
    trial = f"{address(course)}probe/lektion-1/"
    assert "Weiterlernen: kostenlos einschreiben" in body(client.get(trial))
    run, starts = course.runs.get(), datetime(2126, 1, 1, tzinfo=UTC)
    paid = {"kind": "dated", "starts_at": starts, "price_text": "20 Euro"}
    CourseRun.objects.filter(pk=run.pk).update(**paid)
    page = body(client.get(address(course)))
    assert ">Einschreiben<" in page
    assert "Kostenlos" not in page
    elsewhere = {"price_text": "", "booking_url": "https://vhs.example/7"}
    CourseRun.objects.filter(pk=run.pk).update(**elsewhere)
    page = body(client.get(address(course)))
    assert "Termine und Preise ansehen" in page
    assert "Kostenlos" not in page
    assert 'href="https://vhs.example/7"' in page
    page = body(client.get(trial))
    assert "Termine und Preise ansehen" in page
    assert "kostenlos" not in page


def test_what_must_come_before_is_said_with_links(client):
    before, course = publish("Erste Schritte"), publish("Weiter")
    assert "Vorausgesetzt wird" not in body(client.get(address(course)))
    course = publish("Mehr", minimum_age=16, required_course_ids=(before.pk,))
    page = body(client.get(address(course)))
    assert "Vorausgesetzt wird:" in page
    assert f'<a href="{address(before)}">Erste Schritte</a>' in page
    assert "ab 16 Jahren" in page


def test_ended_runs_are_not_shown(client):
    course = publish()
    day = timedelta(days=1)
    for ends_at, mode in ((NOW - day, "blended"), (datetime(2126, 1, 1, tzinfo=UTC), "on_site")):
        CourseRun.objects.create(
            course=course, kind="dated", mode=mode, starts_at=ends_at - day, ends_at=ends_at
        )
    page = body(client.get(address(course)))
    assert "vor Ort" in page
    assert "online und vor Ort" not in page


def test_each_language_has_its_own_words_and_says_what_is_in_another(client):
    german = publish("Nur deutsch")
    texts = {"de": CourseTextDraft("Netz", "netz"), "en": CourseTextDraft("Network", "network")}
    both = store_course(draft=drafts.course_draft(texts=texts), at=NOW)
    page = body(client.get(address(german, "en")))
    assert '<span lang="de">Nur deutsch</span>' in page
    assert "Deutsch" in page
    response = client.get(address(both, "en"))
    assert (response.status_code, response.url) == (301, f"/en/kurse/{both.key}-network/")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_course_page_with_progress_costs_at_most_ten_queries(
    client, rows, django_assert_max_num_queries
):
    lessons = tuple(drafts.lesson_draft(n, section=0) for n in range(rows))
    course = publish(
        lessons=lessons, sections=({"de": "A"},), co_partner_ids=(PartnerFactory().pk,),
        competences=((drafts.competence(), 1),), stage_ids=(drafts.stage(),),
    )  # fmt: skip
    enrolment = EnrolmentFactory(course=course)
    client.force_login(enrolment.user)
    client.get("/de/zertifikat/")  # menus and footer of all pages are in memory
    path = address(course)
    with django_assert_max_num_queries(10) as first:
        assert client.get(path).status_code == 200
    with django_assert_max_num_queries(10) as again:
        client.get(path)
    assert (len(first), len(again)) == (10, 5)  # user, text, enrolment, runs, progress


def test_what_is_ticked_stays_ticked_after_somebody_saw_the_whole_catalogue(client):
    publish(action_field_ids=(drafts.action_field("health", "Gesundheit"),))
    client.get("/de/kurse/")
    page = body(client.get("/de/kurse/?feld=health&sortierung=titel"))
    assert re.search(r'name="feld" value="health" checked', page)
    assert '<option value="titel" selected>' in page
