"""Makes tagged PDF/A-3a from HTML; nothing outside the document is ever fetched."""

import atexit
import base64
import ctypes
import gc
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

from django.utils.html import format_html
from PIL import ImageFile

from lms.common.pdf_claims import finish

FONT_FOLDER = Path(__file__).resolve().parents[1] / "static" / "vendor" / "fonts"
FAMILY = "Lernkette"
_FONT_NAMES = {
    "FiraSans-Regular": (400, ""),
    "FiraSans-SemiBold": (600, ""),
    "fira-sans-latin-400-normal": (400, "U+0000-00FF,U+2000-206F,U+20AC"),
    "fira-sans-latin-600-normal": (600, "U+0000-00FF,U+2000-206F,U+20AC"),
    "fira-sans-latin-ext-400-normal": (400, "U+0100-02BA,U+1E00-1E9F"),
    "fira-sans-latin-ext-600-normal": (600, "U+0100-02BA,U+1E00-1E9F"),
}
# Every set holds the names of one library on Linux, macOS and Windows.
_LIBRARIES = (
    ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libgobject-2.0-0.dll"),
    ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
    ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
    ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
)
_PAGE = '<!doctype html><html lang="{}"><head><meta charset="utf-8"><title>{}</title></head>'
# Pango's font map is shared by all documents and not made for several threads at once.
_LOCK = threading.Lock()


class PdfUnavailableError(RuntimeError):
    """The native libraries for PDFs are missing; docs/operate.md names the packages."""


@cache
def pdf_available() -> bool:
    """Tell whether the native libraries are there; looks once per process, without WeasyPrint."""
    return all(any(_loads(name) for name in names) for names in _LIBRARIES)


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


@dataclass(frozen=True)
class Source:
    """A file inside the PDF from which what its pages say can be read and checked."""

    name: str  # its ending tells the type
    data: bytes
    description: str
    made_at: datetime


def render_pdf(
    html: str,
    *,
    title: str,
    language: str,
    css: str = "",
    sources: Sequence[Source] = (),
    is_universal: bool = False,
) -> bytes:
    """Render the content of a page's body as PDF/A-3a with tags, language and title.

    Args:
        html: Markup below ``<body>``; pictures only as ``data:`` addresses.
        title: Plain text.
        language: BCP 47 code, such as ``de``.
        css: Styles; the family ``Lernkette`` is the site's own font where it is installed.
        sources: Files to put in, from memory; nothing in ``html`` can add one.
        is_universal: The markup is known to make what PDF/UA-1 asks for, and the file says so.

    Costs about 1.6 s once per process (import, fonts), then well under 0.1 s a page.

    Raises:
        PdfUnavailableError: The native libraries are missing.
    """
    if not pdf_available():
        message = "Pango and its sister libraries are not installed."
        raise PdfUnavailableError(message)
    import weasyprint

    head = format_html(_PAGE, language, title)
    with _LOCK, _uncollected():
        fetcher, fonts = _workshop()
        styles = [_stylesheet(font_css(FONT_FOLDER)), _stylesheet(css)]
        document = weasyprint.HTML(string=f"{head}<body>{html}</body></html>", url_fetcher=fetcher)
        pdf: bytes = document.write_pdf(
            stylesheets=styles,
            font_config=fonts,
            pdf_variant="pdf/a-3a",
            pdf_tags=True,
            attachments=[_attachment(one, fetcher) for one in sources],
            cache=_NoDataCache(),
            finisher=partial(finish, is_universal=is_universal),
        )
    return pdf


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold the garbage collector back: all that a page is made of dies at once when it is done.

    Looking through it again and again meanwhile costs a twelfth of a page.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _attachment(source: Source, fetcher: Any) -> Any:
    import weasyprint

    moment = source.made_at.astimezone(UTC)
    return weasyprint.Attachment(
        string=source.data,
        name=source.name,
        description=source.description,
        relationship="Source",
        created=moment,
        modified=moment,
        url_fetcher=fetcher,
    )


class _NoDataCache(dict[Any, Any]):
    """An image cache for one document; embedded pictures would only pile up in it."""

    def __setitem__(self, key: Any, value: Any) -> None:
        if not str(key).startswith(("data:", "('data:")):
            super().__setitem__(key, value)


@cache
def _workshop() -> tuple[Any, Any]:
    """Build once per process: a fetcher that knows only ``data:``, and the font map."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    # WeasyPrint makes Pillow accept cut images in the whole process; uploads must not be.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    fetcher = weasyprint.URLFetcher(allowed_protocols=["data"], allow_redirects=False)
    return fetcher, FontConfiguration()


@lru_cache(maxsize=8)
def _stylesheet(css: str) -> Any:
    """Parse styles once per process; a few kinds of documents share them."""
    import weasyprint

    fetcher, fonts = _workshop()
    return weasyprint.CSS(string=css, url_fetcher=fetcher, font_config=fonts)


# Fonts are given back while Python still stands, not during its teardown.
atexit.register(_workshop.cache_clear)
atexit.register(_stylesheet.cache_clear)


@cache
def font_css(folder: Path) -> str:
    """Write ``@font-face`` rules with embedded bytes for the known font files below a folder.

    Files with all letters suffice; files for ranges of letters only come in their place.
    """
    files = sorted(folder.rglob("*.woff2")) if folder.is_dir() else []
    known = [file for file in files if file.stem in _FONT_NAMES]
    complete = [file for file in known if not _FONT_NAMES[file.stem][1]]
    return "\n".join(_font_face(file) for file in complete or known)


def _font_face(file: Path) -> str:
    weight, letters = _FONT_NAMES[file.stem]
    data = base64.b64encode(file.read_bytes()).decode()
    ranges = f"unicode-range: {letters};" if letters else ""
    return (
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: {weight}; {ranges} '
        f"src: url(data:font/woff2;base64,{data}) }}"
    )
