"""The one text of a JSON-LD document that is hashed and signed (RDFC-1.0)."""

from collections.abc import Mapping
from typing import Any

from pyld import jsonld
from pyld.canon import URDNA2015

from courses.formats.credentials.contexts import UnknownContextError, load

# Words no context explains, and addresses that are none, get this in front; so they are found.
_UNDEFINED = "https://undefined.invalid/"
_MAX_ROUNDS = 1000  # comparisons of nameless nodes; a credential of ours takes none


class LinkedDataError(ValueError):
    """A document has no meaning that could be signed."""


class _Canonicalizer(URDNA2015):
    """Gives up where nameless nodes are so alike that comparing them would take for ever."""

    _rounds = 0

    def hash_n_degree_quads(self, *args: Any) -> Any:
        self._rounds += 1
        if self._rounds > _MAX_ROUNDS:
            message = "too many nodes without names"
            raise LinkedDataError(message)
        return super().hash_n_degree_quads(*args)


def canonical(document: Mapping[str, Any]) -> str:
    """Write what a document states as sorted N-Quads.

    Source: RDF Dataset Canonicalization (W3C, 21 May 2024); JSON-LD 1.1. Costs about 5 ms for a
    credential.

    Raises:
        LinkedDataError: A word is not explained by its contexts or an address is relative: what is
            said could differ from what is signed.
        UnknownContextError: One of its contexts is not kept here.
    """
    options = {"documentLoader": load, "expandContext": {"@vocab": _UNDEFINED}, "base": _UNDEFINED}
    try:
        expanded = jsonld.expand(dict(document), options)
        _refuse_undefined(expanded)
        dataset = jsonld.to_rdf(expanded, {"documentLoader": load})
        text: str = _Canonicalizer().main(dataset, {"format": "application/n-quads"})
    except (jsonld.JsonLdError, TypeError, RecursionError) as error:
        _refuse_unknown_context(error)
        message = f"not readable as linked data: {type(error).__name__}"
        raise LinkedDataError(message) from error
    return text


def _refuse_unknown_context(error: BaseException) -> None:
    """The library wraps what its loader raised."""
    cause = getattr(error, "cause", None) or error.__cause__
    if isinstance(cause, UnknownContextError):
        raise cause


def _refuse_undefined(node: Any) -> None:
    """Look through an expanded document for words and addresses that mean nothing."""
    if isinstance(node, list):
        for one in node:
            _refuse_undefined(one)
    elif isinstance(node, dict):
        kinds = node.get("@type", [])
        names = [*node, *([kinds] if isinstance(kinds, str) else kinds), node.get("@id", "@id")]
        if any(_is_undefined(name) for name in names):
            message = "a word or an address that no context explains"
            raise LinkedDataError(message)
        for value in node.values():
            _refuse_undefined(value)


def _is_undefined(name: str) -> bool:
    return name.startswith(_UNDEFINED) or not (":" in name or name.startswith("@"))
