import io
import json
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from lms.accounts.actions.privacy_case import open_case
from lms.accounts.enums import CaseKind
from lms.accounts.models import PrivacyCase, User
from lms.accounts.privacy.views.office import LOOK
from lms.records.models import AuditEvent
from tests.factories.accounts import StaffFactory, UserFactory, sign_in

pytestmark = pytest.mark.django_db
SEARCH = "privacy:person-search"
REASON = "Sie bat im Bürgerbüro um Auskunft."


@pytest.fixture
def staff(client):
    person = StaffFactory()
    sign_in(client, person)
    return person


def find(client, email, **values):
    return client.post(reverse(SEARCH), {"email": email, "reason": REASON, **values})


def test_a_case_is_opened_shown_and_closed(client, staff):
    assert client.post(reverse("privacy:case-new"), {}).status_code == 422
    answer = client.post(reverse("privacy:case-new"), {"kind": "erasure"})
    assert answer.status_code == 303
    case = PrivacyCase.objects.get()
    page = client.get(reverse("privacy:cases")).content.decode()
    assert case.number in page
    assert "Ist beantwortet" in page
    close = reverse("privacy:case-close", args=[case.number])
    assert client.post(close).status_code == 303
    assert client.post(close).status_code == 409
    case.refresh_from_db()
    assert case.closed_by_key == staff.key


def test_one_person_by_exact_address_and_reason(client, staff):
    person = UserFactory(display_name="Nadja Nowak")
    assert find(client, person.email, reason="nur so").status_code == 422
    assert find(client, person.email[:-1]).status_code == 422
    assert not AuditEvent.objects.filter(action="person.look").exists()
    answer = find(client, person.email.upper())
    assert (answer.status_code, answer["Location"]) == (
        303, reverse("privacy:person", args=[person.key]),
    )  # fmt: skip
    assert "Nadja Nowak" in client.get(answer["Location"]).content.decode()
    event = AuditEvent.objects.get(action="person.look")
    assert (event.actor_key, event.person_key, event.note.text) == (staff.key, person.key, REASON)


def test_what_was_typed_stays_when_nobody_is_found(client, staff):
    answer = find(client, "niemand@example.org")
    assert answer.status_code == 422
    assert "niemand@example.org" in answer.content.decode()
    assert REASON in answer.content.decode()


def test_seats_of_classes_are_never_found(client, staff):
    UserFactory(kind="seat", email="")
    assert find(client, "").status_code == 422
    assert find(client, "seat@example.org").status_code == 422


def test_without_saying_why_nobody_is_there(client, staff):
    person, other = UserFactory(), UserFactory()
    assert client.get(reverse("privacy:person", args=[person.key])).status_code == 404
    find(client, person.email)
    assert client.get(reverse("privacy:person", args=[person.key])).status_code == 200
    assert client.get(reverse("privacy:person", args=[other.key])).status_code == 404


def test_after_a_quarter_of_an_hour_the_page_is_closed(client, staff):
    person = UserFactory()
    find(client, person.email)
    session = client.session
    session[LOOK] = {**session[LOOK], "until": "2020-01-01T00:00:00+00:00"}
    session.save()
    assert client.get(reverse("privacy:person", args=[person.key])).status_code == 404


def test_a_copy_and_erasing_need_a_case(client, staff):
    person = UserFactory()
    find(client, person.email)
    for name in ("privacy:person-export", "privacy:person-erase"):
        assert client.post(reverse(name, args=[person.key])).status_code == 404
    assert not User.objects.exclude(erase_at=None).exists()


def test_in_a_case_both_are_done_for_the_person(client, staff):
    person = UserFactory(display_name="Nadja Nowak")
    case = open_case(kind=CaseKind.EXPORT, actor=staff, at=timezone.now())
    find(client, person.email, case=case.number)
    answer = client.post(reverse("privacy:person-export", args=[person.key]))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        (row,) = json.loads(archive.read("daten/accounts.user.json"))
    assert row["display_name"] == "Nadja Nowak"
    answer = client.post(reverse("privacy:person-erase", args=[person.key]))
    assert answer.status_code == 303
    person.refresh_from_db()
    case.refresh_from_db()
    assert person.erase_at is not None
    assert case.person_key == person.key
    events = AuditEvent.objects.filter(person_key=person.key).order_by("pk")
    assert [(e.action, e.data["case"]) for e in events] == [
        ("person.look", case.number), ("person.export", case.number),
        ("person.ask-erasure", case.number),
    ]  # fmt: skip


def test_the_case_of_one_person_opens_nobody_else(client, staff):
    first, second = UserFactory(), UserFactory()
    case = open_case(kind=CaseKind.EXPORT, actor=staff, at=timezone.now())
    assert find(client, first.email, case=case.number).status_code == 303
    answer = find(client, second.email, case=case.number)
    assert answer.status_code == 422
    assert "case" in answer.context["form"].errors
    assert client.post(reverse("privacy:person-export", args=[second.key])).status_code == 404
    assert not AuditEvent.objects.filter(person_key=second.key).exists()


def test_closing_the_case_closes_the_page(client, staff):
    person = UserFactory()
    case = open_case(kind=CaseKind.EXPORT, actor=staff, at=timezone.now())
    find(client, person.email, case=case.number)
    page = reverse("privacy:person", args=[person.key])
    assert client.get(page).status_code == 200
    client.post(reverse("privacy:case-close", args=[case.number]))
    for name in ("privacy:person-export", "privacy:person-erase"):
        assert client.post(reverse(name, args=[person.key])).status_code == 404
    assert client.get(page).status_code == 404
    person.refresh_from_db()
    assert person.erase_at is None


def test_asking_twice_says_so(client, staff):
    person = UserFactory()
    case = open_case(kind=CaseKind.ERASURE, actor=staff, at=timezone.now())
    find(client, person.email, case=case.number)
    erase = reverse("privacy:person-erase", args=[person.key])
    client.post(erase)
    page = client.post(erase, follow=True).content.decode()
    assert "Das Löschen ist schon beantragt." in page
