"""Builds hostile archives in memory or on disk; none of them lies in the repository."""

import io
import stat
import struct
import warnings
import zipfile
from pathlib import Path

MIB = 1024 * 1024


def packed(path: Path, *entries: tuple[str | zipfile.ZipInfo, bytes], method=None) -> Path:
    """An archive with these entries, however odd their names."""
    how = zipfile.ZIP_DEFLATED if method is None else method
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", how) as archive:
        warnings.simplefilter("ignore")  # of names that stand twice
        for name, data in entries:
            info = name if isinstance(name, zipfile.ZipInfo) else entry(name)
            info.compress_type = how
            archive.writestr(info, data)
    return path


def entry(name: str) -> zipfile.ZipInfo:
    """An entry whose name ``zipfile`` does not tidy."""
    info = zipfile.ZipInfo("x")
    info.filename = name
    return info


def link(name: str) -> zipfile.ZipInfo:
    """A symbolic link."""
    info = entry(name)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def bomb(path: Path, size: int, name: str = "a.md") -> Path:
    """One file of zeros."""
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(name, "w") as out,
    ):
        for _piece in range(size // MIB):
            out.write(bytes(MIB))
    return path


def changed(path: Path, old: bytes, new: bytes) -> Path:
    """The archive with some bytes of the same length replaced."""
    assert len(old) == len(new)
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new))
    return path


def with_declared_size(path: Path, size: int) -> Path:
    """An archive of one entry that says, in both places, to unpack to ``size`` bytes."""
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<L", data, 22, size)
    struct.pack_into("<L", data, at + 24, size)
    path.write_bytes(data)
    return path


def overlapping(path: Path) -> Path:
    """Two names for the same bytes."""
    packed(path, ("a.md", b"x" * 100), ("b.md", b"y" * 100))
    data = bytearray(path.read_bytes())
    second = data.rfind(b"PK\x01\x02")
    struct.pack_into("<L", data, second + 42, 0)
    path.write_bytes(data)
    return path


def inner() -> bytes:
    """A small archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("x", b"x")
    return buffer.getvalue()


def with_many_entries(path: Path, count: int) -> Path:
    """Empty files, as many as wished."""
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(count):
            archive.writestr(zipfile.ZipInfo(str(number)), b"")
    return path


def with_false_count(path: Path, count: int) -> Path:
    """Many entries, of which the end record admits only one."""
    with_many_entries(path, count)
    data = bytearray(path.read_bytes())
    struct.pack_into("<HH", data, data.rfind(b"PK\x05\x06") + 8, 1, 1)
    path.write_bytes(data)
    return path
