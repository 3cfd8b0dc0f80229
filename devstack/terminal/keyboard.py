"""Where the person's words come from: a terminal with editing and history, or a pipe."""

import locale
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import Protocol, TextIO

from rich.console import Console
from rich.text import Text

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
        self._colored = _load_line_editor() and colored

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


def _load_line_editor() -> bool:
    """Gives `input` editing and history; Windows has its own. Not in a pipe: readline may write control codes there."""
    if sys.flags.utf8_mode:  # Python speaks UTF-8 although the locale is C, where readline would swallow Korean
        os.environ["LC_ALL"] = "C.UTF-8"
        with suppress(locale.Error):
            locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    try:
        import_module("readline")
    except ImportError:
        return False
    return True


def _shade(text: str, code: str) -> str:
    """Coloured, with the marks that tell readline what takes no room."""
    return f"\001\x1b[{code}m\002{text}\001\x1b[0m\002" if text else ""
