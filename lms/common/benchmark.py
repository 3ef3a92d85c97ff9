"""What a running server needs to be measured: a floor view and a count of queries."""

from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template

GetResponse = Callable[[HttpRequest], HttpResponse]
FLOOR = Template(
    "<ul>{% for row in rows %}<li>{{ row.app_label }} {{ row.model }}</li>{% endfor %}</ul>"
)


class QueryCountMiddleware:
    """Answers with ``X-Query-Count``; only in a server started by ``manage.py benchmark``."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Count every statement of this request; transaction control is not one."""
        count = 0

        def wrapper(execute: Callable[..., Any], *args: Any) -> Any:
            nonlocal count
            count += 1
            return execute(*args)

        with connection.execute_wrapper(wrapper):
            response = self.get_response(request)
        response["X-Query-Count"] = str(count)
        return response


def floor(request: HttpRequest) -> HttpResponse:
    """The least a Django page costs here: two queries and a template of twenty rows."""
    rows = list(ContentType.objects.order_by("pk")[:20])
    ContentType.objects.count()
    return HttpResponse(FLOOR.render(Context({"rows": rows})))
