"""Lists every route of the site: what a permission test has to know."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.urls import URLPattern, URLResolver, get_resolver
from django.views.generic import View

USUAL = ("GET", "POST")  # a plain function says nothing about methods
SILENT = {"HEAD", "OPTIONS", "TRACE"}
NO_NAME = "unnamed"


@dataclass(frozen=True)
class Route:
    """One address; without a name of its own it is called by its path."""

    path: str
    methods: tuple[str, ...]
    name: str


def routes() -> list[Route]:
    """Every route of the URL configuration, by path; costs no query."""
    return sorted(_walk(get_resolver(), "/", ()), key=lambda route: (route.path, route.name))


def _walk(resolver: URLResolver, prefix: str, names: tuple[str, ...]) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        path = f"{prefix}{_readable(pattern)}"
        if isinstance(pattern, URLResolver):
            inner = (*names, pattern.namespace) if pattern.namespace else names
            yield from _walk(pattern, path, inner)
        elif isinstance(pattern, URLPattern):
            name = ":".join((*names, pattern.name)) if pattern.name else f"{NO_NAME} {path}"
            yield Route(path, _methods(pattern.callback), name)


def _readable(pattern: URLPattern | URLResolver) -> str:
    """The language prefix depends on the request; in the list it has a name instead."""
    text = str(pattern.pattern)
    is_language = type(pattern.pattern).__name__ == "LocalePrefixPattern"
    return "<lang>/" if is_language else text


def _methods(view: Callable[..., Any]) -> tuple[str, ...]:
    found: set[str] = set()
    for layer in _layers(view):
        kind = getattr(layer, "view_class", None) or getattr(layer, "cls", None)
        if kind is not None and issubclass(kind, View):
            found |= {name.upper() for name in kind.http_method_names if hasattr(kind, name)}
        found |= _in_closure(layer)
    return tuple(sorted(found - SILENT)) or USUAL


def _layers(view: Any) -> Iterator[Any]:
    """A view and everything it wraps."""
    while view is not None:
        yield view
        view = getattr(view, "__wrapped__", None)


def _in_closure(view: Any) -> set[str]:
    """Methods a decorator (``require_POST``) or an API path keeps in its closure."""
    found: set[str] = set()
    for cell in getattr(view, "__closure__", None) or ():
        content = cell.cell_contents
        if isinstance(content, list) and content and all(_is_method(item) for item in content):
            found |= set(content)
        for operation in getattr(content, "operations", ()):
            found |= set(operation.methods)
    return found


def _is_method(item: object) -> bool:
    return isinstance(item, str) and item in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"}


class Command(BaseCommand):
    """``manage.py routes [--json]``."""

    help = "Lists every route: path, methods, name."

    def add_arguments(self, parser: CommandParser) -> None:
        """One switch."""
        parser.add_argument("--json", action="store_true", help="as JSON, for tools")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print."""
        if options["json"]:
            self.stdout.write(json.dumps([asdict(route) for route in routes()], indent=1))
            return
        for route in routes():
            self.stdout.write(f"{','.join(route.methods):<12} {route.path}  {route.name}")
