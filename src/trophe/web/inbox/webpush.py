"""Web Push: a message sealed for one browser (RFC 8291), and who sends it (VAPID, RFC 8292)."""

import base64
import json
import os
import time
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from trophe.errors import InputError
from trophe.web.config import outbound
from trophe.web.config.secrets import secret_text

_RECORD: Final = 4096
# Every message is made this long, so that its length tells nothing.
_LENGTH: Final = 1024
_LIVES_S: Final = 12 * 3600
GONE: Final = frozenset({404, 410})


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A browser's subscription: where to send, and the keys to seal with (base64url)."""

    endpoint: str
    p256dh: str
    auth: str

    def __post_init__(self) -> None:
        """Raises InputError, which names the field, for what no browser gives."""
        try:
            outbound.require_public(self.endpoint)
        except outbound.OutboundError as error:
            raise InputError("endpoint", f"endpoint: {error}") from error
        try:
            _public(unb64(self.p256dh))
        except ValueError:
            raise InputError("p256dh", "p256dh is no public key of a browser.") from None
        if len(unb64(self.auth)) != 16:
            raise InputError("auth", "auth is not 16 bytes long.")


def send(target: Target, message: bytes, *, urgent: bool = False) -> int:
    """Send a message; the push service's answer. Raises OutboundError where nobody answers."""
    headers = {
        "Authorization": authorization(target.endpoint),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(_LIVES_S),
        "Urgency": "high" if urgent else "normal",
        "Topic": "trophe",
    }
    return outbound.post(target.endpoint, body=seal(target, message), headers=headers).status


def seal(
    target: Target,
    message: bytes,
    *,
    own: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
    length: int = _LENGTH,
) -> bytes:
    """The message as only that browser can read it: a header and one record, padded to `length`."""
    own = own or ec.generate_private_key(ec.SECP256R1())
    salt = salt or os.urandom(16)
    theirs, ours = unb64(target.p256dh), _point(own.public_key())
    shared = own.exchange(ec.ECDH(), _public(theirs))
    key = _derived(shared, unb64(target.auth), b"WebPush: info\x00" + theirs + ours, 32)
    content = _derived(key, salt, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = _derived(key, salt, b"Content-Encoding: nonce\x00", 12)
    padded = message + b"\x02" + bytes(max(length - len(message) - 1, 0))
    header = salt + _RECORD.to_bytes(4, "big") + bytes([len(ours)]) + ours
    return header + AESGCM(content).encrypt(nonce, padded, None)


def authorization(endpoint: str, now: float | None = None) -> str:
    """The header by which this server says who it is, good for that push service for hours."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(time.time() if now is None else now) + _LIVES_S,
        "sub": settings.PUBLIC_URL or "mailto:trophe@localhost",
    }
    head = b64(json.dumps({"typ": "JWT", "alg": "ES256"}).encode())
    said = f"{head}.{b64(json.dumps(claims).encode())}"
    r, s = decode_dss_signature(_key().sign(said.encode(), ec.ECDSA(hashes.SHA256())))
    signed = b64(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"vapid t={said}.{signed}, k={public_key()}"


def public_key() -> str:
    """The server's public key, which a browser ties its subscription to."""
    return b64(_point(_key().public_key()))


def _key() -> ec.EllipticCurvePrivateKey:
    """The server's own key, made at its first use and kept with the secrets."""
    text = secret_text(settings.DATA, "vapid_key", _new_key)
    found = serialization.load_pem_private_key(text.encode(), password=None)
    assert isinstance(found, ec.EllipticCurvePrivateKey)
    return found


def _new_key() -> str:
    return (
        ec.generate_private_key(ec.SECP256R1())
        .private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        .decode()
    )


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


def _public(point: bytes) -> ec.EllipticCurvePublicKey:
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )


def b64(data: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """The bytes of base64url, with or without padding; empty for what is none."""
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return b""
