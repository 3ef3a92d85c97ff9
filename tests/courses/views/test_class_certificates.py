"""Certificates of a class: printed with names that are kept nowhere."""

import io
import logging
import re
import zipfile
from datetime import timedelta

import pikepdf
import pytest
from django.utils import timezone
from django.utils.text import slugify

from courses.actions.certificate import AlreadyRevokedError, revoke_certificate
from courses.actions.file_verification import FileState, verify_file
from courses.actions.verification import compare_name
from courses.enums import ClassKind, RevocationReason
from courses.formats.credentials.certificate_file import read_certificate_file
from courses.models import Certificate
from courses.queries.verification import verification
from courses.views import class_certificates
from tests.factories.accounts import sign_in
from tests.support.forging import edited, swap
from tests.support.pages import words
from tests.support.pdf import text_of
from tests.support.queries import expect_statements
from tests.support.school_class import NOW, assigned, room
from tests.support.traces import places_of, written

pytestmark = pytest.mark.django_db
SENTINEL = "Ada-Xenia Wachtelkoenig"
HOSTILE = [
    "<img src=file:///etc/passwd>",
    "{{ settings.SECRET_KEY }}{% debug %}",
    "{0.__class__} %(x)s",
    '"><style>p{background:url(file:///etc/passwd)}</style>',
    "</div><div class=sheet>",
]


def group(client, *, seats=2, kind=ClassKind.ADULTS):
    here = assigned(room(seats=seats, kind=kind))
    here.finish(*here.cards)
    sign_in(client, here.lead)
    return here


def send(client, here, extra=(), **names):
    """Choose everybody named (p0: the first by alias) and print."""
    seats = {here.cards[int(place[1:])].seat.key: name for place, name in names.items()}
    data = {f"name-{key}": name for key, name in seats.items()} | dict(extra)
    return client.post(here.address("class-certificates"), {"seats": list(seats), **data})


def plain(text):
    return re.sub(r"\s", "", text)


def pages_of(response):
    document = pikepdf.open(io.BytesIO(response.content))
    texts = []
    for page in document.pages:
        single = pikepdf.new()
        single.pages.append(page)
        texts.append(plain(text_of(single)))
    return document, texts


def test_one_file_has_a_page_for_each_with_the_name_or_a_line(client):
    here = group(client, seats=3)
    response = send(client, here, p0=SENTINEL, p2="")
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    assert response["Content-Disposition"].startswith("attachment; ")
    document, (first, second) = pages_of(response)
    codes = [
        Certificate.objects.get(enrolment_key=here.enrolment(here.cards[place]).key).code
        for place in (0, 2)
    ]
    assert plain(SENTINEL) in first
    assert "SicherimNetz" in second
    assert plain(SENTINEL) not in second
    assert [code in page for code, page in zip(codes, (first, second), strict=True)] == [True] * 2
    assert document.Root.MarkInfo.Marked
    assert not any(plain(card.seat.alias) in first + second for card in here.cards)
    assert Certificate.objects.count() == 2  # none for who was not chosen


def test_the_name_is_in_the_file_and_nowhere_else(client, caplog):
    here = group(client)
    with caplog.at_level(logging.DEBUG):
        response = send(client, here, p0=SENTINEL, p1="")
        _document, texts = pages_of(response)
        assert plain(SENTINEL) in texts[0]
        wrong = send(client, here, p0="W" * 121, p1=SENTINEL)  # comes back in the form only
    assert wrong.status_code == 422
    assert SENTINEL in words(wrong)
    assert "no-store" in wrong["Cache-Control"]
    found = written(caplog)
    assert here.cards[0].seat.alias in found["courses.ClassSeat"]  # the search finds what is there
    assert "class-certificates" in found["logs"]
    assert places_of([SENTINEL, "Wachtelkoenig"], found) == []
    assert "name" not in str(dict(client.session))
    code = Certificate.objects.first().code
    assert verification(code).state == "valid"


def test_a_report_of_an_error_hides_the_names(rf, client):
    here = group(client, seats=1)
    request = rf.post("/", {"name-x": SENTINEL})
    request.user = here.lead
    class_certificates.certificates(request, school_class=here.school_class.key)
    assert request.sensitive_post_parameters == "__ALL__"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_printed_as_it_is(client, name):
    here = group(client, seats=1)
    document, texts = pages_of(send(client, here, p0=name))
    assert len(texts) == 1
    assert plain(name) in texts[0]
    assert len(document.attachments) == 0
    assert "root:" not in texts[0]


def test_classes_of_pupils_have_it_and_nursery_groups_do_not(client):
    here = group(client, seats=1, kind=ClassKind.SCHOOL)
    assert len(pages_of(send(client, here, p0=SENTINEL))[1]) == 1
    nursery = group(client, seats=1, kind=ClassKind.KINDERGARTEN)
    assert client.get(nursery.address("class-certificates")).status_code == 404
    assert send(client, nursery, p0=SENTINEL).status_code == 404
    assert Certificate.objects.count() == 1


