"""The text of an answer on the screen: written as it comes, and taken back where that is possible."""

import re
from typing import Protocol

from rich.console import Console
from rich.control import Control
from rich.segment import ControlType
from rich.text import Text

from devstack.terminal.markup import BOLD, MARKS, PLAIN, Markup
from devstack.terminal.texts import printable
from devstack.terminal.wrap import StreamWrap

SPEAKER = "AI ▸ "
NARROWEST = 20


class Answer(Protocol):
    """A block of text that is being written at the end of the screen."""

    def write(self, delta: str) -> None:
        """Adds to the text."""

    def close(self) -> None:
        """Ends the text and its line."""

    def erase(self) -> bool:
        """Takes all of it back; False where it has to stay."""


class LiveAnswer:
    """On a terminal: each delta at once."""

    def __init__(self, console: Console, markup: Markup) -> None:
        """Writes the speaker's name."""
        self._console = console
        self._markup = markup
        self._style = ""
        self._wrap = StreamWrap(max(console.width - 1, NARROWEST), len(SPEAKER))
        console.print(Text(SPEAKER, style="bold green"), end="")

    def write(self, delta: str) -> None:
        """Adds to the text."""
        self._print(self._wrap.feed(self._markup.feed(printable(delta))))

    def close(self) -> None:
        """Ends the text and its line."""
        self._print(self._wrap.feed(self._markup.flush()) + self._wrap.flush() + "\n")

    def erase(self) -> bool:
        """Takes all of it back, unless its first line may have left the screen."""
        above = self._wrap.lines_below
        if above >= self._console.height - 1:
            self.close()
            return False
        erase_lines(self._console, above)
        return True

    def _print(self, text: str) -> None:
        for piece in re.split(f"([{BOLD}{PLAIN}])", text):
            if piece in {BOLD, PLAIN}:
                self._style = "bold" if piece == BOLD else ""
            elif piece:
                self._console.print(Text(piece, style=self._style), end="", soft_wrap=True)


class PlainAnswer:
    """In a pipe: the text once it stands, as nothing can be taken back there."""

    def __init__(self, console: Console, markup: Markup) -> None:
        """Writes nothing yet."""
        self._console = console
        self._markup = markup
        self._text = ""

    def write(self, delta: str) -> None:
        """Adds to the text."""
        self._text += self._markup.feed(printable(delta)).translate(MARKS)

    def close(self) -> None:
        """Writes the text."""
        self._text += self._markup.flush().translate(MARKS)
        self._console.print(Text(SPEAKER + self._text.strip("\n")), soft_wrap=True)

    def erase(self) -> bool:
        """Forgets the text."""
        return True


def erase_lines(console: Console, above: int) -> None:
    """Erases the cursor's line and `above` lines above it."""
    up = ((ControlType.CURSOR_UP, 1), (ControlType.ERASE_IN_LINE, 2))
    console.control(Control(ControlType.CARRIAGE_RETURN, (ControlType.ERASE_IN_LINE, 2), *up * above))
