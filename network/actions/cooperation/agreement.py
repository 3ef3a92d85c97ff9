"""The agreement of a case as files; both are made from one text and nothing is stored."""

from django.template.loader import render_to_string
from django.utils.translation import get_language

from lms.common.pdf import render_pdf
from network.formats.agreement import Agreement, to_docx
from network.models import Cooperation, CooperationPartner
from network.queries.agreement import agreement_of


def agreement_pdf(*, case: Cooperation, parts: list[CooperationPartner]) -> bytes:
    """Write the agreement as a tagged PDF; what people typed stands in it as plain text.

    Raises:
        PdfUnavailableError: The native libraries are missing.
    """
    agreement: Agreement = agreement_of(case, parts)
    html = render_to_string("pdf/agreement.html", {"agreement": agreement})
    css = render_to_string("pdf/agreement.css")
    return render_pdf(html, title=agreement.title, language=get_language() or "de", css=css)


def agreement_docx(*, case: Cooperation, parts: list[CooperationPartner]) -> bytes:
    """Write the same as a Word document, to be changed before it is signed."""
    return to_docx(agreement_of(case, parts), language=get_language() or "de")
