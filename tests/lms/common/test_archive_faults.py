from lms.common.archive_faults import SENTENCES, ArchiveRefusedError, Fault


def test_every_fault_has_a_sentence():
    assert set(SENTENCES) == set(Fault)


def test_names_are_shown_short_and_without_control_characters():
    text = str(ArchiveRefusedError(Fault.NAME, "a\x00b" + "x" * 500))
    assert "„a·bxxx" in text
    assert len(text) < 250
