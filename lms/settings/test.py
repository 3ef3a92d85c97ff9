"""The test suite: everything in this process, nothing kept."""

import atexit
import shutil
import tempfile
from pathlib import Path

from lms.settings.base import *
from lms.settings.env import ROOT

# One folder a process, so that parallel workers never share files.
_FOLDER = Path(tempfile.mkdtemp(prefix="lernkette-test-"))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
MEDIA_ROOT = _FOLDER / "media"
PRIVATE_ROOT = _FOLDER / "private"
SIGNING_KEY_DIR = ROOT / ".cache" / "test-databases" / "keys"  # with the template database
PDF_SIGNER = PDF_SIGNER_PASSPHRASE = PDF_SIGNERS_BEFORE = ""
LEDGER_FILE = _FOLDER / "ledger.jsonl"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SITE_URL = "http://testserver"
WAGTAILADMIN_BASE_URL = SITE_URL
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# A file is looked up when it is asked for: reading all of them for every test client took longer
# than the requests themselves.
WHITENOISE_AUTOREFRESH = True
