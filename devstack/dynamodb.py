"""`python -m devstack.dynamodb`: moto's DynamoDB, which answers one request at a time.

Stock moto takes no lock, and lets two conditional writes win at once. One lock around its app makes it right; a
single-threaded server would too, but a connection that a client keeps open would block everyone else's.
"""

import io
import os
import signal
import sys
import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from moto.moto_server.werkzeug_app import MotoRequestHandler, create_backend_app
from werkzeug.serving import make_server

from devstack import moto_answers, moto_transactions
from devstack.moto_transactions import RememberedTokens
from devstack.settings import HOST, Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class OneAtATime:
    """A WSGI app that answers GET /health itself and lets one request at a time into another app."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app
        self._turn = threading.Lock()
        self._tokens = RememberedTokens()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Serves one request."""
        if environ["PATH_INFO"] == "/health":
            start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", "15")])
            return [b'{"status":"ok"}']
        # a client that is slow to send waits for itself, outside the lock
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(length)
        if len(body) < length:
            # the client has ended in the middle of its request: nobody waits, and half a request is none
            start_response("400 Bad Request", [("Content-Length", "0")])
            return []
        environ["wsgi.input"] = io.BytesIO(body)
        token = self._tokens.token(environ.get("HTTP_X_AMZ_TARGET", ""), body)
        with self._turn:
            return self._once(token, environ, start_response)

    def _once(self, token: str | None, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Serves a request, or answers as before where it repeats a transaction."""
        remembered = self._tokens.answer(token)
        if remembered is not None:
            start_response("200 OK", [("Content-Type", "application/x-amz-json-1.0")])
            return [remembered]
        status = ""

        def note(line: str, *rest: Any) -> Any:
            nonlocal status
            status = line
            return start_response(line, *rest)

        answer = b"".join(self._app(environ, note))
        self._tokens.keep(token, status, answer)
        return [answer]


class Handler(MotoRequestHandler):
    """Keeps connections open, and sends head and body without waiting for the client's acknowledgement."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log(self, *_: object) -> None:
        """No line per request."""


def main() -> None:
    """Serves until SIGTERM."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    moto_answers.install()
    moto_transactions.install()
    port = Settings.from_environ(os.environ).port_of("dynamodb")
    app = OneAtATime(create_backend_app("dynamodb"))
    make_server(HOST, port, app, threaded=True, request_handler=Handler).serve_forever()


if __name__ == "__main__":
    main()
