"""How each interaction of an item is answered."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from courses.formats.answers import (
    FULL,
    Answer,
    NumberAnswer,
    choice_content,
    decimal,
    number_content,
    text_content,
)
from courses.formats.marked_text import Texts, shown
from courses.formats.qti.response import Response, response_of, template, tolerance
from courses.formats.questions import BLANK, Reason, UnfitError
from courses.formats.xml_tree import Node

INLINE = ("textEntryInteraction", "inlineChoiceInteraction")
_FEEDBACK = ("feedbackInline", "feedbackBlock")
_UNSEEN = ("rubricBlock", "stylesheet", "templateInline", "templateBlock")
_GAP_SIGNS = ("[[", "]]", "|")


@dataclass(frozen=True)
class Body:
    """What the readers of interactions need."""

    item: Node
    texts: Texts
    responses: Mapping[str, Response]

    def line(self, node: Node) -> str:
        """The words of an element on one line."""
        return self.texts.read(fill(node, {}), is_line=True)


Read = Callable[[Node, Body], tuple[str, dict[str, Any]]]


def fill(node: Node | None, places: Mapping[int, str]) -> str:
    """An element's inside as HTML, with what is given in the place of some elements (by id)."""
    if node is None:
        return ""
    pieces = []
    for part in node.inside:
        if isinstance(part, str):
            pieces.append(html.escape(part, quote=False))
        elif id(part) in places:
            pieces.append(places[id(part)])
        elif part.name not in (*_FEEDBACK, *_UNSEEN):
            alt = f' alt="{html.escape(part.get("alt"))}"' if part.name == "img" else ""
            end = "" if part.name in ("img", "br", "hr") else f"</{part.name}>"
            pieces.append(f"<{part.name}{alt}>{fill(part, places)}{end}")
    return "".join(pieces)


def inline(body: Node, nodes: list[Node], asked: Body) -> tuple[str, dict[str, Any]]:
    """Running text with places in it: one to type in is a short text or a number."""
    response = response_of(nodes[0], dict(asked.responses))
    if len(nodes) == 1 and nodes[0].name == "textEntryInteraction":
        prompt = asked.texts.read(fill(body, {id(nodes[0]): f" {BLANK} "}))
        kind, content = _number(response, asked) if response.is_numeric else _typed(response, asked)
        return kind, {"prompt": prompt, **content}
    gaps = {id(node): f" [[{_gap(node, asked)}]] " for node in nodes}
    text, lost = shown(fill(body, gaps), "html")
    asked.texts.lost.update(lost)
    name = asked.item.get("title").strip() or asked.item.get("identifier")
    return "cloze", {"prompt": name, "text": text}


def _gap(node: Node, asked: Body) -> str:
    response = response_of(node, dict(asked.responses))
    if node.name == "textEntryInteraction":
        words = [answer.text for answer in response.typed() if answer.percent == FULL]
    else:
        words = [
            f"{'=' * (choice.get('identifier') in response.right)}{' '.join(choice.text().split())}"
            for choice in node.children("inlineChoice")
        ]
    if not words or any(sign in word for word in words for sign in _GAP_SIGNS):
        raise UnfitError(Reason.RESPONSES)
    return html.escape("|".join(words), quote=False)


def _typed(response: Response, asked: Body) -> tuple[str, dict[str, Any]]:
    answers = [
        Answer(answer.text.replace("*", "\\*"), max(answer.percent, FULL * 0))
        for answer in response.typed()
    ]
    content = text_content(answers, asked.texts.lost)
    return "short_text", {**content, "is_case_sensitive": response.is_case_sensitive}


def _number(response: Response, asked: Body) -> tuple[str, dict[str, Any]]:
    within = tolerance(asked.item, asked.texts.lost)
    rows = [
        NumberAnswer(decimal(answer.text), within, max(answer.percent, FULL * 0))
        for answer in response.typed()
    ]
    return "numeric", number_content(rows)


def _choice(node: Node, asked: Body) -> tuple[str, dict[str, Any]]:
    response = response_of(node, dict(asked.responses))
    answers = [
        Answer(
            asked.texts.read(fill(row, {})),
            response.percent(row.get("identifier")),
            _said(row, asked),
        )
        for row in node.children("simpleChoice")
    ]
    kind, content = choice_content(answers, is_single=not response.is_many)
    if kind == "multiple" and template(asked.item) == "match_correct":
        for choice in content["choices"]:
            choice.pop("weight", None)
        content["rule"] = "exact"
    return kind, content


def _said(row: Node, asked: Body) -> str:
    """Feedback inside a choice is for whoever chose it."""
    return "\n".join(asked.texts.read(fill(node, {})) for node in row.children(*_FEEDBACK))


def _essay(_node: Node, _asked: Body) -> tuple[str, dict[str, Any]]:
    return "free_text", {}


def _order(node: Node, asked: Body) -> tuple[str, dict[str, Any]]:
    rows = {row.get("identifier"): row for row in node.children("simpleChoice")}
    right = response_of(node, dict(asked.responses)).right
    if sorted(right) != sorted(rows):
        raise UnfitError(Reason.RESPONSES)
    return "ordering", {"items": [asked.line(rows[own]) for own in right]}


def _match(node: Node, asked: Body) -> tuple[str, dict[str, Any]]:
    """Each left side needs exactly one right side."""
    sides = [
        {row.get("identifier"): asked.line(row) for row in side.children("simpleAssociableChoice")}
        for side in node.children("simpleMatchSet")
    ]
    pairs = [value.split() for value in response_of(node, dict(asked.responses)).right]
    lefts = [pair[0] for pair in pairs]
    is_whole = len(sides) == 2 and sorted(lefts) == sorted(sides[0])  # noqa: PLR2004  (left, right)
    if not is_whole or any(pair[-1] not in sides[1] for pair in pairs):
        raise UnfitError(Reason.RESPONSES)
    used = {pair[-1] for pair in pairs}
    return "matching", {
        "pairs": [[sides[0][left], sides[1][right]] for left, right in pairs],
        "distractors": [text for own, text in sides[1].items() if own not in used],
    }


BLOCKS: dict[str, Read] = {
    "choiceInteraction": _choice,
    "extendedTextInteraction": _essay,
    "orderInteraction": _order,
    "matchInteraction": _match,
}
