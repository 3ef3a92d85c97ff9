from types import SimpleNamespace

from cms.checking.findings import Finding, Severity, hard, hint

PAGE = SimpleNamespace(pk=4, title="Lektion")


def test_findings_name_their_page_and_block():
    assert hard("empty_quiz", PAGE, "Leer", block_id="b1", medium_url="/x/") == Finding(
        Severity.HARD, "empty_quiz", 4, "Lektion", "Leer", "b1", "/x/"
    )
    assert hint("no_cover", PAGE, "Bild?") == Finding(
        Severity.HINT, "no_cover", 4, "Lektion", "Bild?"
    )
