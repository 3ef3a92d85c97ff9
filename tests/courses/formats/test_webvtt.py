import pytest

from courses.formats.webvtt import CaptionsFormatError, Cue, parse

GOOD = """WEBVTT - Lektion 1

NOTE
Gesprochen von Łucija

1
00:01.000 --> 00:04.250 line:80%
Dobry źeń!
Guten Tag!

01:00:00.000 --> 01:00:02.000
Tschüss.
"""


def test_captions_are_read_with_their_times():
    assert parse(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()) == (
        Cue(1000, 4250, "Dobry źeń!\nGuten Tag!"),
        Cue(3_600_000, 3_602_000, "Tschüss."),
    )


@pytest.mark.parametrize(
    ("data", "reason", "line"),
    [
        (b"1\n00:01.000 --> 00:02.000\nSRT", "signature", 1),
        (b"WEBVTTX\n", "signature", 1),
        (b"WEBVTT\n\nHallo", "empty", 3),
        (b"WEBVTT\n\n00:01,000 --> 00:02,000\nA", "timing", 3),
        (b"WEBVTT\n\n00:61.000 --> 01:02.000\nA", "timing", 3),
        (b"WEBVTT\n\n00:02.000 --> 00:01.000\nA", "order", 3),
        (b"WEBVTT\n\n00:05.000 --> 00:06.000\nA\n\n00:01.000 --> 00:02.000\nB", "order", 6),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n\xff", "encoding", 4),
    ],
)
def test_what_no_browser_shows_is_named_with_its_line(data, reason, line):
    with pytest.raises(CaptionsFormatError) as error:
        parse(data)
    assert (error.value.reason, error.value.line) == (reason, line)
