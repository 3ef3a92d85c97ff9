"""Development and the demo: one machine, SQLite, files instead of services."""

from lms.settings import env
from lms.settings.base import *

DEBUG = env.flag("DEBUG", default=True)
SILENCED_SYSTEM_CHECKS = ["security.W009", "security.W018", "security.W012", "security.W016"]
