"""The one way out: a careful client for requests to servers that others named.

Nothing goes out unless the operator turned the feature on that asks for it. Only https, only to
public addresses, to the very address that was looked up and checked; a redirect is not followed.
"""

import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException, HTTPSConnection
from typing import Final
from urllib.parse import urlsplit

from trophe.errors import TropheError

PATIENCE_S: Final = 5.0
# The whole exchange, for who answers a letter at a time.
LONGEST_S: Final = 15.0
MOST_BYTES: Final = 64 * 1024


class OutboundError(TropheError):
    """A request that is not made, or that found nobody; the message says which."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; at most `MOST_BYTES` of the body are read."""

    status: int
    body: bytes


def post(url: str, *, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send `body`. Raises OutboundError where it may not be sent or nobody answers."""
    host, port, path = require_public(url)
    connection = _Pinned(host, port, _address(host, port))
    watch = threading.Timer(LONGEST_S, connection.cut)
    watch.start()
    try:
        connection.request("POST", path, body=body, headers=dict(headers))
        response = connection.getresponse()
        return Answer(response.status, response.read(MOST_BYTES))
    except (OSError, HTTPException) as error:
        raise OutboundError(f"{host} did not answer: {error}.") from error
    finally:
        watch.cancel()
        connection.close()


def require_public(url: str) -> tuple[str, int, str]:
    """Host, port and path of an address that may be asked at all; nothing is looked up yet."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or 443
    except ValueError:
        raise OutboundError(f"{url!r} is no address.") from None
    if parts.scheme != "https" or not host or parts.username or parts.password:
        raise OutboundError("Only plain https addresses are asked.")
    if any(letter.isspace() or ord(letter) < 33 for letter in url):
        raise OutboundError("An address holds no spaces.")
    return host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, not of this machine or its network."""
    found = ipaddress.ip_address(address.split("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    if mapped is not None:
        found = mapped
    return found.is_global and not found.is_multicast


def tls() -> ssl.SSLContext:
    """Certificates are checked, as everywhere."""
    return ssl.create_default_context()


def _address(host: str, port: int) -> str:
    """The address to connect to. All that the name stands for must be public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise OutboundError(f"{host} was not found: {error}.") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or not all(is_public(address) for address in addresses):
        raise OutboundError(f"{host} is not a public address.")
    return addresses[0]


class _Pinned(HTTPSConnection):
    """A connection to an address that was checked, under the name it was asked by."""

    def __init__(self, host: str, port: int, address: str) -> None:
        super().__init__(host, port, timeout=PATIENCE_S, context=tls())
        self._address = address
        self._secure = tls()

    def connect(self) -> None:
        """To the pinned address; the certificate must be of the name."""
        plain = socket.create_connection((self._address, self.port), PATIENCE_S)
        try:
            self.sock = self._secure.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise

    def cut(self) -> None:
        """End it from another thread."""
        sock = self.sock
        if sock is not None:
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return
