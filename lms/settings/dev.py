"""Development and the demo: one machine, SQLite, files instead of services."""

from lms.settings import env
from lms.settings.base import *

DEBUG = env.flag("DEBUG", default=True)

# `manage.py benchmark` sets this: counts queries in a header and serves the floor view.
BENCHMARK = env.flag("BENCHMARK")
if BENCHMARK:
    MIDDLEWARE = ["lms.common.benchmark.QueryCountMiddleware", *MIDDLEWARE]

# The first visit is measured with the static files of production: hashed names, compressed.
if env.flag("PRODUCTION_STATIC"):
    WHITENOISE_USE_FINDERS = False
    STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
