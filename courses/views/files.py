"""Sends lesson files with ranges: browsers ask for films in pieces."""

import re
from collections.abc import Iterator
from hashlib import sha256
from http import HTTPStatus
from typing import IO, Any
from urllib.parse import quote

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from courses.models import LessonFile
from lms.common.text import MOST_DIGITS

CHUNK = 64 * 1024  # bytes
SHOWN = ("video/", "audio/", "text/vtt")  # everything else is offered for download
_RANGE = re.compile(rf"bytes=(\d{{0,{MOST_DIGITS}}})-(\d{{0,{MOST_DIGITS}}})", re.ASCII)


def send_file(request: HttpRequest, file: LessonFile) -> HttpResponseBase:
    """Stream a file, or the piece of it the browser asks for.

    Raises:
        Http404: The file is gone from the storage.

    Source: RFC 9110, sections 13.1.5 and 14 (one range; several are answered with the whole).
    """
    try:
        handle = default_storage.open(file.storage_name)
    except (FileNotFoundError, OSError) as error:
        raise Http404 from error
    size = handle.size
    wanted = _range(_header(request, file), size)
    if wanted is None:
        handle.close()
        response: HttpResponseBase = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        response["Content-Range"] = f"bytes */{size}"
        return response
    start, end = wanted
    is_part = (start, end) != (0, size)
    response = StreamingHttpResponse(
        _pieces(handle, start, end),
        status=HTTPStatus.PARTIAL_CONTENT if is_part else HTTPStatus.OK,
        content_type=file.media_type,
    )
    # A browser may hang up before the first piece is asked for.
    closers: list[Any] = getattr(response, "_resource_closers", [])
    closers.append(handle.close)
    if is_part:
        response["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return _described(response, file, end - start)


def _described(
    response: StreamingHttpResponse, file: LessonFile, length: int
) -> StreamingHttpResponse:
    response["Content-Length"] = str(length)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = _mark(file)
    response["Content-Disposition"] = _disposition(file)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _header(request: HttpRequest, file: LessonFile) -> str:
    """The range asked for; none when the pieces the browser has are of another file."""
    known = request.headers.get("If-Range", "")
    return "" if known and known != _mark(file) else request.headers.get("Range", "")


def _mark(file: LessonFile) -> str:
    """The storage gives every upload a name of its own; the size tells a late namesake apart."""
    source = f"{file.storage_name}:{file.size_bytes}"
    return f'"{sha256(source.encode()).hexdigest()[:32]}"'


def _range(header: str, size: int) -> tuple[int, int] | None:
    """Start and end (exclusive); the whole where nothing sensible is asked; None: no such piece."""
    match = _RANGE.fullmatch(header.strip())
    if not match or not any(match.groups()):
        return 0, size
    first, last = match.groups()
    if not first:  # the last so many bytes
        return (max(0, size - int(last)), size) if int(last) and size else None
    start = int(first)
    end = min(size, int(last) + 1) if last else size
    return (start, end) if start < end else None


def _pieces(handle: IO[bytes], start: int, end: int) -> Iterator[bytes]:
    with handle:
        handle.seek(start)
        left = end - start
        while left > 0 and (piece := handle.read(min(CHUNK, left))):
            left -= len(piece)
            yield piece


def _disposition(file: LessonFile) -> str:
    ending = file.storage_name.rsplit(".", 1)[-1]
    kind = "inline" if file.media_type.startswith(SHOWN) else "attachment"
    return f"{kind}; filename*=UTF-8''{quote(f'{file.title}.{ending}')}"
