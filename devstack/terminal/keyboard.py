"""Where the person's words come from: a terminal with editing and history, or a pipe."""

import sys
from typing import Protocol, TextIO

from rich.console import Console
from rich.text import Text

try:
    import readline  # edits what is typed, with two columns for a Korean letter
except ImportError:  # Windows has none; its console edits by itself
    readline = None  # type: ignore[assignment]

PROMPT = "나 ▸ "


class Keyboard(Protocol):
    """A source of lines."""

    interactive: bool

    def read(self, status: str) -> str | None:
        """The next line, asked for with `status` before the prompt; None at the end. Raises KeyboardInterrupt."""


class TerminalKeyboard:
    """A person at a terminal."""

    interactive = True

    def __init__(self, colored: bool) -> None:
        """`colored` draws the prompt in colour."""
        self._colored = colored and readline is not None

    def read(self, status: str) -> str | None:
        """The next line."""
        try:
            return input(_shade(status, "33") + _shade(PROMPT, "1;36") if self._colored else status + PROMPT)
        except EOFError:
            print()
            return None


class PipeKeyboard:
    """Lines of a file or a program, repeated in the output so that it can be read."""

    interactive = False

    def __init__(self, lines: TextIO, console: Console) -> None:
        """Reads `lines`, writes to `console`."""
        self._lines = lines
        self._console = console

    def read(self, status: str) -> str | None:
        """The next line that is not empty."""
        for line in self._lines:
            if line.strip():
                self._console.print(Text(status + PROMPT + line.strip()), soft_wrap=True)
                return line
        return None


def open_keyboard(console: Console) -> Keyboard:
    """The terminal if there is one at both ends, else the pipe. Bytes that are no text become marks."""
    for stream in (sys.stdin, sys.stdout):
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    if sys.stdin.isatty() and console.is_terminal:
        return TerminalKeyboard(console.color_system is not None and not console.no_color)
    return PipeKeyboard(sys.stdin, console)


def _shade(text: str, code: str) -> str:
    """Coloured, with the marks that tell readline what takes no room."""
    return f"\001\x1b[{code}m\002{text}\001\x1b[0m\002" if text else ""
