"""Papers in the register: on their page, in their file, where they are verified, and apart."""

import io
import json
import re
from datetime import timedelta

import pikepdf
import pytest
from django.core.files.storage import storages

from courses.actions.certificate import issue_certificates
from courses.actions.certificate_pdf import render_certificate
from courses.actions.file_verification import FileState, verify_file
from courses.actions.leave_paper import ATTENDANCE, REGISTRATION, request_paper
from courses.formats.credentials.checking import State, check_file
from courses.models import Enrolment
from courses.queries.certificate import due_enrolments
from courses.queries.certificate_differences import differing_on_page, page_facts
from courses.queries.certificate_review import unfounded_certificates
from courses.queries.figures import city_figures
from courses.queries.learner import learning
from courses.queries.signing import key_ring
from courses.queries.verification import grouped, verification
from lms.records.models import OutboxMessage
from tests.support.leave import AFTER, BEFORE, NAME, NUMBER, attend, leave_run, somebody
from tests.support.pdf import text_of

pytestmark = pytest.mark.django_db
# Open Badges 3.0, AchievementType: terms of one's own begin with "ext:".
EXTENSION = re.compile(r"ext:[a-zA-Z0-9.\-_]+")


@pytest.fixture
def ada():
    world = leave_run()
    ada = somebody(world, email="ada@example.org")
    attend(world, ada, 0, 1, 2)
    return ada


def paper_of(ada, kind):
    at = BEFORE if kind == REGISTRATION else AFTER
    return render_certificate(code=request_paper(enrolment=ada, kind=kind, at=at).code, at=at)


def file_of(paper):
    with storages["private"].open(paper.pdf_name) as file:
        return file.read()


def plain(text):
    return "".join(text.split())


@pytest.mark.parametrize(
    ("kind", "own"),
    [
        (
            REGISTRATION,
            [
                "Anmeldebestätigung zur Bildungszeit", "Hiermit wird die Anmeldung bestätigt von",
                "zur folgenden Veranstaltung, die als Bildungszeit anerkannt ist:",
                "Anmeldung zur Veranstaltung",
            ],
        ),
        (
            ATTENDANCE,
            [
                "Teilnahmebescheinigung zur Bildungszeit", "wird die Teilnahme bescheinigt von",
                "an der folgenden Veranstaltung, die als Bildungszeit anerkannt ist:",
                "3 von 3 Tagen, 6 Std. von 6 Std.", "Mindestens 80 % der Stunden besucht",
            ],
        ),
    ],
)  # fmt: skip
def test_the_page_says_what_the_facts_say(ada, kind, own):
    paper = paper_of(ada, kind)
    document = pikepdf.open(io.BytesIO(file_of(paper)))
    assert len(document.pages) == 1
    text = plain(text_of(document))
    told = [
        *own, NAME, paper.facts["course"], "24. März 2027 – 7. April 2027", "3 Tage mit je 2 Std.",
        "6 Std.", "online", f"Aktenzeichen {NUMBER}", "§ 32 BbgEBG",
        "Ministerium für Bildung, Jugend und Sport des Landes Brandenburg",
        paper.facts["issuer"]["name"], grouped(paper.code),
    ]  # fmt: skip
    assert [part for part in told if plain(part) not in text] == []
    stated = [word for words in page_facts(paper).values() for word in words]
    assert [word for word in stated if plain(word) not in text] == []
    assert ("Besucht" in text) is (kind == ATTENDANCE)


def test_the_credential_states_the_same_in_the_words_of_the_standard(ada):
    registration, attendance = paper_of(ada, REGISTRATION), paper_of(ada, ATTENDANCE)
    for paper, awarded in ((registration, "2027-02-02"), (attendance, "2027-04-07")):
        found = check_file(paper.credential.encode(), keys=key_ring(), at=AFTER + timedelta(days=1))
        assert found.state == State.VALID
        document = json.loads(paper.credential)
        described = document["credentialSubject"]["achievement"]
        assert EXTENSION.fullmatch(described["achievementType"])
        assert document["awardedDate"].startswith(awarded)
        names = [one["name"] for one in described["resultDescription"]]
        values = [one["value"] for one in document["credentialSubject"]["result"]]
        told = dict(zip(names, values, strict=True))
        assert told["Umfang"] == "6 Std."
        assert NUMBER in told["Anerkennung"]
        assert ("Besucht" in told) is (paper == attendance)
        assert NAME not in paper.credential
    types = {paper.achievement.facts["kind"] for paper in (registration, attendance)}
    assert types == {"leave_registration", "leave_attendance"}


def test_the_verification_states_period_recognition_and_attendance(ada):
    found = verification(paper_of(ada, ATTENDANCE).code)
    assert (found.kind, found.state) == ("Teilnahmebescheinigung zur Bildungszeit", "valid")
    assert (str(found.started_on), str(found.completed_on)) == ("2027-03-24", "2027-04-07")
    assert dict(found.leave_lines)["Besucht"] == "3 von 3 Tagen, 6 Std. von 6 Std."
    assert NAME not in str(found)


def test_a_file_is_compared_with_the_register(ada):
    paper = paper_of(ada, ATTENDANCE)
    data = file_of(paper)
    assert verify_file(data=data, address="127.0.0.1", at=AFTER).state == FileState.GENUINE
    genuine = text_of(pikepdf.open(io.BytesIO(data)))
    forged = genuine.replace(NUMBER, "99.99-99/27")
    assert differing_on_page(forged, paper, genuine) == ["leave"]
    assert differing_on_page(genuine.replace("6 Std. von", "5 Std. von"), paper, genuine)


def test_the_mail_fits_the_paper(ada):
    paper_of(ada, REGISTRATION)
    mail = OutboxMessage.objects.get(kind__startswith="leave_paper")
    assert mail.subject.startswith("Anmeldebestätigung zur Bildungszeit: „")
    assert f"http://testserver/de/lernen/{ada.key}/bildungszeit/" in mail.text
    assert "sechs Wochen vor Beginn" in mail.text
    assert "Glückwunsch" not in mail.text
    OutboxMessage.objects.all().delete()
    paper_of(ada, ATTENDANCE)
    mail = OutboxMessage.objects.get()
    assert mail.subject.startswith("Teilnahmebescheinigung zur Bildungszeit: „")
    assert "sechs Wochen" not in mail.text


def test_papers_are_no_certificates_of_the_course(ada):
    registration, attendance = paper_of(ada, REGISTRATION), paper_of(ada, ATTENDANCE)
    card = learning(ada.user, "de").running[0]
    assert (card.certificates, card.is_leave) == ([], True)
    Enrolment.objects.filter(pk=ada.pk).update(state="completed", completed_at=AFTER)
    assert list(due_enrolments()) == [ada]
    assert learning(ada.user, "de").finished[0].waits_for_name
    assert list(unfounded_certificates([])) == []
    figures = city_figures(at=AFTER + timedelta(days=40), least=1)
    assert {row.counts["certified"] for table in figures.tables.values() for row in table} <= {
        0, None,
    }  # fmt: skip
    course = issue_certificates(enrolment=ada, at=AFTER)
    assert course.pk not in {registration.pk, attendance.pk}
    assert learning(ada.user, "de").finished[0].certificates == [course]
