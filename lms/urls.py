"""All addresses of the site. Path words are German in every language, names English."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.urls import in_place_of_wagtail
from courses.views import credentials
from courses.views.verify import short
from lms.accounts.views import admin_login
from lms.api import api
from lms.common import benchmark, health
from lms.common.media import media

handler400 = "lms.common.errors.bad_request"
handler403 = "lms.common.errors.forbidden"
handler404 = "lms.common.errors.not_found"
handler500 = "lms.common.errors.server_error"

urlpatterns = [
    path("healthz", health.alive, name="health-alive"),
    path("readyz", health.ready, name="health-ready"),
    path("z/<str:code>", short, name="certificate-short"),
    path(".well-known/jwks.json", credentials.keys, name="signing-keys"),
    path("aussteller/<str:issuer>", credentials.issuer_profile, name="issuer"),
    path("leistung/<str:achievement>", credentials.achievement_address, name="achievement"),
    path("sperrliste/<str:issuer>/<str:number>", credentials.status_list, name="status-list"),
    path("api/v1/", api.urls),
    path("admin/login/", admin_login, name="admin-login"),  # one door for everybody
    path("admin/", include(in_place_of_wagtail)),
    path("admin/dateien/", include(wagtaildocs_urls)),
    path("admin/", include(wagtailadmin_urls)),
    path("media/<path:path>", media, name="media"),
    *i18n_patterns(
        path("", include("courses.urls")),
        path("", include("network.urls")),
        path("", include("cms.site_urls")),
        path("konto/", include("lms.accounts.urls")),
        path("datenschutzstelle/", include("lms.accounts.privacy.urls")),
        path("konto/", include("lms.accounts.entrance_urls")),
        path("eltern/", include("lms.accounts.consent.urls")),
        path("", include(wagtail_urls)),
        prefix_default_language=True,
    ),
]

if settings.BENCHMARK:
    urlpatterns.insert(0, path("benchmark/floor", benchmark.floor, name="benchmark-floor"))
