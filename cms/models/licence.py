"""The licences a course or a medium may carry (SPDX identifiers)."""

from django.utils.translation import gettext_lazy as _

LICENCES = [
    ("CC-BY-4.0", _("CC BY 4.0: weitergeben und ändern mit Namensnennung")),
    ("CC-BY-SA-4.0", _("CC BY-SA 4.0: wie CC BY, Änderungen unter derselben Lizenz")),
    ("CC0-1.0", _("CC0: frei von Rechten")),
    ("CC-BY-NC-SA-4.0", _("CC BY-NC-SA 4.0: nicht für Geschäftliches")),
    ("LicenseRef-all-rights-reserved", _("Alle Rechte vorbehalten")),
]
