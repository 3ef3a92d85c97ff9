"""Renders bodies: what editors wrote becomes clean HTML, the same for learners and preview."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import nh3

INTERACTIVE = {"quiz", "reflection"}
# Rendered bodies are ours, but what editors typed is inside them: only this leaves the compiler.
_ATTRIBUTES = {
    "*": {"class", "id", "lang", "tabindex", "role", "aria-label"},
    "a": {"href", "rel"},
    "img": {"src", "srcset", "sizes", "width", "height", "alt", "loading"},
    "video": {"controls", "preload"},
    "audio": {"controls", "preload"},
    "source": {"src", "type"},
    "track": {"kind", "src", "srclang", "label", "default"},
    "th": {"scope"},
    "details": {"open"},
}
_ANCHOR = re.compile(r' id="([^"]+)"')
_TAGS = nh3.ALLOWED_TAGS | {
    "aside", "figure", "figcaption", "details", "summary", "video", "audio", "source", "track",
    "section", "dfn", "caption",
}  # fmt: skip


def sanitised(html: str) -> str:
    """Keep known elements and attributes only; file tokens count as relative addresses."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"https", "http", "mailto"},
        link_rel=None,
    )


def with_unique_anchors(html: str, seen: Counter[str]) -> str:
    """Number anchors that stand twice in a lesson; ``seen`` is carried from part to part."""

    def number(match: re.Match[str]) -> str:
        seen[match[1]] += 1
        count = seen[match[1]]
        return f' id="{match[1]}-{count}"' if count > 1 else match[0]

    return _ANCHOR.sub(number, html)


def segments(body: Any) -> Iterator[dict[str, Any]]:
    """Render a lesson body: joined HTML, and between it the places of interactive parts."""
    seen: Counter[str] = Counter()
    for is_interactive, children in groupby(body, key=lambda c: c.block_type in INTERACTIVE):
        if not is_interactive:
            html = "".join(str(child.render()) for child in children)
            yield {"kind": "html", "html": with_unique_anchors(sanitised(html), seen)}
            continue
        for child in children:
            if child.block_type == "quiz":
                yield {"kind": "quiz", "quiz": str(child.id)}
            else:
                yield {
                    "kind": "reflection",
                    "block": str(child.id),
                    "prompt": child.value["prompt"],
                }
