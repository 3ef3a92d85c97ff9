"""Assembles the read API below ``/api/v1/``: routers, throttle, errors and a page of docs."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase
from ninja.throttling import BaseThrottle

from courses.api import certificates, courses, me, paths
from lms.common.errors import DomainError
from lms.common.throttle import client_address, count_try
from network.api import listings, partners

WINDOW = 60  # seconds
REQUESTS = 120  # per address and window


class AddressThrottle(BaseThrottle):
    """So many requests a minute from one address, counted in the shared cache."""

    def allow_request(self, request: HttpRequest) -> bool:
        """Count the request, and refuse it when there were too many."""
        return count_try(f"api:{client_address(request)}", seconds=WINDOW) <= REQUESTS

    def wait(self) -> float:
        """Seconds until asking again makes sense."""
        return WINDOW


class ServerRenderedDocs(DocsBase):
    """The OpenAPI description as one page of ours: no script, no inline style, no other host."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """Show every operation with its parameters and the fields it answers with."""
        schema = api.get_openapi_schema()
        context = {
            "api": api,
            "operations": [
                operation(schema, path, method, details)
                for path, methods in schema["paths"].items()
                for method, details in methods.items()
            ],
            "schemas": [
                (name, _fields(definition))
                for name, definition in schema["components"]["schemas"].items()
                if name.endswith(("Out", "Ref"))
            ],
            "openapi_url": self.get_openapi_url(api, kwargs),
        }
        return render(request, "api/docs.html", context)


def operation(schema: Any, path: str, method: str, details: dict[str, Any]) -> dict[str, Any]:
    """Describe one operation for the page."""
    answers = details["responses"].values()
    contents = [answer.get("content", {}).get("application/json", {}) for answer in answers]
    names = [content.get("schema", {}).get("$ref", "").rpartition("/")[2] for content in contents]
    return {
        "path": path,
        "method": method.upper(),
        "summary": details.get("summary", ""),
        "description": details.get("description", ""),
        "parameters": [
            {"name": row["name"], "type": _type(row["schema"]), "is_required": row["required"]}
            for row in details.get("parameters", [])
        ],
        "answer": next((name for name in names if name), ""),
        "needs_sign_in": "security" in details,
    }


def _fields(definition: dict[str, Any]) -> list[tuple[str, str]]:
    return [(name, _type(row)) for name, row in definition.get("properties", {}).items()]


def _type(row: dict[str, Any]) -> str:
    """Write a JSON schema's type as people say it: ``list of CourseOut``, ``string or null``."""
    if "$ref" in row:
        return str(row["$ref"].rpartition("/")[2])
    if "anyOf" in row:
        return " or ".join(_type(choice) for choice in row["anyOf"])
    if row.get("type") == "array":
        return f"list of {_type(row.get('items', {}))}"
    return str(row.get("format") or row.get("type", "any"))


api = NinjaAPI(
    title="Lernkette",
    version="1",
    description="Courses, runs, partners and the verification of certificates; read only.",
    urls_namespace="api-v1",
    docs=ServerRenderedDocs(),
    throttle=[AddressThrottle()],
)


@api.exception_handler(DomainError)
def domain_error(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Tell in words why something cannot be done."""
    return api.create_response(request, {"detail": str(error)}, status=error.status)


for router in (
    courses.router,
    paths.router,
    partners.router,
    listings.router,
    certificates.router,
    me.router,
):
    api.add_router("", router)
