"""The hostile corpus of archives: each refused as a whole, quickly, with its reason."""

import time
import zipfile

import pytest

from lms.common.archive import LIMITS, Limits, unpack
from lms.common.archive_faults import ArchiveRefusedError, Fault
from tests.support import zips
from tests.support.measuring import measured
from tests.support.zips import MIB

OK = ("gut.md", b"# Gut")
HOSTILE = {
    "slip": (Fault.OUTSIDE, lambda p: zips.packed(p, OK, ("../x.md", b"x"))),
    "slip inside": (Fault.OUTSIDE, lambda p: zips.packed(p, ("a/../../x.md", b"x"))),
    "absolute": (Fault.OUTSIDE, lambda p: zips.packed(p, OK, ("/etc/x", b"x"))),
    "backslash": (Fault.OUTSIDE, lambda p: zips.packed(p, OK, ("..\\x.md", b"x"))),
    "drive": (Fault.OUTSIDE, lambda p: zips.packed(p, OK, ("C:x.md", b"x"))),
    "empty part": (Fault.OUTSIDE, lambda p: zips.packed(p, OK, ("a//x.md", b"x"))),
    "nul": (
        Fault.NAME,
        lambda p: zips.changed(zips.packed(p, ("a.md_b.png", b"x")), b"d_b", b"d\0b"),
    ),
    "newline": (Fault.NAME, lambda p: zips.packed(p, ("a\nb.md", b"x"))),
    "long name": (Fault.NAME, lambda p: zips.packed(p, ("ü" * 101, b"x"))),
    "symlink": (Fault.LINK, lambda p: zips.packed(p, OK, (zips.link("x.md"), b"/etc/passwd"))),
    "twins": (Fault.TWIN, lambda p: zips.packed(p, OK, (zips.entry("gut.md"), b"x"))),
    "twins by case": (Fault.TWIN, lambda p: zips.packed(p, OK, ("GUT.md", b"x"))),
    "twins by unicode": (
        Fault.TWIN,
        lambda p: zips.packed(p, ("ü.md", b"x"), ("u\u0308.md", b"y")),
    ),
    "file and folder": (Fault.TWIN, lambda p: zips.packed(p, ("a", b"x"), ("a/b.md", b"y"))),
    "entries": (Fault.ENTRY_COUNT, lambda p: zips.with_many_entries(p, 5001)),
    "false count": (Fault.ENTRY_COUNT, lambda p: zips.with_false_count(p, 5001)),
    "bomb": (Fault.RATIO, lambda p: zips.bomb(p, 64 * MIB)),
    "big bomb": (Fault.TOTAL_SIZE, lambda p: zips.with_declared_size(zips.bomb(p, MIB), 2**31)),
    "lying bomb": (Fault.SIZES, lambda p: zips.with_declared_size(zips.bomb(p, 64 * MIB), 1000)),
    "promising more": (Fault.SIZES, lambda p: zips.with_declared_size(zips.packed(p, OK), 9)),
    "overlap": (Fault.OVERLAP, zips.overlapping),
    "nested": (Fault.NESTED, lambda p: zips.packed(p, OK, ("innen.txt", zips.inner()))),
    "no zip": (Fault.UNREADABLE, lambda p: p.write_bytes(b"GIF89a" + b"x" * 400) and p),
    "empty": (Fault.UNREADABLE, zips.packed),
    "in front": (
        Fault.UNREADABLE,
        lambda p: p.write_bytes(b"GIF89a" + zips.packed(p, OK).read_bytes()) and p,
    ),
    "checksum": (
        Fault.SIZES,
        lambda p: zips.changed(
            zips.packed(p, ("a.md", b"abcdef"), method=zipfile.ZIP_STORED), b"abcdef", b"abcdeX"
        ),
    ),
    "method": (Fault.METHOD, lambda p: zips.packed(p, OK, method=zipfile.ZIP_BZIP2)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_archives_are_refused(tmp_path, name):
    fault, build = HOSTILE[name]
    path = build(tmp_path / "upload")
    before = sorted(tmp_path.rglob("*"))
    started = time.process_time()
    with pytest.raises(ArchiveRefusedError) as caught:
        unpack(path, tmp_path / "quarantine")
    assert caught.value.reason == fault
    assert time.process_time() - started < 5
    outside = [p for p in tmp_path.rglob("*") if "quarantine" not in p.parts]
    assert sorted(outside) == before


def test_what_is_good_is_unpacked(tmp_path):
    office = ("blatt.docx", zips.inner())
    text = ("ordner/größe.md", "Chóśebuz".encode() * 40_000)
    path = zips.packed(tmp_path / "a.zip", (zipfile.ZipInfo("ordner/"), b""), OK, office, text)
    shares = []
    names = unpack(path, tmp_path / "aus", on_progress=shares.append)
    assert names == ("gut.md", "blatt.docx", "ordner/größe.md")
    assert {name: (tmp_path / "aus" / name).read_bytes() for name in names} == dict(
        [OK, office, text]
    )
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_archives_written_to_a_pipe_carry_their_sizes_behind(tmp_path):
    with (tmp_path / "a.zip").open("wb") as file:
        file.seekable = lambda: False
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(*OK)
    assert unpack(tmp_path / "a.zip", tmp_path / "aus") == ("gut.md",)


def test_an_upload_has_its_limit(tmp_path):
    path = zips.packed(tmp_path / "a.zip", OK)
    with pytest.raises(ArchiveRefusedError, match="zu groß"):
        unpack(path, tmp_path / "aus", limits=Limits(upload=10))
    assert LIMITS.upload == 200 * MIB


def test_bombs_never_stand_in_memory(tmp_path):
    """Each rule lets this one pass but the last: its size is a lie."""
    path = zips.with_declared_size(zips.bomb(tmp_path / "a.zip", 400 * MIB), 30 * MIB)
    script = (
        "from pathlib import Path\n"
        "from lms.common.archive import unpack\n"
        "from lms.common.archive_faults import ArchiveRefusedError\n"
        "try:\n    unpack(*map(Path, sys.argv[1:]))\n"
        "except ArchiveRefusedError as error:\n    print(error.reason)\n"
    )
    done = measured(script, path, tmp_path / "aus")
    assert done.printed == Fault.SIZES
    assert done.mebibytes < 300
    assert done.seconds < 5
