"""The other ends of the line: a push service that reads what a browser would read, and a mail server."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from os import urandom
from threading import Lock, Thread
from typing import Any, Self
from urllib.parse import urlsplit

import http_ece
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Browser:
    """A subscription's secret half. It stays here: the service passes on what it cannot read."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.secret = urandom(16)

    @property
    def subscription(self) -> dict[str, Any]:
        """As PushSubscription.toJSON() gives it."""
        point = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {
            "endpoint": self.endpoint,
            "keys": {"p256dh": encoded(point), "auth": encoded(self.secret)},
        }

    def read(self, body: bytes) -> dict[str, Any]:
        plain = http_ece.decrypt(body, private_key=self.private, auth_secret=self.secret, version="aes128gcm")
        words: dict[str, Any] = json.loads(plain)
        return words


@dataclass(frozen=True)
class Push:
    """One post: what the service saw, and what the browser read."""

    endpoint: str
    headers: dict[str, str]
    body: bytes
    words: dict[str, Any]


@dataclass
class Reply:
    status: int = 201
    headers: dict[str, str] = field(default_factory=dict)
    before: Callable[[], object] = bool
    """Called before answering; what it raises breaks the line."""


class PushService:
    """Answers 201, or what `replies` holds, in that order. Use it as a context.

    `lines` counts connections, `most_at_once` posts that were being answered at the same moment.
    """

    def __init__(self) -> None:
        self.replies: deque[Reply] = deque()
        self.browsers: dict[str, Browser] = {}
        self.received: list[Push] = []
        self.lines = self.at_once = self.most_at_once = 0
        self.lock = Lock()
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self) -> None:
                service.lines += 1
                super().setup()

            def do_POST(self) -> None:
                with service._one_more():
                    service._take(self)

            def log_message(self, *args: object) -> None:
                """Not on the console."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.origin = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self) -> Self:
        Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def browser(self) -> Browser:
        browser = Browser(f"{self.origin}/push/{encoded(urandom(12))}")
        self.browsers[browser.endpoint] = browser
        return browser

    @contextmanager
    def _one_more(self) -> Iterator[None]:
        with self.lock:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            yield
        finally:
            with self.lock:
                self.at_once -= 1

    def _take(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers["Content-Length"]))
        endpoint = self.origin + request.path
        words = self.browsers[endpoint].read(body)
        self.received.append(Push(endpoint, dict(request.headers.items()), body, words))
        reply = self.replies.popleft() if self.replies else Reply()
        reply.before()
        request.send_response(reply.status)
        for name, value in {"Content-Length": "0", **reply.headers}.items():
            request.send_header(name, value)
        request.end_headers()


def vapid_claims(authorization: str, public_key: str) -> dict[str, Any]:
    """The claims of `vapid t=…,k=…`, whose signature must be by this key."""
    scheme, _, rest = authorization.partition(" ")
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    if (scheme, parts["k"]) != ("vapid", public_key):
        raise ValueError("not signed with the key browsers subscribed with")
    signed, _, signature = parts["t"].rpartition(".")
    raw = decoded(signature)
    numbers = int.from_bytes(raw[:32]), int.from_bytes(raw[32:])
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(public_key))
    key.verify(encode_dss_signature(*numbers), signed.encode(), ec.ECDSA(SHA256()))
    claims: dict[str, Any] = json.loads(decoded(signed.partition(".")[2]))
    if claims["aud"] != "{0.scheme}://{0.netloc}".format(urlsplit(claims["aud"])):
        raise ValueError("the audience is an origin")
    return claims


HANG_UP = "421 hang up"
"""A last answer that is never heard."""


class _Line(Controller):
    """On a port the system chose."""

    def _trigger_server(self) -> None:
        server: Any = self.server
        self.port = server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


def _nobody(*_: object) -> AuthResult:
    return AuthResult(success=False, handled=False)


class MailServer:
    """Takes every letter, or answers `to_sender`, `to_recipient` and `to_letter` with what they hold.

    A context, too. `lines` counts how often somebody said hello; `drops` how often to hang up instead of
    listening to the next letter.
    """

    def __init__(self, *, accepts: bool = True) -> None:
        """Without `accepts`, whoever says name and password is told that they are wrong."""
        self.letters: list[EmailMessage] = []
        self.to_sender: deque[str] = deque()
        self.to_recipient: deque[str] = deque()
        self.to_letter: deque[str] = deque()
        self.lines = self.drops = 0
        strict: dict[str, Any] = {} if accepts else {"authenticator": _nobody, "auth_require_tls": False}
        self.line = _Line(self, hostname="127.0.0.1", port=0, **strict)

    def __enter__(self) -> Self:
        self.line.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.line.stop(no_assert=True)

    @property
    def port(self) -> int:
        return self.line.port

    async def handle_EHLO(  # noqa: N802
        self, server: object, session: Any, envelope: object, hostname: str, responses: list[str]
    ) -> list[str]:
        self.lines += 1
        session.host_name = hostname
        return responses

    async def handle_RSET(self, server: Any, session: object, envelope: object) -> str:  # noqa: N802
        if self.drops:
            self.drops -= 1
            server.transport.abort()
        return "250 OK"

    async def handle_MAIL(  # noqa: N802
        self, server: object, session: object, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.to_sender:
            return self.to_sender.popleft()
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802  (named by aiosmtpd)
        self, server: object, session: object, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.to_recipient:
            return self.to_recipient.popleft()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: object, envelope: Any) -> str:  # noqa: N802
        answer = self.to_letter.popleft() if self.to_letter else "250 OK"
        if answer == HANG_UP:
            server.transport.abort()
        if answer.startswith("250"):
            self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return answer
