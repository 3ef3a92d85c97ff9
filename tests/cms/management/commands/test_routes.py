"""The list of routes that the permission tests start from."""

import json
from io import StringIO

from django.core.management import call_command

from cms.management.commands.routes import routes


def found(name):
    return [route for route in routes() if route.name == name]


def test_routes_have_path_methods_and_name():
    (catalogue,) = found("courses:catalogue")
    assert catalogue.path == "/<lang>/kurse/"
    assert catalogue.methods == ("GET",)
    (retire,) = found("cms:question-retire")
    assert retire.path == "/admin/fragen/zurueckziehen/<str:key>/"
    assert retire.methods == ("POST",)


def test_class_based_and_plain_views_are_read():
    (home,) = found("wagtailadmin_home")
    assert "GET" in home.methods
    assert "DELETE" not in home.methods
    (health,) = found("health-alive")
    assert health.methods == ("GET", "POST")


def test_the_command_prints_lines_or_json():
    output = StringIO()
    call_command("routes", "--json", stdout=output)
    rows = json.loads(output.getvalue())
    assert {"path", "methods", "name"} == set(rows[0])
    output = StringIO()
    call_command("routes", stdout=output)
    assert "/<lang>/kurse/  courses:catalogue" in output.getvalue()
