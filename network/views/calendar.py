"""The address under which a person's calendar program finds their meetings."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from network.actions.feed import new_feed_token, revoke_feed
from network.models import FeedToken
from network.queries.viewer import Viewer
from network.views.doors import steering
from network.views.steering import see, show


@steering
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Make a secret address, show it once, or switch it off."""
    user, now, address = viewer.user, timezone.now(), ""
    if request.method == "POST" and user is not None:
        if "revoke" in request.POST:
            revoke_feed(user=user, at=now)
            return see("calendar")
        token = new_feed_token(user=user, at=now)
        address = settings.SITE_URL + reverse("network:feed-own", args=[token])
    is_on = FeedToken.objects.filter(user=user, revoked_at=None).exists()
    context = {"viewer": viewer, "address": address, "is_on": is_on}
    response = show(request, "network/calendar.html", context)
    response["Cache-Control"] = "private, no-store"
    return response
