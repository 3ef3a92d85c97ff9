"""Production: refuses to start with anything that only development may have."""

from django.core.exceptions import ImproperlyConfigured

from lms.settings import env
from lms.settings.base import *
from lms.settings.security import DEVELOPMENT_SECRET

IS_PRODUCTION = True
DEBUG = False
SECRET_KEY = env.text("SECRET_KEY")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
SITE_URL = env.origin("SITE_URL")
env.text("DATABASE_URL")


def refuse(problem: str) -> None:
    """Stop the start with a sentence an operator understands."""
    msg = f"{problem} See docs/operate.md."
    raise ImproperlyConfigured(msg)


if SECRET_KEY == DEVELOPMENT_SECRET or len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5:
    refuse("SECRET_KEY must be 50 or more random characters of your own.")
if env.flag("DEBUG"):
    refuse("DEBUG must be off in production.")
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    refuse("ALLOWED_HOSTS must name the site's host names.")
if not SITE_URL.startswith("https://"):
    refuse("SITE_URL must begin with https://.")
if not env.text("EMAIL_URL", ""):
    refuse("EMAIL_URL must name the mail server, such as smtp://user:password@host:587?tls=1.")
if env.number("WEB_CONCURRENCY", 1) > 1 and not CACHE_URL:
    refuse("CACHE_URL must name a Redis when more than one web process runs.")

SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
LANGUAGE_COOKIE_SECURE = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000  # one year
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
if env.flag("BEHIND_PROXY", default=True):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Throttles count the visitor's address, not the proxy's.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

WHITENOISE_USE_FINDERS = False
STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
