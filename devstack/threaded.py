"""HTTP from the standard library, a thread per connection: for parts that break connections off when told to."""

import json
import signal
import socket
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast
from urllib.parse import urlsplit

from devstack.settings import HOST

NO_FAREWELL = struct.pack("ii", 1, 0)
"""SO_LINGER of a connection that ends with a reset."""


@dataclass(frozen=True)
class Call:
    """A request. `path` is without its query; `headers` are found in any spelling."""

    method: str
    path: str
    headers: Message
    body: bytes


@dataclass(frozen=True)
class Answer:
    """A response: `body` is sent as JSON, None as nothing."""

    status: int
    body: object = None


class BrokenOffError(Exception):
    """Raised by a service: the caller's connection is reset without an answer."""


Service = Callable[[Call], Answer]
"""Answers from many threads at once."""


class Server(ThreadingHTTPServer):
    """A service on the loopback; port 0 takes a free one."""

    request_queue_size = 128

    def __init__(self, port: int, service: Service) -> None:
        super().__init__((HOST, port), _Handler)
        self.service = service

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that went away is no fault of ours."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def serve(service: Service, port: int) -> None:
    """Serves until SIGTERM."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with Server(port, service) as server:
        server.serve_forever()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_DELETE(self) -> None:
        self._serve()

    def log_message(self, *_: object) -> None:
        """No line per request."""

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        call = Call(self.command, urlsplit(self.path).path, self.headers, body)
        try:
            self._send(self._answer(call))
        except BrokenOffError:
            self._reset()

    def _answer(self, call: Call) -> Answer:
        if (call.method, call.path) == ("GET", "/health"):
            return Answer(200, {"status": "ok"})
        return cast(Server, self.server).service(call)

    def _send(self, answer: Answer) -> None:
        content = b"" if answer.body is None else json.dumps(answer.body, ensure_ascii=False).encode()
        self.send_response(answer.status)
        if content:
            self.send_header("Content-Type", "application/json")
        if answer.status != 204:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _reset(self) -> None:
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_FAREWELL)
        self.rfile.close()  # it shares the socket, which closes with the last of its users
        self.connection.close()
