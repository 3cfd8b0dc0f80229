"""One turn on the screen: text, the progress line, cards and notes."""

from rich.cells import cell_len, set_cell_size
from rich.console import Console, RenderableType
from rich.text import Text

from devstack.terminal.answer import Answer, LiveAnswer, PlainAnswer, erase_lines
from devstack.terminal.markup import Markup, absolute, plain
from devstack.terminal.texts import printable

MARKS = {"started": "·", "finished": "✓", "failed": "✗"}
DOTS = " .…"
WITHDRAWN = "  ↑ 위 답변은 거두고 다시 씁니다."


class Screen:
    """Draws on `console`. `live` says that the cursor can move: a terminal and no pipe. `front` makes links absolute."""

    def __init__(self, console: Console, live: bool, front: str = "") -> None:
        """Nothing is open: no text, no progress line."""
        self._console = console
        self._front = front
        self._links: set[str] = set()
        self._live = live
        self._answer: Answer | None = None
        self._said = ""
        self._stays = False
        self._progress = ""

    def begin(self) -> None:
        """A new turn: what was said before can no longer be taken back."""
        self.close()
        self._said, self._stays = "", False
        self._links.clear()

    def text(self, delta: str) -> None:
        """Adds to the answer."""
        self._end_progress()
        if self._answer is None:
            delta = delta.lstrip()
            if not delta:
                return
            markup = Markup(self._front, set(self._links))
            self._answer = LiveAnswer(self._console, markup) if self._live else PlainAnswer(self._console, markup)
        self._answer.write(delta)
        self._said += delta

    def reset(self, reason: str) -> None:
        """Takes this turn's text back; a preamble becomes the progress line."""
        said, stays, answer = self._said, self._stays, self._answer
        self._said, self._stays, self._answer = "", False, None
        erased = answer is None or answer.erase()
        if stays or not erased:
            self.note(WITHDRAWN)
        elif said and reason == "preamble":
            self.progress("started", " ".join(self.unmarked(said).split()))

    def progress(self, status: str, label: str) -> None:
        """Shows what the server is doing: one line that is rewritten, or in a pipe a line for each beginning."""
        self._end_answer()
        line = f"  {MARKS.get(status, '·')} {printable(label).rstrip(DOTS)}"
        if self._live:
            self._rewrite(line, status)
        elif status != "finished":
            self._console.print(Text(line + (" (실패)" if status == "failed" else " …")), soft_wrap=True)

    def waiting(self) -> None:
        """Fills the time to the first word, on a terminal."""
        if self._live:
            self.progress("started", "답변을 준비하는 중")

    def card(self, card: RenderableType) -> None:
        """Draws a card below what is there."""
        self.close()
        self._console.print(card, crop=False)

    def linked(self, target: str) -> None:
        """A card shows this link: the answer need not."""
        self._links.add(absolute(target, self._front))

    def unmarked(self, text: str) -> str:
        """A whole text without its Markdown."""
        return plain(text, self._front)

    def note(self, text: str, style: str = "dim") -> None:
        """A line of the client's own."""
        self.close()
        self._console.print(Text(printable(text), style=style if self._live else ""), soft_wrap=not self._live)

    def close(self) -> None:
        """Ends whatever is open, so that the cursor stands at the start of a line."""
        self._end_progress()
        self._end_answer()

    def _rewrite(self, line: str, status: str) -> None:
        if self._progress:
            erase_lines(self._console, 0)
        room = self._console.width - 3
        shown = line if cell_len(line) <= room else set_cell_size(line, room)
        dots = " …" if status == "started" else ""
        self._console.print(Text(shown + dots, style="dim", no_wrap=True, overflow="ignore"), end="", crop=False)
        self._progress = status

    def _end_progress(self) -> None:
        """What was finished stays readable; what was only announced goes."""
        if self._progress == "started":
            erase_lines(self._console, 0)
        elif self._progress:
            self._console.print()
        self._progress = ""

    def _end_answer(self) -> None:
        if self._answer is not None:
            self._answer.close()
            self._answer = None
            self._stays = True
