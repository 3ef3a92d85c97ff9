"""Every route has its line in ``lms/permissions.yaml`` and answers as the line says."""

import re

import pytest

from cms import admin_routes
from cms.management.commands.routes import routes
from tests.support import matrix


def names() -> set[str]:
    return {route.name for route in routes()}


def test_every_route_has_a_line():
    assert sorted(name for name in names() if matrix.line_of(name) is None) == []


def test_an_unknown_route_has_none():
    assert matrix.line_of("courses:forgotten") is None


def test_no_line_outlives_its_route():
    assert sorted(set(matrix.lines()["routes"]) - names()) == []


def test_patterns_only_close():
    assert set(matrix.lines()["patterns"].values()) == {"closed"}


def test_lines_name_rows_that_exist_and_differences_have_reasons():
    for name in names():
        line = matrix.line_of(name)
        assert line["row"] in matrix.ROWS, name
        assert len(line) == 1 or line.get("reason"), name


def test_the_wall_opens_exactly_what_the_file_opens():
    """Wagtail's routes: open for partners in the file means open in the wall, and the reverse."""
    third = {
        route.name
        for route in routes()
        if route.path.startswith("/admin/") and not route.name.startswith(admin_routes.OWN)
    }
    open_in_file = {name for name in third if matrix.expected(name, "PX") in {"T", "3", "L"}}
    # Hidden behind our own views at the same address, which the resolver finds first.
    hidden = {
        f"wagtail{kind}:index{end}" for kind in ("images", "docs") for end in ("", "_results")
    }
    assert open_in_file - hidden == set(admin_routes.PARTNER_ROUTES)
    platform = {name for name in third if matrix.expected(name, "PF") in {"Y", "L"}}
    assert platform == set(admin_routes.PLATFORM_ROUTES)


@pytest.mark.parametrize("name", sorted(admin_routes.PARTNER_ROUTES))
def test_every_id_in_an_opened_address_is_checked(name):
    """A number in the address of an opened route that no carrier names would pass unchecked."""
    free = {"session_id"}  # only ever one's own: Wagtail filters by user
    paths = [route.path for route in routes() if route.name == name]
    assert paths
    for path in paths:
        found = set(re.findall(r"<int:(\w+)>|\(\?P<(\w*(?:id|pk)\w*)>", path))
        fields = {first or second for first, second in found}
        fields |= {str(number) for number in range(len(re.findall(r"\(\\d", path)))}
        named = {carrier.field for carrier in admin_routes.PARTNER_ROUTES[name]}
        assert fields - free <= named, path
