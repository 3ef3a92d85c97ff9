"""A copy of one's data: complete by the registry, and nothing of anybody else's."""

import io
import json
import re
import zipfile

import pytest
from allauth.account.models import EmailAddress

from lms.accounts.actions.export import export_person
from lms.accounts.privacy.copying import allowed
from lms.records.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.support.consent import child
from tests.support.planted import NOW, Planter, holds_mark, mark, two_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def planted():
    """Two people with a row in every table, and the ways that were planted."""
    nadja, bogumil = two_people()
    ways = list(Planter(nadja, bogumil).plant())
    list(Planter(bogumil, nadja).plant())
    return nadja, bogumil, ways


def opened(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def everything_in(data: bytes) -> str:
    with opened(data) as archive:
        return "\n".join(
            f"{name}\n{archive.read(name).decode('utf-8', 'replace')}"
            for name in archive.namelist()
        )


def test_every_table_with_a_row_of_the_person_is_in_it(planted):
    nadja, _bogumil, ways = planted
    with opened(export_person(user=nadja, at=NOW)) as archive:
        names = set(archive.namelist())
        listed = {part["file"] for part in json.loads(archive.read("inhalt.json"))["tables"]}
    wanted = {f"daten/{entry.label.lower()}.json" for entry, _path in ways}
    assert wanted - names == set()
    assert wanted <= listed
    assert len(wanted) > 55


def test_each_own_mark_is_there(planted):
    nadja, _bogumil, ways = planted
    text = everything_in(export_person(user=nadja, at=NOW))
    wanted = {
        mark(nadja, entry.label, one.name)
        for entry, path in ways
        if path == next(iter(entry.person))
        for one in allowed(entry, path)
        if one.concrete and not one.many_to_many and holds_mark(entry, one.name)
    }
    assert {words for words in wanted if words not in text} == set()
    assert len(wanted) > 15


def test_nothing_of_anybody_else_is_in_it(planted):
    nadja, bogumil, _ways = planted
    text = everything_in(export_person(user=nadja, at=NOW))
    assert "Marke-nadjanadja" in text
    for theirs in ("Marke-bogumil", bogumil.key, bogumil.email, bogumil.username):
        assert theirs not in text


def test_secrets_stay_where_they_are(planted):
    nadja, _bogumil, _ways = planted
    with opened(export_person(user=nadja, at=NOW)) as archive:
        rows = [archive.read(n).decode() for n in archive.namelist() if n.startswith("daten/")]
    text = "\n".join(rows)
    assert nadja.password not in text
    assert '"username": "nadjanadja"' in text
    for name in ("password", "code_hash", "token_hash", "card_hash", "picture_hash", "session_key"):
        assert f'"{name}":' not in text


def test_texts_can_be_read_and_tables_do_not_compute(planted):
    from courses.models import ReflectionNote

    nadja, _bogumil, _ways = planted
    note = ReflectionNote.objects.get(enrolment__user=nadja)
    ReflectionNote.objects.filter(pk=note.pk).update(text="=1+1 <b>fett</b>")
    with opened(export_person(user=nadja, at=NOW)) as archive:
        assert "=1+1 &lt;b&gt;fett" in archive.read("meine-texte.html").decode()
        table = archive.read("tabellen/courses.reflectionnote.csv").decode("utf-8-sig")
        assert '"\'=1+1 <b>fett</b>"' in table
        assert "Eigene Notizen (daten/courses.reflectionnote.json): 1 Eintrag" in (
            archive.read("LIESMICH.txt").decode()
        )


def write_in_confidence(person):
    """What a child told nobody but the course, each in words of its own."""
    from courses.models import (
        LessonQuestion,
        ReflectionNote,
        Response,
        SeatRequest,
        TextGrade,
    )

    mine = {"enrolment__user": person}
    ReflectionNote.objects.filter(**mine).update(text="geheim-notiz")
    Response.objects.filter(attempt__enrolment__user=person).update(answer=["geheim-antwort"])
    TextGrade.objects.filter(response__attempt__enrolment__user=person).update(comment="geheim-lob")
    LessonQuestion.objects.filter(**mine).update(text="geheim-frage", answer="geheim-auskunft")
    SeatRequest.objects.filter(user=person).update(note="geheim-anliegen")
    return {"notiz", "antwort", "lob", "frage", "auskunft", "anliegen"}


def test_a_guardians_copy_holds_neither_answers_nor_texts(planted):
    nadja, _bogumil, _ways = planted
    secrets = write_in_confidence(nadja)
    own = everything_in(export_person(user=nadja, at=NOW))
    assert set(re.findall(r"geheim-(\w+)", own)) == secrets
    copy = export_person(user=nadja, actor_key="x", role="guardian", at=NOW)
    assert re.findall(r"geheim-\w+", everything_in(copy)) == []
    with opened(copy) as archive:
        names = archive.namelist()
        note = json.loads(archive.read("daten/courses.reflectionnote.json"))[0]
        readme = archive.read("LIESMICH.txt").decode()
    assert "daten/courses.enrolment.json" in names
    assert "daten/courses.quizattempt.json" in names
    assert "daten/courses.response.json" not in names
    assert "daten/courses.lessonsignal.json" not in names
    assert "meine-texte.html" not in names
    assert {"lesson", "updated_at"} < set(note)
    assert "Nicht enthalten sind Antworten und eigene Texte Ihres Kindes" in readme
    assert "enthält alles" not in readme


def test_a_guardians_copy_is_without_every_text_the_registry_knows(planted):
    nadja, _bogumil, ways = planted
    own = everything_in(export_person(user=nadja, at=NOW))
    written = {
        mark(nadja, entry.label, name)
        for entry, _path in ways
        for name in entry.own_text
        if mark(nadja, entry.label, name) in own
    }
    assert len(written) >= 4
    copy = export_person(user=nadja, actor_key="x", role="guardian", at=NOW)
    text = everything_in(copy)
    assert {words for words in written if words in text} == set()


def test_who_asked_stands_in_the_log(planted):
    nadja, bogumil, _ways = planted
    export_person(user=nadja, at=NOW)
    export_person(user=nadja, actor_key=bogumil.key, role="city", case="bcdf", at=NOW)
    own, other = AuditEvent.objects.filter(action="person.export").order_by("pk")
    assert (own.actor_key, own.person_key, own.data) == (nadja.key, "", {})
    assert (other.actor_key, other.person_key) == (bogumil.key, nadja.key)
    assert other.data == {"case": "bcdf", "role": "city"}


def test_an_address_that_was_only_added_gives_nothing_of_its_owner():
    victim = "opfer@example.org"
    child(emails=(victim,))
    stranger = UserFactory()
    EmailAddress.objects.create(user=stranger, email=victim, verified=False)
    with opened(export_person(user=stranger, at=NOW)) as archive:
        names = set(archive.namelist())
        (account,) = json.loads(archive.read("daten/accounts.user.json"))
    assert account["username"] == stranger.username
    assert not {"daten/records.outboxmessage.json", "daten/accounts.guardian.json"} & names
