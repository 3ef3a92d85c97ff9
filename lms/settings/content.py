"""Wagtail, media and static files."""

from lms.settings import env
from lms.settings.env import ROOT

SITE_NAME = env.text("SITE_NAME", "Lernkette")
SITE_URL = env.origin("SITE_URL", "http://localhost:8000")
DATA_DIR = env.path("DATA_DIR", ROOT / "var")

WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_PAGE_MODEL = "wagtailcore.Page"
# Wagtail's admin would otherwise call hosts outside: avatars, release news.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_MODERATION_ENABLED = False
WAGTAILADMIN_COMMENTS_ENABLED = False  # their mails would pass the outbox by
WAGTAIL_USER_TIME_ZONES = ["Europe/Berlin"]
WAGTAILIMAGES_IMAGE_MODEL = "cms.CourseImage"
WAGTAILDOCS_DOCUMENT_MODEL = "cms.CourseFile"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024  # bytes
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
WAGTAILDOCS_MAX_UPLOAD_SIZE = 200 * 1024 * 1024  # bytes; a film of some ten minutes
WAGTAILDOCS_EXTENSIONS = [
    "pdf",
    "odt",
    "ods",
    "odp",
    "docx",
    "xlsx",
    "pptx",
    "txt",
    "csv",
    "vtt",
    "mp3",
    "m4a",
    "ogg",
    "mp4",
    "webm",
]
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.forms.media.HouseImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.forms.media.HouseDocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # nothing is ever fetched from the server side

MEDIA_ROOT = env.path("MEDIA_ROOT", DATA_DIR / "media")
MEDIA_URL = "/media/"
# Generated certificates never lie below MEDIA_ROOT, which is served as it is.
PRIVATE_ROOT = env.path("PRIVATE_ROOT", DATA_DIR / "private")
# Private keys of certificates, kept apart from every backup of the database (docs/operate.md).
SIGNING_KEY_DIR = env.path("SIGNING_KEY_DIR", DATA_DIR / "keys")
# The operator's own key and certificate for signing whole PDFs; relative to that folder.
PDF_SIGNER = env.text("PDF_SIGNER", "")
PDF_SIGNER_PASSPHRASE = env.secret("PDF_SIGNER_PASSPHRASE")
PDF_SIGNERS_BEFORE = env.text("PDF_SIGNERS_BEFORE", "")  # certificates (PEM) it had earlier
# Who was erased, by keys: kept beside the backups, read in after a restore (docs/privacy.md).
LEDGER_FILE = env.path("LEDGER_FILE", DATA_DIR / "ledger.jsonl")
STATIC_ROOT = env.path("STATIC_ROOT", DATA_DIR / "static")
STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "lms" / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

# Where reports of barriers go (accessibility statement).
ACCESSIBILITY_MAILBOX = env.text("ACCESSIBILITY_MAILBOX", "barrierefrei@localhost.localdomain")
