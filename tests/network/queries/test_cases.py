"""What narrows the board."""

import pytest

from network.enums import CooperationState as S
from network.models import Cooperation
from tests.factories.accounts import sign_in
from tests.support.cases import (
    TODAY,
    cast,
)
from tests.support.pages import words

pytestmark = pytest.mark.django_db


BOARD = "/de/netzwerk/faelle/"


def test_filters_narrow_the_board(client):
    late, usual = cast(S.IN_TALKS), cast(S.IN_TALKS, lead_field=None)
    Cooperation.objects.filter(pk=late.case.pk).update(
        title="Verspätet", next_step="Anruf", next_step_due=TODAY.replace(year=2020)
    )
    sign_in(client, late.city)
    for query, wanted in (
        ("", {"Verspätet", "Sicher im Netz"}),
        ("ueberfaellig=1", {"Verspätet"}),
        ("feld=education", {"Verspätet"}),
        (f"partner={usual.a.key}", {"Sicher im Netz"}),
        ("meine=1", {"Verspätet"}),
    ):
        text = words(client.get(f"{BOARD}?{query}"))
        shown = {name for name in ("Verspätet", "Sicher im Netz") if f">{name}</a>" in text}
        assert shown == wanted, query
    assert "überfällig seit" in words(client.get(BOARD))
