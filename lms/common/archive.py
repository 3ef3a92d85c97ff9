"""Reads zip files that strangers packed: everything in them is checked before one byte is kept.

The whole archive is refused when one entry is at fault. Python's ``zipfile`` reads the directory;
the data is unpacked here, in pieces, so that what is counted are real bytes, not promised ones.
"""

import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from lms.common.archive_faults import CONTROL, ArchiveRefusedError, Fault

MIB = 1024 * 1024
PIECE = 256 * 1024  # bytes read or written at once
# Offices pack their documents as zip files; nobody here looks inside those.
OFFICE = (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp")
_PACKED = (b"PK\x03\x04", b"PK\x05\x06", b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_DRIVE = re.compile(r"^[A-Za-z]:")
_LONGEST_PART = 200  # bytes; file systems hold 255
_LONGEST_NAME = 1000
_END = struct.Struct("<4s4H2LH")  # end of central directory
_LOCATOR = struct.Struct("<4sLQL")  # zip64
_LOCAL = struct.Struct("<4s5H3L2H")  # header before each entry
_LONGEST_COMMENT = 65_535
_ENCRYPTED, _SIZES_FOLLOW, _UTF8 = 0x1, 0x8, 0x800


@dataclass(frozen=True)
class Limits:
    """What an archive may hold; bytes and counts."""

    upload: int = 200 * MIB
    entries: int = 5_000
    total: int = 1024 * MIB
    ratio: int = 100  # times, from ``ratio_from`` bytes on
    ratio_from: int = MIB
    directory: int = 4 * MIB


LIMITS = Limits()


@dataclass(frozen=True)
class _Entry:
    name: str
    method: int
    start: int  # of the packed data
    packed: int
    size: int
    checksum: int


def unpack(
    source: Path,
    folder: Path,
    *,
    limits: Limits = LIMITS,
    on_progress: Callable[[float], None] = lambda _share: None,
) -> tuple[str, ...]:
    """Unpack an archive into an empty folder.

    Args:
        source: The archive.
        folder: Where to; made when absent. The caller removes it, also after an error.
        limits: What it may hold.
        on_progress: Told the share done, 0..1, after each file.

    Returns:
        The names of the files, with ``/`` between folders, in the archive's order.

    Raises:
        ArchiveRefusedError: Something about it is not as it should be.
    """
    with source.open("rb") as file:
        entries = _entries(file, source.stat().st_size, limits)
        total = sum(entry.size for entry in entries) or 1
        done = 0
        for entry in entries:
            target = folder / entry.name
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as out:
                for piece in _pieces(file, entry):
                    out.write(piece)
            done += entry.size
            on_progress(done / total)
    return tuple(entry.name for entry in entries)


def _entries(file: IO[bytes], size: int, limits: Limits) -> list[_Entry]:
    """Check the directory of an archive; nothing has been unpacked yet."""
    if size > limits.upload:
        raise ArchiveRefusedError(Fault.UPLOAD_SIZE)
    directory_at = _check_end(file, size, limits)
    try:
        with zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise ArchiveRefusedError(Fault.UNREADABLE) from error
    if len(infos) > limits.entries:
        raise ArchiveRefusedError(Fault.ENTRY_COUNT)
    _check_sizes(infos, size, limits)
    for info in infos:
        _check_entry(info)
    _check_twins(infos)
    entries = _located(file, infos, directory_at)
    return [entry for entry in entries if not entry.name.endswith("/")]


def _check_end(file: IO[bytes], size: int, limits: Limits) -> int:
    """Look at the end record by oneself: ``zipfile`` would read a directory of any length.

    Returns the place where the directory begins. Source: APPNOTE.TXT 6.3.10, section 4.3.16.
    """
    file.seek(max(size - _END.size - _LONGEST_COMMENT - _LOCATOR.size, 0))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise ArchiveRefusedError(Fault.UNREADABLE)
    _sign, disk, _start, _here, count, length, offset, _comment = _END.unpack_from(tail, at)
    has_locator = tail[max(at - _LOCATOR.size, 0) : at].startswith(b"PK\x06\x07")
    if count > limits.entries or has_locator:  # zip64 is for more than we take
        raise ArchiveRefusedError(Fault.ENTRY_COUNT)
    is_joined = size - len(tail) + at == offset + length  # nothing before or between
    if disk or not count or not is_joined:
        raise ArchiveRefusedError(Fault.UNREADABLE)
    if length > limits.directory:
        raise ArchiveRefusedError(Fault.ENTRY_COUNT)
    return int(offset)


def _check_sizes(infos: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    total = sum(info.file_size for info in infos)
    if total > limits.total:
        raise ArchiveRefusedError(Fault.TOTAL_SIZE)
    if total > limits.ratio_from and total > limits.ratio * size:
        raise ArchiveRefusedError(Fault.RATIO)
    for info in infos:
        is_large = info.file_size > limits.ratio_from
        if is_large and info.file_size > limits.ratio * info.compress_size:
            raise ArchiveRefusedError(Fault.RATIO, info.filename)


def _check_entry(info: zipfile.ZipInfo) -> None:
    name = info.orig_filename
    _check_name(name)
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        raise ArchiveRefusedError(Fault.LINK, name)
    if info.flag_bits & _ENCRYPTED:
        raise ArchiveRefusedError(Fault.ENCRYPTED, name)
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise ArchiveRefusedError(Fault.METHOD, name)


def _check_name(name: str) -> None:
    parts = name.removesuffix("/").split("/")
    if "\\" in name or _DRIVE.match(name) or {"", ".", ".."} & set(parts):
        raise ArchiveRefusedError(Fault.OUTSIDE, name)
    longest = max(len(part.encode()) for part in parts)
    if CONTROL.search(name) or longest > _LONGEST_PART or len(name.encode()) > _LONGEST_NAME:
        raise ArchiveRefusedError(Fault.NAME, name)


def _check_twins(infos: list[zipfile.ZipInfo]) -> None:
    """Refuse names that some file system takes for the same, and files that are also folders."""
    named: dict[bool, set[str]] = {True: set(), False: set()}  # by whether it is a folder
    folders: set[str] = set()
    for info in infos:
        name = unicodedata.normalize("NFKC", info.orig_filename).casefold().removesuffix("/")
        if name in named[info.is_dir()]:
            raise ArchiveRefusedError(Fault.TWIN, info.filename)
        named[info.is_dir()].add(name)
        parts = name.split("/")
        folders.update("/".join(parts[:depth]) for depth in range(1, len(parts)))
    both = named[False] & (folders | named[True])
    if both:
        raise ArchiveRefusedError(Fault.TWIN, min(both))


def _located(file: IO[bytes], infos: list[zipfile.ZipInfo], directory_at: int) -> Iterator[_Entry]:
    """Where the data of each entry lies; entries must not overlap nor contradict the directory."""
    free_from = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < free_from:
            raise ArchiveRefusedError(Fault.OVERLAP, info.filename)
        file.seek(info.header_offset)
        head = file.read(_LOCAL.size)
        if len(head) < _LOCAL.size or not head.startswith(b"PK\x03\x04"):
            raise ArchiveRefusedError(Fault.UNREADABLE, info.filename)
        _sign, _need, flags, method, *_time, _crc, packed, size, long, extra = _LOCAL.unpack(head)
        is_same = flags & _SIZES_FOLLOW or (packed, size) == (info.compress_size, info.file_size)
        if method != info.compress_type or file.read(long) != _raw_name(info) or not is_same:
            raise ArchiveRefusedError(Fault.SIZES, info.filename)
        start = info.header_offset + _LOCAL.size + long + extra
        free_from = start + info.compress_size
        if free_from > directory_at:
            raise ArchiveRefusedError(Fault.OVERLAP, info.filename)
        yield _Entry(info.filename, method, start, info.compress_size, info.file_size, info.CRC)


def _raw_name(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437")


def _pieces(file: IO[bytes], entry: _Entry) -> Iterator[bytes]:
    """The data of one entry; stops as soon as it is more than was promised."""
    size = checksum = 0
    for piece in _unpacked(file, entry):
        if not size and piece.startswith(_PACKED) and not entry.name.lower().endswith(OFFICE):
            raise ArchiveRefusedError(Fault.NESTED, entry.name)
        size += len(piece)
        if size > entry.size:
            raise ArchiveRefusedError(Fault.SIZES, entry.name)
        checksum = zlib.crc32(piece, checksum)
        yield piece
    if size != entry.size or checksum != entry.checksum:
        raise ArchiveRefusedError(Fault.SIZES, entry.name)


def _unpacked(file: IO[bytes], entry: _Entry) -> Iterator[bytes]:
    file.seek(entry.start)
    left = entry.packed
    inflater = zlib.decompressobj(-zlib.MAX_WBITS) if entry.method else None
    while left > 0 and (packed := file.read(min(PIECE, left))):
        left -= len(packed)
        if inflater is None:
            yield packed
        else:
            yield from _inflated(inflater, packed, entry)
    if inflater is not None and (not inflater.eof or inflater.unused_data):
        raise ArchiveRefusedError(Fault.SIZES, entry.name)


def _inflated(inflater: Any, packed: bytes, entry: _Entry) -> Iterator[bytes]:
    """What one piece unpacks to, itself in pieces: a bomb never stands in memory."""
    piece = b""
    while packed or len(piece) == PIECE:
        try:
            piece = inflater.decompress(packed, PIECE)
        except zlib.error as error:
            raise ArchiveRefusedError(Fault.UNREADABLE, entry.name) from error
        packed = inflater.unconsumed_tail
        if piece:
            yield piece
