"""Word wrap of a text that is still arriving."""

import re

from rich.cells import cell_len


class StreamWrap:
    """Breaks a stream into lines of at most `width` columns and counts them, so that they can be erased.

    A Korean letter takes two columns. The last word waits until the next space shows that it is complete.
    """

    def __init__(self, width: int, indent: int) -> None:
        """Starts at column `indent`, where every further line begins too."""
        self.lines_below = 0
        self._width = width
        self._indent = indent
        self._column = indent
        self._word = ""
        self._owed = 0

    def feed(self, delta: str) -> str:
        """What can be shown now."""
        *pieces, self._word = re.split(r"(\s)", self._word + delta)
        return "".join(self._place(piece) for piece in pieces if piece)

    def flush(self) -> str:
        """The word that was waiting."""
        word, self._word = self._word, ""
        return self._place(word)

    def _place(self, piece: str) -> str:
        if piece == "\n":
            self._end_line()
            return ""
        if piece.isspace():
            return self._space()
        size = cell_len(piece)
        if self._column + size > self._width and size <= self._width - self._indent:
            self._end_line()
        return "".join(self._put(mark) for mark in piece)

    def _space(self) -> str:
        """A space at either end of a line is left out."""
        if self._column == self._indent or self._column >= self._width:
            return ""
        return self._put(" ")

    def _put(self, mark: str) -> str:
        """A mark, after the line breaks that are owed: those at the end of a text are never paid."""
        size = cell_len(mark)
        if self._column + size > self._width:
            self._end_line()
        breaks, self._owed = self._owed, 0
        self.lines_below += breaks
        self._column += size
        return "\n" * breaks + " " * (self._indent if breaks else 0) + mark

    def _end_line(self) -> None:
        self._owed += 1
        self._column = self._indent
