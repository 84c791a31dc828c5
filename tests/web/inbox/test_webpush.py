"""Web Push: sealed as the standard's own example, signed, and sent to public addresses only."""

import json
import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.x509.oid import NameOID

from trophe.errors import InputError
from trophe.web.config import outbound
from trophe.web.inbox import webpush
from trophe.web.inbox.webpush import Target, b64, unb64

# The example of RFC 8291, appendix A.
MESSAGE = b"When I grow up, I want to be a watermelon"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
THEIRS = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
OURS = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEq"
    "KK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def browser():
    """A browser's own keys, and the subscription it would give."""
    key = ec.generate_private_key(ec.SECP256R1())
    point = key.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    return key, b64(point), b64(b"sixteen letters.")


def opened(key, p256dh, auth, sealed):
    """What the browser reads."""
    salt, theirs, record = sealed[:16], sealed[21:86], sealed[86:]
    shared = key.exchange(
        ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
    )
    secret = webpush._derived(
        shared, unb64(auth), b"WebPush: info\x00" + unb64(p256dh) + theirs, 32
    )
    content = webpush._derived(secret, salt, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = webpush._derived(secret, salt, b"Content-Encoding: nonce\x00", 12)
    return AESGCM(content).decrypt(nonce, record, None).rstrip(b"\x00")[:-1]


def test_a_message_is_sealed_as_in_the_standards_example():
    number = int.from_bytes(unb64(OURS), "big")
    target = Target(endpoint="https://push.example/1", p256dh=THEIRS, auth=AUTH)
    own = ec.derive_private_key(number, ec.SECP256R1())
    sealed = webpush.seal(target, MESSAGE, own=own, salt=unb64(SALT), length=len(MESSAGE) + 1)
    assert b64(sealed) == SEALED


def test_only_the_browser_reads_it_and_its_length_tells_nothing():
    key, p256dh, auth = browser()
    target = Target(endpoint="https://push.example/1", p256dh=p256dh, auth=auth)
    short, long = webpush.seal(target, b"a"), webpush.seal(target, b"b" * 600)
    assert len(short) == len(long)
    assert opened(key, p256dh, auth, short) == b"a"
    assert opened(key, p256dh, auth, long) == b"b" * 600


def test_the_server_says_who_it_is_and_keeps_its_key_to_itself(settings):
    said = webpush.authorization("https://push.example:8443/a/b", now=1_000_000)
    token, public = said.removeprefix("vapid t=").split(", k=")
    head, claims, signed = token.split(".")
    assert json.loads(unb64(claims)) == {
        "aud": "https://push.example:8443",
        "exp": 1_000_000 + 12 * 3600,
        "sub": "mailto:trophe@localhost",
    }
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unb64(public))
    raw = unb64(signed)
    pair = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    key.verify(pair, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    assert public == webpush.public_key()
    assert (settings.DATA / "secrets" / "vapid_key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("endpoint", {"endpoint": "http://push.example/1"}),
        ("endpoint", {"endpoint": "https://user:secret@push.example/1"}),
        ("endpoint", {"endpoint": "ftp://push.example"}),
        ("endpoint", {"endpoint": "https://push.example/ a"}),
        ("endpoint", {"endpoint": "https://push.example:port/"}),
        ("p256dh", {"p256dh": "AAAA"}),
        ("p256dh", {"p256dh": ""}),
        ("auth", {"auth": "AAAA"}),
    ],
)
def test_what_no_browser_gives_is_refused(field, told):
    whole = {"endpoint": "https://push.example/1", "p256dh": THEIRS, "auth": AUTH}
    with pytest.raises(InputError, match=field):
        Target(**whole | told)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.7", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("::1", "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1", "224.0.0.1", "255.255.255.255"),
    ],
)
def test_addresses_of_this_machine_and_its_network_are_not_public(address):
    assert not outbound.is_public(address)


def test_public_addresses_are():
    assert outbound.is_public("93.184.216.34")
    assert outbound.is_public("2606:2800:220:1:248:1893:25c8:1946")


def test_nothing_is_sent_to_a_name_of_this_network():
    for host in ("localhost", "127.0.0.1", "[::1]"):
        with pytest.raises(outbound.OutboundError, match="not a public address"):
            outbound.post(f"https://{host}/1", body=b"", headers={})


def test_a_name_that_stands_for_a_public_and_a_private_address_is_not_asked(monkeypatch):
    def both(host, port, **_):
        return [(0, 0, 0, "", (address, port)) for address in ("93.184.216.34", "10.0.0.1")]

    monkeypatch.setattr(outbound.socket, "getaddrinfo", both)
    with pytest.raises(outbound.OutboundError, match="not a public address"):
        outbound.post("https://push.example/1", body=b"", headers={})


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of `localhost`, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def push_service(certificate, monkeypatch):
    """A push service on this machine; its `status` is what it answers, `got` what it was sent."""

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.server.got.append((self.path, dict(self.headers), body))
            self.send_response(self.server.status)
            self.send_header("Location", "https://localhost/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answers)
    server.got, server.status = [], 201
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.url = f"https://localhost:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    monkeypatch.setattr(outbound, "is_public", lambda address: True)
    monkeypatch.setattr(
        outbound, "tls", lambda: ssl.create_default_context(cafile=str(certificate))
    )
    monkeypatch.setattr(
        outbound.socket,
        "getaddrinfo",
        lambda host, port, *_, **__: [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))
        ],
    )
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_message_reaches_the_push_service_sealed_and_signed(push_service):
    key, p256dh, auth = browser()
    target = Target(endpoint=f"{push_service.url}/one?two", p256dh=p256dh, auth=auth)
    assert webpush.send(target, b"hello", urgent=True) == 201
    ((path, headers, body),) = push_service.got
    assert path == "/one?two"
    assert headers["Content-Encoding"] == "aes128gcm"
    assert headers["Urgency"] == "high"
    assert int(headers["TTL"]) > 0
    assert headers["Authorization"].startswith("vapid t=")
    assert opened(key, p256dh, auth, body) == b"hello"


def test_a_redirect_is_not_followed(push_service):
    push_service.status = 307
    answer = outbound.post(push_service.url, body=b"x", headers={})
    assert answer.status == 307
    assert len(push_service.got) == 1


def test_a_certificate_of_another_name_is_refused(push_service):
    port = push_service.server_address[1]
    with pytest.raises(outbound.OutboundError, match="did not answer"):
        outbound.post(f"https://other.example:{port}/", body=b"x", headers={})
    assert push_service.got == []
