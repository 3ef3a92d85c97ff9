"""The site for gunicorn, warm: one form is answered, and undone, before the processes are forked.

A proof starts hundreds of processes; without this each would spend seconds on its first answer.
"""

import os

from django.db import connections, transaction
from django.test import Client

from lms.wsgi import application

__all__ = ["application"]

if path := os.environ.get("WARM_PATH"):
    client = Client(headers={"host": "localhost"})
    client.cookies["sessionid"] = os.environ["WARM_SESSION"]
    with transaction.atomic():
        client.post(path, os.environ["WARM_FORM"], "application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    connections.close_all()  # a connection must not live on in two processes
