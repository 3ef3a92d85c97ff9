"""A certificate's PDF as anybody may hand it in: the document inside, and what its pages say."""

import io
from dataclasses import dataclass
from itertools import islice

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from courses.formats.credentials.checking import MAX_BYTES, MAX_TEXT

_MAX_PAGES = 3  # that are read; a certificate has one
# What a broken file makes the library raise; its documentation names the first alone.
_BROKEN = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
)


class CertificateFileError(ValueError):
    """A file is no PDF that could be read, or far from one of ours."""


@dataclass(frozen=True)
class CertificateFile:
    """What was found; both texts empty where there is nothing."""

    credential: str  # the first JSON file inside
    text: str  # of the first pages, words divided by single spaces
    pages: int = 1  # as far as they were read


def read_certificate_file(data: bytes) -> CertificateFile:
    """Read a PDF of anybody's; nothing in it is run or fetched.

    Raises:
        CertificateFileError: It is too large, locked, or cannot be read.
    """
    if len(data) > MAX_BYTES or not data.startswith(b"%PDF-"):
        message = "no PDF of the size of a certificate"
        raise CertificateFileError(message)
    try:
        reader = PdfReader(io.BytesIO(data))
        texts = [page.extract_text() for page in islice(reader.pages, _MAX_PAGES)]
        document = _document_in(reader)
    except _BROKEN as error:
        message = f"a PDF that cannot be read: {type(error).__name__}"
        raise CertificateFileError(message) from error
    return CertificateFile(document, " ".join(" ".join(texts).split()), len(texts))


def _document_in(reader: PdfReader) -> str:
    for name, contents in reader.attachments.items():
        if name.endswith(".json") and contents and len(contents[0]) <= MAX_TEXT:
            return contents[0].decode("utf-8", errors="replace")
    return ""
