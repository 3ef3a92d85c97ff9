"""Our own views inside Wagtail's admin; its frame around them is Wagtail's."""

import pytest

from cms.moderation import submit
from courses.actions.question import create_question, default_bank
from network.actions.place import add_place
from tests.factories.certificates import CertificateFactory
from tests.factories.courses import CourseFactory
from tests.support import admin
from tests.support.barriers import problems
from tests.support.journeys import sign_in
from tests.support.world import QUESTIONS

OURS = {"include": [["main"]]}


@pytest.fixture
def world(transactional_db):
    world = admin.world()
    submit(page=world.course, user=world.people["author_a"])
    return world


def addresses(world):
    question = create_question(
        bank=default_bank(world.a), type="single", content=QUESTIONS["single"], locale="de",
        at=admin.NOW,
    ).question  # fmt: skip
    place = add_place(partner=world.a, name="Lesesaal", at=admin.NOW)
    certificate = CertificateFactory(enrolment__course=CourseFactory(partner=world.a))
    picture = admin.image(world.a, "Foto")
    author, page = world.people["author_a"].key, world.course.pk
    return [
        "/admin/fragen/", "/admin/fragen/neu/", "/admin/fragen/importieren/", "/admin/fragen/exportieren/",
        *(f"/admin/fragen/neu/{kind}/" for kind in QUESTIONS),
        f"/admin/fragen/{question.key}/de/",
        f"/admin/freigabe/{page}/", "/admin/freigaben/", "/admin/freigaben/vertretung/",
        f"/admin/fragen/{question.key}/en/",
        "/admin/kurse/neu/", "/admin/kurse/kopieren/", f"/admin/kurse/kopieren/{page}/",
        f"/admin/mitschreibende/{page}/", f"/admin/uebersetzungen/{page}/",
        f"/admin/freigabe/{page}/", f"/admin/reihenfolge/{page}/",
        f"/admin/medien/bild/{picture.pk}/",
        f"/admin/termine/{page}/", "/admin/partner/", "/admin/partner/aufnehmen/",
        f"/admin/partner/{world.a.key}/angaben/", f"/admin/partner/{world.a.key}/ort/",
        f"/admin/partner/{world.a.key}/ort/{place.pk}/",
        "/admin/personen/", "/admin/personen/einladen/", "/admin/personen/einladen/stadt/",
        f"/admin/personen/{author}/{world.a.key}/", f"/admin/personen/{author}/stadt/",
        f"/admin/personen/{author}/zugang/",
        "/admin/zertifikate/", f"/admin/zertifikate/{certificate.code}/",
        "/admin/handlungsfelder/", "/admin/handlungsfelder/health/",
    ]  # fmt: skip


def test_our_views(open_browser, world):
    pages = addresses(world)
    page = sign_in(open_browser(), "carla", door="/admin/")
    wrong = {}
    for address in pages:
        wrong |= problems(page, address, scope=OURS)
    assert wrong == {}
    author = sign_in(open_browser(), "alice", door="/admin/")
    assert problems(author, "/admin/", scope={"include": [["section:has(#desk-heading)"]]}) == {}
