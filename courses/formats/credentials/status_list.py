"""Which certificates were taken back, as one bit each (Bitstring Status List 1.0, W3C 2025)."""

import base64
import gzip
import io
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from courses.formats.credentials.contexts import CREDENTIALS
from courses.formats.credentials.integrity import written_moment

SIZE = 131_072  # bits; the least the standard allows, so that one bit names nobody
PURPOSE = "revocation"
_MOST = 64 * SIZE  # bits read of a list of strangers
_MULTIBASE = "u"  # base64url without padding


class StatusListError(ValueError):
    """A text is no list of bits."""


@dataclass(frozen=True)
class Place:
    """Where the bit of a credential stands."""

    list_id: str  # the address of the list
    index: int

    def entry(self) -> dict[str, Any]:
        """The place as a credential states it."""
        return {
            "id": f"{self.list_id}#{self.index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": PURPOSE,
            "statusListIndex": str(self.index),
            "statusListCredential": self.list_id,
        }


def status_list(
    *, list_id: str, issuer: str, revoked: Iterable[int], valid_from: datetime
) -> dict[str, Any]:
    """The credential, without proof, that holds the bits of a list."""
    return {
        "@context": [CREDENTIALS],
        "id": list_id,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": written_moment(valid_from),
        "credentialSubject": {
            "id": f"{list_id}#list",
            "type": "BitstringStatusList",
            "statusPurpose": PURPOSE,
            "encodedList": encoded(revoked),
        },
    }


def encoded(revoked: Iterable[int]) -> str:
    """Write the numbers of set bits, 0 to ``SIZE`` - 1, as a compressed list.

    Raises:
        IndexError: A number is not in the list.
    """
    bits = bytearray(SIZE // 8)
    for index in revoked:
        if not 0 <= index < SIZE:
            raise IndexError(index)
        bits[index // 8] |= 0x80 >> index % 8  # the first bit is the leftmost
    packed = gzip.compress(bytes(bits), mtime=0)
    return _MULTIBASE + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def is_set(encoded_list: str, index: int) -> bool:
    """Read one bit of a list, also of one that strangers made.

    Raises:
        StatusListError: It is no list, or has no such place.
    """
    packed = encoded_list.removeprefix(_MULTIBASE)
    if not 0 <= index < _MOST:
        message = "no such place"
        raise StatusListError(message)
    try:
        data = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            file.seek(index // 8)
            byte = file.read(1)
    except (ValueError, OSError, EOFError, zlib.error) as error:
        message = "no list of bits"
        raise StatusListError(message) from error
    if not byte:
        message = "no such place"
        raise StatusListError(message)
    return bool(byte[0] & 0x80 >> index % 8)
