"""A passkey in software: answers the challenges a browser would hand to a device."""

import hashlib
import secrets

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

FLAG = AuthenticatorData.FLAG


class SoftPasskey:
    """One key pair, bound to the test server."""

    origin = "http://testserver"
    rp_hash = hashlib.sha256(b"testserver").digest()

    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)
        self.user = b""
        self.counter = 0

    def create(self, options):
        """Answer ``navigator.credentials.create``."""
        public = options["publicKey"]
        self.user = websafe_decode(public["user"]["id"])
        credential = AttestedCredentialData.create(
            Aaguid.NONE, self.id, ES256.from_cryptography_key(self.key.public_key())
        )
        data = AuthenticatorData.create(
            self.rp_hash, FLAG.UP | FLAG.UV | FLAG.AT, self.counter, credential
        )
        client = self._client("webauthn.create", public["challenge"])
        response = {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        }
        return self._envelope(response, {"credProps": {"rk": True}})

    def get(self, options):
        """Answer ``navigator.credentials.get``."""
        self.counter += 1
        data = AuthenticatorData.create(self.rp_hash, FLAG.UP | FLAG.UV, self.counter)
        client = self._client("webauthn.get", options["publicKey"]["challenge"])
        signature = self.key.sign(data + client.hash, ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": websafe_encode(client),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
            "userHandle": websafe_encode(self.user),
        }
        return self._envelope(response, {})

    def _client(self, type_, challenge):
        return CollectedClientData.create(type_, challenge, self.origin)

    def _envelope(self, response, extensions):
        return {
            "id": websafe_encode(self.id),
            "rawId": websafe_encode(self.id),
            "type": "public-key",
            "response": response,
            "clientExtensionResults": extensions,
        }
