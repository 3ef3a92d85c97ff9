"""Decisions: append-only, effective in the same transaction; texts with versions."""

import pytest
from django.db import DatabaseError, transaction

from lms.accounts.actions import load_texts, publish_text, record_consent, refresh_pause
from lms.accounts.enums import AgeBand, Decision, Method, Party, PauseReason, Purpose
from lms.accounts.models import ConsentEvent, ConsentText
from lms.common.errors import ConflictError
from lms.records.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.support.consent import (
    DAY,
    NEW_TEXT,
    NOW,
    child,
    confirmed,
    decide,
    learning_child,
)  # fmt: skip

pytestmark = pytest.mark.django_db


def test_account_goes_on_and_stops_with_the_decision():
    user = child()
    guardian = confirmed(user)
    assert (user.pause_reason, user.paused_at) == (PauseReason.CONSENT_MISSING, NOW)
    decide(user, guardian=guardian)
    assert (user.pause_reason, user.paused_at) == ("", None)
    decide(user, Decision.WITHDRAWN, guardian=guardian, at=NOW + DAY)
    assert (user.pause_reason, user.paused_at) == (PauseReason.CONSENT_WITHDRAWN, NOW + DAY)
    decide(user, Decision.REFUSED, guardian=guardian, at=NOW + 2 * DAY)
    assert (user.pause_reason, user.paused_at) == (PauseReason.CONSENT_REFUSED, NOW + DAY)


def test_event_says_who_what_and_how_without_content():
    user = child()
    guardian = confirmed(user)
    record_consent(
        user=user, purpose=Purpose.ACCOUNT, decision=Decision.GIVEN, version=1,
        guardian=guardian, method=Method.LINK, at=NOW,
    )  # fmt: skip
    event = ConsentEvent.objects.get()
    assert (event.person_key, event.party, event.guardian_key) == (
        user.key, Party.GUARDIAN, guardian.key,
    )  # fmt: skip
    assert (event.decision, event.method, event.version) == (Decision.GIVEN, Method.LINK, 1)
    assert {field.name for field in ConsentEvent._meta.fields} == {
        "id", "at", "person_key", "party", "guardian_key", "purpose", "version", "decision", "method",
    }  # fmt: skip


@pytest.mark.parametrize("change", ["update", "delete"])
@pytest.mark.parametrize("model", [ConsentEvent, ConsentText])
def test_what_was_decided_cannot_be_changed(model, change):
    learning_child()
    rows = model.objects.all()
    before = list(rows.values())
    assert before
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete() if change == "delete" else rows.update(version=9)
    assert list(model.objects.values()) == before


def test_agreeing_to_an_old_text_says_nothing():
    user = UserFactory()
    publish_text(purpose=Purpose.DIGEST, texts=NEW_TEXT, actor_key="amt", at=NOW)
    with pytest.raises(ConflictError):
        record_consent(
            user=user, purpose=Purpose.DIGEST, decision=Decision.GIVEN, version=1, at=NOW
        )
    assert not ConsentEvent.objects.exists()
    record_consent(
        user=user, purpose=Purpose.DIGEST, decision=Decision.WITHDRAWN, version=1, at=NOW
    )
    assert ConsentEvent.objects.count() == 1


def test_publishing_makes_the_next_version_and_is_logged():
    text = publish_text(purpose=Purpose.ACCOUNT, texts=NEW_TEXT, actor_key="amt", at=NOW)
    assert (text.version, text.published_by_key) == (2, "amt")
    assert text.texts["de"]["title"] == "Neue Fassung"
    event = AuditEvent.objects.get(action="consent-text.publish")
    assert (event.actor_key, event.object_key) == ("amt", "account:2")


def test_a_new_text_stops_nobody_for_thirty_days():
    user = learning_child()
    publish_text(purpose=Purpose.ACCOUNT, texts=NEW_TEXT, actor_key="", at=NOW)
    assert not refresh_pause(user=user, at=NOW + 29 * DAY)
    assert refresh_pause(user=user, at=NOW + 30 * DAY)
    user.refresh_from_db()
    assert user.pause_reason == PauseReason.TEXT_CHANGED
    decide(user, guardian=confirmed(user), version=2, at=NOW + 31 * DAY)
    assert user.pause_reason == ""


def test_setup_loads_each_purpose_once_in_both_languages():
    before = ConsentText.objects.count()
    assert load_texts(at=NOW) == before == len(Purpose)
    assert ConsentText.objects.count() == before
    for text in ConsentText.objects.all():
        assert all(text.texts[code]["title"] and text.texts[code]["text"] for code in ("de", "en"))


@pytest.mark.parametrize("needs_all", [True, False])
def test_setting_says_whether_one_or_all_must_agree(settings, needs_all):
    settings.CONSENT_ALL_GUARDIANS = needs_all
    user = child(emails=("anne@example.org", "ben@example.org"))
    decide(user, guardian=confirmed(user, "anne@example.org"))
    assert user.pause_reason == ("missing" if needs_all else "")
    decide(user, guardian=confirmed(user, "ben@example.org"))
    assert user.pause_reason == ""
    decide(user, Decision.WITHDRAWN, guardian=confirmed(user, "ben@example.org"))
    assert user.pause_reason == "withdrawn"


def test_one_person_decides_alone_from_16_on():
    user = UserFactory(age_band=AgeBand.FROM_16, age_band_asked_at=NOW)
    refresh_pause(user=user, at=NOW)
    assert user.pause_reason == PauseReason.CONSENT_MISSING
    decide(user)
    assert user.pause_reason == ""
