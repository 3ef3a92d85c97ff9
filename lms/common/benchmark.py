"""What a running server needs to be measured: a floor view and a count of queries."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template

LATER = datetime(2100, 1, 1, tzinfo=UTC)
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
    """The least a Django page costs here: two queries and a template of twenty rows.

    A POST also writes one row in a transaction, as recording anything does at least.
    """
    if request.method == "POST":
        row = Session(session_key="benchmark", session_data=str(time.time()), expire_date=LATER)
        with transaction.atomic():
            Session.objects.bulk_create(
                [row],
                update_conflicts=True,
                unique_fields=["session_key"],
                update_fields=["session_data"],
            )
    rows = list(ContentType.objects.order_by("pk")[:20])
    ContentType.objects.count()
    return HttpResponse(FLOOR.render(Context({"rows": rows})))
