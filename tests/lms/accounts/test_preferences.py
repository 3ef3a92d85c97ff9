from datetime import UTC, datetime

import pytest

from lms.accounts.enums import Decision, MailKind
from lms.accounts.models import ConsentEvent, MailPreference
from lms.accounts.preferences import kinds_of, read_switch, switch_off_path, wanted_by, wants
from tests.factories.accounts import UserFactory
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def decide(user, decision):
    ConsentEvent.objects.create(
        at=AT, person_key=user.key, party="person", purpose="digest", version=1,
        decision=decision, method="online",
    )  # fmt: skip


def test_everything_is_on_but_what_needs_consent():
    user = UserFactory()
    assert kinds_of(user) == {kind: kind != MailKind.DIGEST for kind in MailKind}
    assert [kind for kind in MailKind if not wants(user, kind)] == [MailKind.DIGEST]


@pytest.mark.parametrize(
    ("decisions", "is_wanted"),
    [
        ([], False),
        ([Decision.GIVEN], True),
        ([Decision.GIVEN, Decision.WITHDRAWN], False),
        ([Decision.REFUSED], False),
        ([Decision.WITHDRAWN, Decision.GIVEN], True),
    ],
)
def test_the_digest_comes_by_consent_alone(decisions, is_wanted):
    user = UserFactory()
    MailPreference.objects.create(user=user, kind=MailKind.DIGEST, is_on=not is_wanted)
    for decision in decisions:
        decide(user, decision)
    assert wants(user, MailKind.DIGEST) is is_wanted
    assert kinds_of(user)[MailKind.DIGEST] is is_wanted


@pytest.mark.parametrize("number", [1, 3])
def test_asking_for_many_costs_one_query(number):
    people = UserFactory.create_batch(number)
    MailPreference.objects.create(user=people[0], kind=MailKind.TASKS, is_on=False)
    with expect_statements(1):
        assert wanted_by(people, MailKind.TASKS) == people[1:]
    decide(people[0], Decision.GIVEN)
    with expect_statements(2):
        assert wanted_by(people, MailKind.DIGEST) == people[:1]


def test_a_switch_names_one_person_and_one_kind():
    user = UserFactory()
    token = switch_off_path(user, MailKind.ANSWER).rstrip("/").rpartition("/")[2]
    assert read_switch(token) == (user, MailKind.ANSWER)
    assert token == switch_off_path(user, MailKind.ANSWER).rstrip("/").rpartition("/")[2]
    for wrong in ("", "x", token[:-1], token.replace(":", ""), user.key):
        assert read_switch(wrong) is None
    user.delete()
    assert read_switch(token) is None
