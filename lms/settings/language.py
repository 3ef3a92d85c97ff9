"""Languages, formats and time zone."""

from django.conf.locale import LANG_INFO

from lms.settings import env
from lms.settings.env import ROOT

# Leichte Sprache has no code of its own in Django; BCP 47 has "de-simple".
LANG_INFO.setdefault(
    "de-simple",
    {"bidi": False, "code": "de-simple", "name": "Plain German", "name_local": "Leichte Sprache"},
)

USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Berlin"
LANGUAGE_CODE = "de"

_KNOWN = {
    "de": "Deutsch",
    "en": "English",
    "dsb": "Dolnoserbski",
    "hsb": "Hornjoserbsce",
    "de-simple": "Leichte Sprache",
}
# dsb, hsb and de-simple are prepared; a city switches them on once somebody has translated them.
LANGUAGES = [(code, _KNOWN[code]) for code in env.words("LANGUAGES", "de,en")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [ROOT / "lms" / "locale"]
FORMAT_MODULE_PATH = ["lms.formats"]
