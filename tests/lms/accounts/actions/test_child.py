"""Registration of children, and what goes when nobody answers."""

import pytest

from lms.accounts.actions import drop_own_pending, drop_unanswered, name_guardian, register_child
from lms.accounts.actions.child import deadline
from lms.accounts.actions.paper import print_form
from lms.accounts.consent.queries import is_pending
from lms.accounts.enums import AgeBand, Decision
from lms.accounts.models import Guardian, GuardianCode, PaperForm, User
from lms.common.errors import ConflictError
from lms.records.models import AuditEvent, OutboxMessage
from tests.support.consent import (
    ANNE,
    BEN,
    DAY,
    NOW,
    child,
    confirmed,
    decide,
    learning_child,
)  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("band", [AgeBand.UNDER_14, AgeBand.FROM_14])
def test_nothing_is_kept_beyond_the_pending_record(band):
    user = child(band, (ANNE, BEN))
    filled = {
        field.name: getattr(user, field.name)
        for field in User._meta.concrete_fields
        if getattr(user, field.name) not in ("", None, False)
    }
    assert set(filled) == {
        "id", "password", "username", "is_active", "date_joined", "key", "kind", "age_band",
        "age_band_asked_at", "pause_reason", "paused_at", "language",
    }  # fmt: skip
    assert filled["pause_reason"] == "missing"
    assert sorted(Guardian.objects.values_list("email", flat=True)) == [ANNE, BEN]
    assert not AuditEvent.objects.exists()
    assert [m.person_key for m in OutboxMessage.objects.all()] == ["", ""]


def test_on_paper_one_guardian_without_address_is_noted_and_no_mail_sent():
    child(emails=())
    assert Guardian.objects.get().email == ""
    assert not OutboxMessage.objects.exists()


def test_a_taken_name_is_drawn_again(monkeypatch):
    names = iter(["mutiger-otter-1234", "mutiger-otter-1234", "wilder-wolf-9999"])
    monkeypatch.setattr("lms.accounts.actions.child.draw_name", lambda: next(names))
    assert [child().username, child().username] == ["mutiger-otter-1234", "wilder-wolf-9999"]


def test_when_every_name_is_taken_it_is_said(monkeypatch):
    monkeypatch.setattr("lms.accounts.actions.child.draw_name", lambda: "mutiger-otter-1234")
    child()
    with pytest.raises(ConflictError):
        register_child(
            band=AgeBand.UNDER_14, password="x", guardian_emails=[], language="de", at=NOW
        )
    assert User.objects.count() == 1


def test_unanswered_accounts_go_after_seven_days_and_twice_is_harmless():
    user, other = child(), child(emails=(BEN,), at=NOW + DAY)
    assert deadline(user, NOW) == NOW + 7 * DAY
    assert drop_unanswered(at=NOW + 7 * DAY - DAY / 24) == 0
    assert [drop_unanswered(at=NOW + 7 * DAY) for _ in range(2)] == [1, 0]
    assert list(User.objects.all()) == [other]
    assert list(Guardian.objects.values_list("email", flat=True)) == [BEN]
    assert GuardianCode.objects.count() == 1


def test_with_an_open_form_on_paper_they_go_after_fourteen_days():
    user = child()
    print_form(guardian=user.guardians.get(), at=NOW + 5 * DAY)
    assert deadline(user, NOW + 6 * DAY) == NOW + 14 * DAY
    assert drop_unanswered(at=NOW + 14 * DAY - DAY / 24) == 0
    assert [drop_unanswered(at=NOW + 14 * DAY) for _ in range(2)] == [1, 0]
    assert not User.objects.exists()
    assert not PaperForm.objects.exists()


def test_refused_accounts_go_too():
    user = child()
    decide(user, Decision.REFUSED, guardian=confirmed(user))
    assert is_pending(user)
    assert drop_unanswered(at=NOW + 7 * DAY) == 1
    assert not User.objects.exists()


def test_accounts_that_were_used_stay_when_consent_is_withdrawn():
    user = learning_child()
    decide(user, Decision.WITHDRAWN, guardian=user.guardians.get(), at=NOW + DAY)
    assert not is_pending(user)
    assert drop_unanswered(at=NOW + 100 * DAY) == 0
    assert list(User.objects.all()) == [user]


def test_guardian_named_later_who_never_answered_goes_alone():
    user = learning_child()
    name_guardian(child=user, email=BEN, at=NOW)
    assert [drop_unanswered(at=NOW + 7 * DAY) for _ in range(2)] == [0, 0]
    assert list(user.guardians.values_list("email", flat=True)) == [ANNE]


def test_delete_at_once_only_while_nothing_was_used():
    waits, learns = child(), learning_child()
    drop_own_pending(user=waits)
    with pytest.raises(ConflictError):
        drop_own_pending(user=learns)
    assert list(User.objects.all()) == [learns]
