"""Shows a house how its words look on paper, with facts that nobody has earned."""

from datetime import datetime, timedelta
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _, override

from courses.actions.certificate_pdf import page_context
from courses.enums import CertificateKind
from courses.models import Certificate, CertificateTemplate
from courses.queries.wording import SENTENCES, wording
from lms.common.pdf import render_pdf
from network.models import Partner

NAME = "Łucija Müller-Nowak"
CODE = "2" * 27  # of no certificate: the verification page does not know it


def specimen_pdf(*, partner: Partner, template: CertificateTemplate, at: datetime) -> bytes:
    """Render a page for each kind that has words of its own, marked as a specimen.

    Nothing is stored; ``template`` need not be, either.

    Raises:
        PdfUnavailableError: The native libraries are missing.
    """
    with override(template.locale):
        pages = [_page(partner, template, kind, at) for kind in SENTENCES]
        title = _("Muster eines Zertifikats")
    css = render_to_string("pdf/certificate.css")
    return render_pdf("".join(pages), title=title, language=template.locale, css=css)


def _page(
    partner: Partner, template: CertificateTemplate, kind: CertificateKind, at: datetime
) -> str:
    facts = _facts(partner, template.locale, kind, at)
    facts["wording"] = wording(template, facts)
    certificate = Certificate(code=CODE, kind=kind, facts=facts, issued_at=at)
    context = {**page_context(certificate, NAME), "specimen": True}
    return render_to_string("pdf/certificate.html", context)


def _facts(partner: Partner, locale: str, kind: CertificateKind, at: datetime) -> dict[str, Any]:
    """What ``certificate_facts`` would say of a course that does not exist."""
    today = timezone.localtime(at).date()
    result = {"title": _("Test"), "points": "8", "max_points": "10", "percent": "80"}
    competence = {"framework": "DigComp", "version": "3.0", "level": 3, "code": "1.2"}
    return {
        "kind": kind.value,
        "language": locale,
        "course": _("Sicher im Netz (erfundener Kurs)"),
        "issuer": {"key": partner.key, "name": partner.name},
        "partners": [
            {"name": partner.name, "logo_url": partner.logo_url, "logo_alt": partner.logo_alt}
        ],
        "stages": [_("Erwachsenenbildung")],
        "competences": [{**competence, "title": _("Informationen bewerten")}],
        "effort_minutes": 150,
        "rule": _("Alle Pflichtlektionen bearbeitet (%(all)s)") % {"all": 8},
        "results": [result] if kind == CertificateKind.ACHIEVEMENT else [],
        "started_on": (today - timedelta(days=30)).isoformat(),
        "completed_on": today.isoformat(),
        "issued_on": today.isoformat(),
    }
