"""Joins the style sheets into the one file a browser loads.

The order of the cascade is fixed by layers: the design system first, then our tokens, base,
layout, components and print. Small pictures are embedded, so that they cost no request.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

LAYERS = ("kern", "tokens", "base", "layout", "components", "print")

# What we use of the design system; a test holds that every class in a template is among it.
BLOCKS = frozenset("alert badge body btn divider icon label link sr-only title".split())
ICONS = frozenset(
    "account-circle arrow-back arrow-down arrow-forward arrow-up calendar-today check close danger"
    " dehaze delete download easy-language edit help home info language large mail open-in-new"
    " question-mark search sign-language small success warning x-large".split()
)

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_TIGHT = re.compile(r" ?([{};,]) ?")
_SELECTORS = re.compile(r",(?![^(]*\))")
_CLASS = re.compile(r"\.kern-([a-z]+(?:-[a-z]+)*)(?:--([a-z]+(?:-[a-z]+)*))?")
_OLD_MASK = re.compile(r"-webkit-mask(?:-[a-z]+)?:(?:url\([^)]*\)|[^;}])*;?")
_THEME = re.compile(r"kern-(?:dark|light|level)|data-kern-theme|prefers-color-scheme")
_SAFE = " =:/,.-'()"  # what need not be escaped in an embedded picture
_PROPERTY = re.compile(r"(?<=[{;])(--[\w-]+):")
_READ = re.compile(r"var\((--[\w-]+)")
_PICTURE = re.compile(r'url\("(\.\./[^"]+\.svg)"\)')


def plain(css: str) -> str:
    """Strip comments, superfluous space and the byte order mark."""
    text = _COMMENT.sub("", css).replace('@charset "UTF-8";', "").lstrip("\ufeff")
    return _TIGHT.sub(r"\1", _SPACE.sub(" ", text)).strip()


def rules(css: str) -> Iterator[tuple[str, str]]:
    """Cut into top-level rules: what stands before the braces, and what within."""
    start = depth = brace = 0
    for index, char in enumerate(css):
        if char == "{":
            brace = brace if depth else index
            depth += 1
        elif char == "}":
            depth -= 1
            if depth == 0:
                yield css[start:brace].strip(), css[brace + 1 : index]
                start = index + 1


def kept_of_kern(css: str) -> str:
    """The design system without the components, icons, utilities and colours we do not use.

    Its colours come from our tokens, which follow the visitor's light or dark setting.
    """
    return without_unused_properties("".join(_kept(_OLD_MASK.sub("", plain(css)))))


def _kept(css: str) -> Iterator[str]:
    for head, body in rules(css):
        if _THEME.search(head):
            continue
        if head.startswith("@media"):
            inner = "".join(_kept(body))
            if inner:
                yield f"{head}{{{inner}}}"
            continue
        selectors = [part for part in _SELECTORS.split(head) if _is_used(part)]
        if selectors:
            yield f"{','.join(selectors)}{{{body}}}"


def _is_used(selector: str) -> bool:
    return all(
        block in BLOCKS and (block != "icon" or not variant or variant in ICONS)
        for block, variant in _CLASS.findall(selector)
    )


def without_unused_properties(css: str) -> str:
    """Drop custom properties that nothing reads, as often as that makes others unread."""
    properties = set(_PROPERTY.findall(css))
    unread = properties - set(_READ.findall(css))
    while unread:
        names = f"(?:{'|'.join(sorted(unread))})"
        css = re.sub(rf"(?<=[{{;]){names}:[^;{{}}]*(?:;|(?=\}}))", "", css)
        properties -= unread
        unread = properties - set(_READ.findall(css))
    return re.sub(r"[^{}]+\{\}", "", css)


def data_address(picture: Path) -> str:
    """An SVG picture as an address that costs no request."""
    svg = picture.read_text(encoding="utf-8").strip().replace('"', "'")
    return f"data:image/svg+xml,{quote(svg, safe=_SAFE)}"


def embedded(css: str, folder: Path) -> str:
    """Write pictures that are named relative to ``folder`` into the style sheet."""
    return _PICTURE.sub(lambda match: f'url("{data_address(folder / match[1])}")', css)


def layer_files(layer: str, folder: Path) -> list[Path]:
    """The files of one of our layers, in order."""
    if layer == "components":
        return sorted((folder / layer).glob("*.css"))
    return [folder / f"{layer}.css"]


def joined(folder: Path, kern: str) -> str:
    """One style sheet from our files below ``folder`` and the kept part of the design system."""
    order = "@layer " + ",".join(LAYERS) + ";"
    parts = [order, _read(folder / "fonts.css"), f"@layer kern{{{kern}}}"]
    for layer in LAYERS[1:]:
        texts = "".join(_read(file) for file in layer_files(layer, folder))
        parts.append(f"@layer {layer}{{{texts}}}")
    return "".join(parts) + "\n"


def _read(file: Path) -> str:
    return embedded(plain(file.read_text(encoding="utf-8")), file.parent)


def linked(folder: Path, kern: str) -> str:
    """The same as imports, for development: a change in a part is seen without joining."""
    lines = [
        "@layer " + ", ".join(LAYERS) + ";",
        '@import url("fonts.css");',
        f'@import url("{kern}") layer(kern);',
    ]
    for layer in LAYERS[1:]:
        names = (file.relative_to(folder).as_posix() for file in layer_files(layer, folder))
        lines += [f'@import url("{name}") layer({layer});' for name in names]
    return "\n".join([*lines, ""])
