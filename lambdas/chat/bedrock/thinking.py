"""Nova thinks aloud in its text; people do not get to see it."""

OPENING, CLOSING = "<thinking>", "</thinking>"


class ThinkingFilter:
    """Drops `<thinking>…</thinking>` from streamed text, however the tags are cut into pieces."""

    def __init__(self) -> None:
        self._held = ""
        self._inside = False
        self._trim = False

    def feed(self, text: str) -> str:
        """The words of a piece that may be shown; what might be the start of a tag is kept until the next piece."""
        self._held += text
        shown = ""
        while True:
            tag = CLOSING if self._inside else OPENING
            before, found, after = self._held.partition(tag)
            if not found:
                ready, self._held = _split_possible_tag(before, tag)
                return shown + self._passed(ready)
            shown += self._passed(before)
            self._held = after
            self._trim = self._trim or self._inside
            self._inside = not self._inside

    def end(self) -> str:
        """What was kept and turned out to be no tag."""
        return self._passed(self._held)

    def _passed(self, text: str) -> str:
        """The part of a piece that is no thought, without the blank lines that follow one."""
        if self._inside:
            return ""
        if self._trim:
            text = text.lstrip()
            self._trim = not text
        return text


def _split_possible_tag(text: str, tag: str) -> tuple[str, str]:
    """The text before its longest end with which a tag could begin, and that end."""
    length = next((size for size in range(min(len(tag) - 1, len(text)), 0, -1) if tag.startswith(text[-size:])), 0)
    return text[: len(text) - length], text[len(text) - length :]
