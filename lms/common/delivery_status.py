"""Reads delivery status notifications (RFC 3464): what mail servers say about a mail of ours."""

import email
import re
from dataclasses import dataclass
from email import policy
from email.message import Message

_CODE = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
_MESSAGE_ID = re.compile(r"^\s*<([0-9a-f]{40})@[^>\s]+>\s*$")
_MESSAGE_ID_LINE = re.compile(r"(?im)^message-id:\s*<([0-9a-f]{40})@[^>\s]+>")
# Somebody is there: mailbox full, mail too large, refused for what it is or where it comes from.
_SOMEBODY = ("5.2.2", "5.2.3", "5.3.", "5.7.")


@dataclass(frozen=True)
class DeliveryStatus:
    """What became of one mail."""

    digest: str  # left part of its Message-ID; "" where the notice holds none of ours
    action: str  # failed, delayed, delivered, relayed, expanded
    code: str  # such as 5.1.1; "" where there is none

    @property
    def is_failure(self) -> bool:
        """The mail did not arrive and will not."""
        return self.action == "failed"

    @property
    def is_hard(self) -> bool:
        """No mail will ever arrive there."""
        return (
            self.is_failure and self.code.startswith("5.") and not self.code.startswith(_SOMEBODY)
        )


def read_notice(data: bytes) -> DeliveryStatus | None:
    """Read one mail; None where it is not a notice. Never raises, whatever the bytes are."""
    message = email.message_from_bytes(data, policy=policy.compat32)
    if message.get_content_type() != "multipart/report" or not message.is_multipart():
        return None
    parts = list(message.walk())
    reports = [part for part in parts if part.get_content_type() == "message/delivery-status"]
    if not reports:
        return None
    fields = _fields(reports[0])
    code = _CODE.search(fields.get("status", ""))
    return DeliveryStatus(
        digest=_digest(parts),
        action=fields.get("action", "").strip().lower(),
        code=code[0] if code else "",
    )


def _fields(report: Message) -> dict[str, str]:
    """The fields about the first recipient; a mail of ours has one."""
    blocks = report.get_payload()
    if not isinstance(blocks, list):
        return {}
    for block in blocks:
        if isinstance(block, Message) and block.get("Action"):
            return {name.lower(): str(value) for name, value in block.items()}
    return {}


def _digest(parts: list[Message]) -> str:
    """Found in the mail that came back, whole or only its head; the notice's own does not count."""
    for part in parts[1:]:
        if found := _MESSAGE_ID.match(str(part.get("Message-ID", ""))):
            return found[1]
        if part.get_content_type() == "text/rfc822-headers":
            head = part.get_payload(decode=True)
            text = head.decode("ascii", "replace") if isinstance(head, bytes) else ""
            if found := _MESSAGE_ID_LINE.search(text):
                return found[1]
    return ""
