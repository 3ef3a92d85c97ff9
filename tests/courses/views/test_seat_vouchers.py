"""Vouchers are made in batches; their codes are shown once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Voucher, VoucherBatch
from tests.factories.network import MembershipFactory
from tests.factories.runs import make_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(client):
    run = make_run(entrance="voucher")
    client.force_login(MembershipFactory(partner=run.course.partner, role="admin").user)
    return run


def address(run):
    return f"/de/plaetze/{run.key}/gutscheine/"


def test_codes_are_shown_once(client, run):
    made = client.post(address(run), {"label": "Bibliothek", "number": "4", "expires_on": ""})
    html = made.content.decode()
    assert (made.status_code, html.count("<code>")) == (200, 4)
    assert "no-store" in made["Cache-Control"]
    again = client.get(address(run)).content.decode()
    assert "<code>" not in again
    assert "0 von 4 eingelöst" in again
    assert Voucher.objects.count() == 4


def test_a_voucher_is_good_until_the_last_moment_of_its_day(client, run):
    day = timezone.localdate() + timedelta(days=3)
    client.post(address(run), {"label": "x", "number": "1", "expires_on": day.isoformat()})
    ends = timezone.localtime(VoucherBatch.objects.get().expires_at)
    assert (ends.date(), ends.hour) == (day + timedelta(days=1), 0)


def test_nonsense_is_refused_and_stays_in_the_form(client, run):
    answer = client.post(address(run), {"label": "Herbst", "number": "0"})
    assert answer.status_code == 422
    assert 'value="Herbst"' in answer.content.decode()
    past = client.post(address(run), {"label": "x", "number": "1", "expires_on": "2020-01-01"})
    assert past.status_code == 422
    assert not VoucherBatch.objects.exists()


def test_a_batch_is_closed(client, run):
    client.post(address(run), {"label": "x", "number": "1"})
    batch = VoucherBatch.objects.get()
    assert client.post(f"{address(run)}{batch.key}/schliessen/").status_code == 303
    batch.refresh_from_db()
    assert batch.closed_at is not None
    assert "geschlossen" in client.get(address(run)).content.decode()
    other = make_run()
    assert client.post(f"{address(other)}{batch.key}/schliessen/").status_code == 404
