"""A part of a stack for the tests: `fake_part.py PORT BEHAVIOUR`."""

import os
import signal
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    """Answers its health route with its process id, and ends at /crash."""

    def do_GET(self) -> None:
        if self.path == "/crash":
            sys.stderr.write("the tail of the log\n" + '{"_aws": {"Timestamp": 0}, "TurnCount": 1}\n' * 30)
            os._exit(7)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(str(os.getpid()).encode())


port, behaviour = int(sys.argv[1]), sys.argv[2]
if behaviour == "stillborn":
    sys.exit("cannot start: no such thing")
if behaviour == "deaf":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
if behaviour == "silent":
    threading.Event().wait()
ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
