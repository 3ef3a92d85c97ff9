"""Who looked at whose data in the name of a house: for its admins (row 29 of the permissions)."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.accounts.privacy.looks import as_lines, house_log
from network.enums import Role
from network.models import Partner
from network.queries.membership import names_by_key, partners_of
from network.rules import is_city_staff
from network.views.doors import signed_in
from network.views.own_access import person

PER_PAGE = 50


@signed_in
@never_cache
@require_safe
def log(request: HttpRequest, partner: str) -> HttpResponse:
    """Show when who of the house did what; not whose data it was, and not why."""
    user = person(request)
    rows = Partner.objects.all() if is_city_staff(user) else partners_of(user, Role.ADMIN)
    house = get_object_or_404(rows, key=partner)
    page = Paginator(house_log(key=house.key), PER_PAGE).get_page(request.GET.get("seite"))
    names = names_by_key(house)
    looks = as_lines(page.object_list, with_reason=False)
    lines = [(look, names.get(look.actor_key, "")) for look in looks]
    context = {"partner": house, "page": page, "lines": lines}
    return render(request, "network/own-log.html", context)
