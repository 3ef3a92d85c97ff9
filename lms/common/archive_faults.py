"""Why an archive is refused, in sentences its author understands."""

import re
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from lms.common.errors import DomainError

CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Fault(StrEnum):
    """Why an archive is refused."""

    UNREADABLE = "unreadable"
    UPLOAD_SIZE = "upload_size"
    ENTRY_COUNT = "entry_count"
    TOTAL_SIZE = "total_size"
    RATIO = "ratio"
    SIZES = "sizes"
    OVERLAP = "overlap"
    OUTSIDE = "outside"
    NAME = "name"
    LINK = "link"
    TWIN = "twin"
    NESTED = "nested"
    ENCRYPTED = "encrypted"
    METHOD = "method"


SENTENCES = {
    Fault.UNREADABLE: _("Das ist kein lesbares ZIP-Archiv, oder es ist beschädigt."),
    Fault.UPLOAD_SIZE: _("Die Datei ist zu groß: höchstens 200 MB sind möglich."),
    Fault.ENTRY_COUNT: _("Das Archiv enthält zu viele Dateien: höchstens 5.000 sind möglich."),
    Fault.TOTAL_SIZE: _("Ausgepackt wäre das Archiv zu groß: höchstens 1 GB ist möglich."),
    Fault.RATIO: _("Das Archiv ist verdächtig stark gepackt. Bitte packen Sie es neu."),
    Fault.SIZES: _("Das Archiv macht falsche Angaben über seine Dateien. Bitte packen Sie es neu."),
    Fault.OVERLAP: _("Dateien im Archiv überlappen sich. Bitte packen Sie es neu."),
    Fault.OUTSIDE: _("Eine Datei im Archiv will außerhalb ihres Ordners liegen."),
    Fault.NAME: _("Ein Dateiname im Archiv enthält unerlaubte Zeichen oder ist zu lang."),
    Fault.LINK: _("Das Archiv enthält eine Verknüpfung statt einer Datei."),
    Fault.TWIN: _("Zwei Dateien im Archiv heißen gleich (Groß- und Kleinschreibung zählt nicht)."),
    Fault.NESTED: _("Im Archiv steckt ein weiteres Archiv. Bitte packen Sie es vorher aus."),
    Fault.ENCRYPTED: _("Das Archiv ist mit einem Passwort geschützt."),
    Fault.METHOD: _(
        "Das Archiv ist ungewöhnlich gepackt. Bitte packen Sie es als gewöhnliches ZIP."
    ),
}


class ArchiveRefusedError(DomainError):
    """The archive is refused as a whole."""

    def __init__(self, reason: Fault, entry: str = "") -> None:
        where = f" („{CONTROL.sub('·', entry)[:120]}“)" if entry else ""
        super().__init__(f"{SENTENCES[reason]}{where}")
        self.reason = reason