def test_who_has_not_finished_and_whose_was_taken_back_is_not_printed(client):
    here = assigned(room(seats=3, kind=ClassKind.ADULTS))
    sign_in(client, here.lead)
    assert "Noch keine Urkunden" in words(client.get(here.address("class-certificates")))
    here.finish(*here.cards[:2])
    send(client, here, p0="", p1="")
    code = Certificate.objects.get(enrolment_key=here.enrolment(here.cards[1]).key).code
    revoke_certificate(code=code, reason=RevocationReason.ERROR, actor=None, at=NOW)
    for names in ({"p1": SENTINEL}, {"p2": SENTINEL}, {}):
        assert send(client, here, **names).status_code == 422
    page = words(client.get(here.address("class-certificates")))
    boxes = re.findall(r'name="seats" value="(\w+)" checked', page)
    assert boxes == [here.cards[0].seat.key]
    assert page.index("Noch nicht abgeschlossen") < page.index(here.cards[2].seat.alias)
    assert page.index("Widerrufen") < page.index(here.cards[1].seat.alias)


@pytest.mark.parametrize("seats", [1, 3])
def test_the_page_asks_the_same_however_many_there_are(client, seats):
    here = group(client, seats=seats)
    client.get(here.address("class-certificates"))
    with expect_statements(6):  # person, class; seats, enrolments, titles, certificates
        page = words(client.get(here.address("class-certificates")))
    assert page.count('autocomplete="off" spellcheck="false"') == seats


def test_a_typed_name_can_be_compared_later_and_is_kept_as_a_hash_only(client):
    here = group(client)
    send(client, here, p0=SENTINEL, p1="")
    named, bare = Certificate.objects.order_by("pk")
    assert compare_name(code=named.code, name="wachtelkonig ada xenia") is True
    assert compare_name(code=bare.code, name=SENTINEL) is None
    assert send(client, here, p0=SENTINEL, p1="Bo").status_code == 200
    assert Certificate.objects.count() == 2


def test_other_names_are_asked_about_before_they_replace(client):
    here = group(client)
    send(client, here, p0="Ada Meier", p1="Bo Meier")
    response = send(client, here, p0="Ada Meyer", p1="Bo Meier")
    page = words(response)
    assert response.status_code == 409
    assert "Bisher mit anderem Namen gedruckt" in page
    assert 'name="replaces"' in page
    assert 'value="Ada Meyer"' in page
    assert not Certificate.objects.filter(state="replaced").exists()
    again = send(client, here, extra={"replaces": "on"}, p0="Ada Meyer", p1="Bo Meier")
    assert len(pages_of(again)[1]) == 2
    assert Certificate.objects.filter(state="replaced").count() == 1
    assert Certificate.objects.filter(state="valid").count() == 2


def test_single_files_carry_their_signature_and_are_genuine(client):
    here = group(client)
    response = send(client, here, extra={"shape": "zip"}, p0=SENTINEL, p1="")
    assert response["Content-Type"] == "application/zip"
    assert "no-store" in response["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(response.content)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    aliases = [slugify(card.seat.alias) for card in here.cards]
    assert sorted(files) == sorted(f"{alias}.pdf" for alias in aliases)
    later = timezone.now() + timedelta(days=1)
    genuine = verify_file(data=files[f"{aliases[0]}.pdf"], address="x", at=later)
    assert genuine.state == FileState.GENUINE
    assert read_certificate_file(files[f"{aliases[1]}.pdf"]).credential == ""


def test_pages_to_print_are_no_file_to_check(client):
    here = group(client)
    response = send(client, here, p0=SENTINEL, p1="")
    verdict = verify_file(data=response.content, address="x", at=timezone.now())
    assert verdict.state == FileState.PRINTED


def test_what_cannot_be_printed_is_said_beside_its_field(client):
    here = group(client)
    response = send(client, here, p0="ada@example.org", p1="Bo")
    assert response.status_code == 422
    assert "keine E-Mail-Adresse" in words(response)
    assert not Certificate.objects.exists()


def test_without_a_key_nothing_is_printed_and_nothing_typed_is_lost(client, settings, tmp_path):
    here = group(client)
    settings.SIGNING_KEY_DIR = tmp_path
    response = send(client, here, p0="Ada", p1="Bo")
    assert response.status_code == 503
    assert 'value="Ada"' in words(response)
    assert not Certificate.objects.exists()


def test_one_printed_page_is_no_forgery_and_an_edited_one_is(client):
    here = group(client)
    page = send(client, here, p0=SENTINEL).content
    verdict = verify_file(data=page, address="x", at=timezone.now())
    assert (verdict.state, verdict.found.state) == (FileState.PRINTED, "valid")
    line = send(client, here, p1="").content
    assert verify_file(data=line, address="x", at=timezone.now()).state == FileState.PRINTED
    for old, new, fact in (("Xenia", "Xaver", "name"), ("Sicher", "Sicehr", "course")):
        forged = verify_file(data=edited(page, swap(old, new)), address="x", at=timezone.now())
        assert (forged.state, fact in forged.differing) == (FileState.ALTERED, True)


def test_what_was_taken_back_meanwhile_loses_no_name(client, monkeypatch):
    here = group(client)

    def taken_back(**kwargs):
        raise AlreadyRevokedError("Dieses Zertifikat ist bereits widerrufen.")

    monkeypatch.setattr(class_certificates, "certify_seats", taken_back)
    response = send(client, here, p0="Ada", p1="Bo")
    assert response.status_code == 409
    assert ('value="Ada"' in words(response), "bereits widerrufen" in words(response)) == (
        True,
        True,
    )
