"""WebSub: a hub and a subscriber as W3C's Recommendation has them, and a server of a tree, all on 127.0.0.1."""

import hashlib
import hmac
import re
import secrets
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import attrs
import feedparser

TYPES = {"atom": "application/atom+xml", "rss": "application/rss+xml", "json": "application/feed+json"}
_OPEN = urllib.request.build_opener(urllib.request.ProxyHandler({})).open
_SECONDS = 10


@attrs.frozen
class Request:
    """Hold what a server was asked."""

    method: str
    path: str
    headers: dict
    body: bytes = b""

    @property
    def form(self):
        """Give the fields of its form, or of its query."""
        fields = parse_qs(self.body.decode() or urlsplit(self.path).query)
        return {name: values[0] if len(values) == 1 else values for name, values in fields.items()}


class Server:
    """Answer requests on 127.0.0.1 until it is closed; `seen` has all of them.

    Args:
        answer: Gives status, headers and body of the answer to a request; None to drop the connection.
        context: Of TLS, for https.
    """

    def __init__(self, answer=lambda _request: (204, {}, b""), context=None):
        """Begin to listen, on a port that is free."""
        self.seen = []
        self.answer = answer

        def handle(handler):
            body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
            request = Request(handler.command, handler.path, dict(handler.headers), body)
            self.seen.append(request)
            answered = self.answer(request)
            if answered is None:
                handler.close_connection = True
                return
            status, headers, content = answered
            handler.send_response(status)
            for name, value in {"Content-Length": len(content), **headers}.items():
                handler.send_header(name, str(value))
            handler.end_headers()
            handler.wfile.write(content)

        methods = {"do_GET": handle, "do_POST": handle, "log_message": lambda *_: None, "timeout": _SECONDS}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (BaseHTTPRequestHandler,), methods))
        self._server.handle_error = lambda *_: None  # a client that does not wait for the answer is meant
        if context:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        self.url = f"{'https' if context else 'http'}://127.0.0.1:{self._server.server_port}/"

    def __enter__(self):
        """Give it."""
        return self

    def __exit__(self, *_):
        """Stop it, whatever it is doing."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(_SECONDS)


class Site(Server):
    """Serve the files of a folder."""

    def __init__(self, folder):
        """Begin to serve."""
        super().__init__(self._file)
        self.folder = folder

    def _file(self, request):
        place = self.folder / request.path.lstrip("/")
        if not place.is_file():
            return 404, {}, b""
        return 200, {"Content-Type": TYPES[place.suffix[1:]]}, place.read_bytes()


class Hub(Server):
    """Take subscriptions that their subscribers confirm, and give them what publishers say is new.

    As Google's hub it wants ``hub.url`` of publishers, and says 204 when it took it.
    """

    def __init__(self):
        """Begin without subscriptions."""
        super().__init__(self._take)
        self.secrets = {}

    def _take(self, request):
        form = request.form
        if form["hub.mode"] == "publish":
            return (204, {}, b"") if "hub.url" in form and self._distribute(form["hub.url"]) else (400, {}, b"")
        topic, callback, challenge = form["hub.topic"], form["hub.callback"], secrets.token_urlsafe()
        intent = {"hub.mode": "subscribe", "hub.topic": topic, "hub.challenge": challenge, "hub.lease_seconds": 86400}
        with _OPEN(f"{callback}?{urlencode(intent)}", timeout=_SECONDS) as confirmed:
            if confirmed.read().decode() != challenge:
                return 403, {}, b""
        self.secrets[topic, callback] = form.get("hub.secret", "")
        return 202, {}, b""

    def _distribute(self, url):
        with _OPEN(url, timeout=_SECONDS) as fetched:
            kind, body = fetched.headers["Content-Type"], fetched.read()
        for (topic, callback), secret in self.secrets.items():
            if topic == url:
                headers = {"Content-Type": kind, "Link": f'<{self.url}>; rel="hub", <{topic}>; rel="self"'}
                if secret:
                    headers["X-Hub-Signature"] = f"sha256={_signature(secret, body)}"
                post(callback, body, headers)
        return True


class Subscriber(Server):
    """Follow a feed by the hub that it names.

    Args:
        address: The feed's.
        secret: What the hub is to sign with, so that nobody else can send anything; empty for nothing.
    """

    def __init__(self, address, secret=""):
        """Fetch the feed, and subscribe to what it calls itself at the hub that it names."""
        super().__init__(self._take)
        self.secret = secret
        self.delivered = []
        with _OPEN(address, timeout=_SECONDS) as fetched:
            links = feedparser.parse(fetched.read()).feed.links
        (hub,), (self.topic,) = ([link.href for link in links if link.rel == rel] for rel in ("hub", "self"))
        form = {"hub.mode": "subscribe", "hub.topic": self.topic, "hub.callback": f"{self.url}here"}
        body = urlencode({**form, **({"hub.secret": secret} if secret else {})}).encode()
        with _OPEN(hub, body, timeout=_SECONDS) as answered:
            self.status = answered.status

    def _take(self, request):
        if request.method == "GET":
            form = request.form
            is_ours = (form["hub.mode"], form["hub.topic"]) == ("subscribe", self.topic)
            return (200, {}, form["hub.challenge"].encode()) if is_ours else (404, {}, b"")
        signature = request.headers.get("X-Hub-Signature", "")
        is_signed = signature == f"sha256={_signature(self.secret, request.body)}"
        is_meant = re.search(r'<([^>]*)>; rel="self"', request.headers.get("Link", ""))
        if is_meant and is_meant[1] == self.topic and (is_signed or not self.secret):
            self.delivered.append(feedparser.parse(request.body))
        return 204, {}, b""  # to one that is not ours too: section 8 of the Recommendation


def post(url, body, headers):
    """Send a body to a server of ours."""
    _OPEN(urllib.request.Request(url, body, headers), timeout=_SECONDS).close()  # noqa: S310  # on 127.0.0.1


def _signature(secret, body):
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
