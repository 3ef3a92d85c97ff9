"""What stands on the papers about Bildungszeit, in words."""

import pytest
from django.utils.translation import override

from courses.queries.leave_words import leave_lines
from tests.support.leave import LEAVE


def test_a_registration_has_no_attendance():
    assert leave_lines(LEAVE) == [
        ("Tage", "5 Tage mit je 6 Std."),
        ("Ort", "Haupthaus, Berliner Straße 13, 03046 Cottbus/Chóśebuz"),
        (
            "Anerkennung",
            "Bildungszeit nach § 32 BbgEBG, Aktenzeichen 33.12-51/27, "
            "Ministerium für Bildung, Jugend und Sport des Landes Brandenburg",
        ),
    ]


def test_attendance_is_told_in_days_and_hours():
    lines = dict(leave_lines({**LEAVE, "attended_days": 4, "attended_minutes": 1470}))
    assert lines["Besucht"] == "4 von 5 Tagen, 24 Std. 30 Min. von 30 Std."


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"days": 1}, "1 Tag mit je 6 Std."),
        ({"shortest_day": 180}, "5 Tage mit 3 Std. bis 6 Std."),
    ],
)
def test_days_in_words(values, words):
    assert dict(leave_lines({**LEAVE, **values}))["Tage"] == words


def test_without_a_place_none_is_told_and_labels_follow_the_reader():
    with override("de"):
        assert "Ort" not in dict(leave_lines({**LEAVE, "place": ""}))
