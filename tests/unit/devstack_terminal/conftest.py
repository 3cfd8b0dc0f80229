"""A scripted server, and a session that talks to it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import StringIO

import pytest
from rich.console import Console

from devstack.terminal.client import ChatClient, new_http
from devstack.terminal.screen import Screen
from devstack.terminal.session import Session
from tests.doubles.server import Stage, serving
from tests.unit.devstack_terminal.scripted_server import ScriptedServer

NOW = datetime(2026, 11, 23, 6, 50, 19, tzinfo=UTC)


class Typist:
    """Types the given lines; a KeyboardInterrupt among them is a Ctrl-C."""

    def __init__(self, lines: list[str | type[KeyboardInterrupt]], interactive: bool = False) -> None:
        self.interactive = interactive
        self.statuses: list[str] = []
        self._lines = lines

    def read(self, status: str) -> str | None:
        self.statuses.append(status)
        line = self._lines.pop(0) if self._lines else None
        if isinstance(line, type):
            raise line
        return line


Chat = Callable[..., str]
"""chat("안녕", "/quit") gives the output."""


@pytest.fixture(scope="package")
def stage() -> Iterator[Stage]:
    with serving(Stage()) as running:
        yield running


@pytest.fixture
def server(stage: Stage) -> ScriptedServer:
    scripted = ScriptedServer(stage.url)
    stage.app = scripted.app()
    return scripted


@pytest.fixture
def sit(server: ScriptedServer) -> Iterator[Callable[[Typist], str]]:
    """Runs a session of a typist and gives what it printed. The clock stands at NOW."""
    with new_http() as http:

        def run(typist: Typist) -> str:
            out = StringIO()
            screen = Screen(Console(file=out, width=80, markup=False, highlight=False), live=False, front=server.url)
            client = ChatClient(http, server.url, "alice")
            Session(client, screen, typist, server.url, lambda: NOW, lambda _: None).run()
            return out.getvalue()

        yield run


@pytest.fixture
def chat(sit: Callable[[Typist], str]) -> Chat:
    """Types the given lines into a pipe and gives what was printed."""
    return lambda *lines: sit(Typist(list(lines)))
