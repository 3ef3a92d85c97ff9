"""Writes delivery status notifications as mail servers do."""

DIGEST = "ab" * 20


def notice(action="failed", code="5.1.1", kind="message/rfc822", inner="", digest=DIGEST):
    """A notice about the mail whose Message-ID begins with ``digest``."""
    own = inner or f"<{digest}@testserver>"
    lines = [
        "From: MAILER-DAEMON@mx.example", "Message-ID: <" + "cd" * 20 + "@mx.example>",
        "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="grenze"', "",
        "--grenze", "Content-Type: text/plain; charset=utf-8", "", "Nicht zustellbar.", "",
        "--grenze", "Content-Type: message/delivery-status", "",
        "Reporting-MTA: dns; mx.example", "",
        "Final-Recipient: rfc822; weg@example.org", f"Action: {action}", f"Status: {code}",
        "Diagnostic-Code: smtp; 550 unknown", "",
        "--grenze", f"Content-Type: {kind}", "",
        "From: noreply@localhost", "Subject: Kurs", f"Message-ID: {own}", "", "Worte", "",
        "--grenze--", "",
    ]  # fmt: skip
    return "\r\n".join(lines).encode()
