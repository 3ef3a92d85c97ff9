"""What every environment shares; each topic has its own module."""

from lms.settings.apps import *
from lms.settings.content import *
from lms.settings.data import *
from lms.settings.language import *
from lms.settings.security import *
from lms.settings.work import *

IS_PRODUCTION = False
DEBUG = False
BENCHMARK = False
