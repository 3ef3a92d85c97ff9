from datetime import timedelta

import pytest
from django.utils import translation

from lms.accounts.privacy.rules import rules
from lms.records.models import IdempotencyKey
from tests.factories.courses import NOW

RULES = {rule.code: rule for rule in rules()}


@pytest.mark.django_db
def test_a_rule_counts_before_it_acts():
    IdempotencyKey.objects.create(key="alt", created_at=NOW - timedelta(days=8))
    IdempotencyKey.objects.create(key="neu", created_at=NOW)
    rule = RULES["idempotency"]
    assert (rule.due(at=NOW), rule.due(at=NOW + timedelta(days=30))) == (1, 2)
    assert (rule.apply(at=NOW), rule.apply(at=NOW)) == (1, 0)
    assert IdempotencyKey.objects.get().key == "neu"


def test_a_rule_done_elsewhere_does_nothing_here():
    assert RULES["classes"].apply(at=NOW) == 0
    assert RULES["log-files"].due(at=NOW) is None


def test_rules_have_a_name_in_each_language():
    assert str(RULES["answers"].title) == "Antworten in Tests"
    with translation.override("en"):
        assert str(RULES["answers"].title) == "Answers in tests"
        assert str(RULES["idempotency"].period) == "7 days"
