"""The little Markdown that an answer holds, read as it arrives: bold text and links."""

import re

BOLD, PLAIN = "\x0e", "\x0f"
"""Marks of no width where bold text begins and ends. A server cannot send them: control characters are taken out."""
MARKS = str.maketrans("", "", BOLD + PLAIN)
LINK = r"\[([^\[\]\n]{1,80})\]\(([^()\s]{1,400})\)"
TOKEN = re.compile(rf"\*\*|{LINK}|\n")
UNFINISHED = re.compile(r"(?:\*|\[[^\[\]\n]{0,80}(?:\](?:\([^()\s]{0,400})?)?)$")


class Markup:
    """One answer's text. A link is its label, followed by its absolute address where this was not shown yet."""

    def __init__(self, front: str, shown: set[str]) -> None:
        """`front` makes links absolute; `shown` are the addresses on the screen, to which new ones are added."""
        self._front = front
        self._shown = shown
        self._waiting = ""
        self._bold = False

    def feed(self, delta: str) -> str:
        """What can be shown now, with marks; what may become a mark or a link waits."""
        text = self._waiting + delta
        done = max((found.end() for found in TOKEN.finditer(text)), default=0)
        open_end = UNFINISHED.search(text, done)
        ready = open_end.start() if open_end else len(text)
        self._waiting = text[ready:]
        return TOKEN.sub(self._replace, text[:ready])

    def flush(self) -> str:
        """What was waiting, as it is, and the end of bold text that was left open."""
        rest, self._waiting = self._waiting, ""
        return rest + self._end_bold()

    def _replace(self, found: re.Match[str]) -> str:
        if found[0] == "\n":
            return self._end_bold() + "\n"
        if found[0] != "**":
            return self._link(found[1], found[2])
        self._bold = not self._bold
        return BOLD if self._bold else PLAIN

    def _end_bold(self) -> str:
        was, self._bold = self._bold, False
        return PLAIN if was else ""

    def _link(self, label: str, target: str) -> str:
        address = absolute(target, self._front)
        if address in self._shown:
            return label
        self._shown.add(address)
        return f"{label} <{address}>"


def absolute(target: str, front: str) -> str:
    """The address that a link leads to."""
    return target if "://" in target else front + target


def plain(text: str, front: str) -> str:
    """A whole text without its Markdown."""
    markup = Markup(front, set())
    return (markup.feed(text) + markup.flush()).translate(MARKS)
