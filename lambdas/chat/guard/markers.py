"""What a model says to programs and not to people: action data, tags, JSON, ids, names of tools. Taken out of its words."""

import re
from collections.abc import Iterable

from lambdas.chat.guard.streams import split_possible_start

_BLOCKS = {
    "<!--": "-->",
    "```": "```",
    "[/ACTION_DATA]": "",
    "[ACTION_DATA]": "\n",
    **{
        f"<{tag}>": f"</{tag}>"
        for tag in ("context", "step", "notice", "action", "result", "tool_call", "invoke", "correction")
    },
}
_JSON = re.compile(r'\{\s*"')
_MAYBE_JSON = re.compile(r"\{\s*$")
_IDS = r"H[0-9A-F]{25}|P[0-9a-f]{20}|[A-Za-z0-9]+-20\d{6}-\d{4}"
_KEYS = r"(?:proposal|hold|schedule|performance|venue|seat)Ids?|STEP_\d\w*|ACTION_DATA"
_MARKER_LIKE = re.compile(r"[\[<`{(/A-Za-z0-9_-]")
_OPEN_WORD = re.compile(r"\(\s*[A-Za-z0-9_-]*\s*$|[/A-Za-z0-9_-]+ ?$")


class MarkerFilter:
    """Takes markers out of streamed text, however they are cut into pieces."""

    def __init__(self, tool_names: Iterable[str]) -> None:
        names = "|".join(map(re.escape, tool_names)) or r"(?!)"
        # Not \b, to which Hangul is a letter; and the path of a payment stays.
        word = rf"(?<![A-Za-z0-9_/-])(?:{_IDS}|{_KEYS}|{names})(?![A-Za-z0-9_-])"
        self._words = re.compile(rf"\(\s*{word}\s*\)|{word} ?")
        self._held = ""
        self._closing: str | None = None
        self._json: _JsonReader | None = None

    @property
    def is_idle(self) -> bool:
        """Whether no marker is open or begun."""
        return not (self._held or self._closing or self._json)

    def feed(self, text: str) -> str:
        """The words of a piece; what might belong to a marker is kept until the next piece."""
        if self.is_idle and not _MARKER_LIKE.search(text):
            return text
        return self._passed(text, ended=False)

    def end(self) -> str:
        """What was kept and turned out to be words."""
        return self._passed("", ended=True)

    def _passed(self, text: str, *, ended: bool) -> str:
        self._held += text
        passed = ""
        while self._held:
            inside = self._json is not None or self._closing is not None
            ready = self._skip() if inside else self._words_before_marker(ended=ended)
            if ready is None:
                break
            passed += ready
        return passed

    def _skip(self) -> str | None:
        """Drops what belongs to the open block; None where all that is there does."""
        if self._json is not None:
            length = self._json.length(self._held)
            self._held = self._held[length:] if length else ""
            self._json = None if length else self._json
            return "" if length else None
        before, found, after = self._held.partition(self._closing or "")
        if not found:
            self._held = split_possible_start(before, (self._closing or "",))[1]
            return None
        self._held, self._closing = after, None
        return ""

    def _words_before_marker(self, *, ended: bool) -> str | None:
        starts = [(at, opening) for opening in _BLOCKS if (at := self._held.find(opening)) >= 0]
        json_start = _JSON.search(self._held)
        block = min(starts, default=None)
        if json_start and (block is None or json_start.start() < block[0]):
            return self._open_json(json_start.start())
        if block:
            return self._open_block(*block, ended=ended)
        ready, self._held = (self._held, "") if ended else _without_open_end(self._held)
        return self._words.sub("", ready) if ready or ended else None

    def _open_json(self, start: int) -> str:
        ready, self._held = self._held[:start], self._held[start:]
        self._json = _JsonReader()
        return self._words.sub("", ready)

    def _open_block(self, start: int, opening: str, *, ended: bool) -> str | None:
        """Drops an opening. Action data in JSON is as long as its JSON; in other forms it is a line."""
        ready, after = self._held[:start], self._held[start + len(opening) :]
        is_data = opening == "[ACTION_DATA]"
        if is_data and not after.strip() and not ended:
            self._held = self._held[start:]
            return self._words.sub("", ready) if ready else None
        has_json = is_data and after.lstrip().startswith("{")
        self._held = after.lstrip() if has_json else after
        self._closing = None if has_json else _BLOCKS[opening] or None
        return self._words.sub("", ready)


def _without_open_end(text: str) -> tuple[str, str]:
    """The text before its end where a marker may have begun, and that end."""
    ready, kept = split_possible_start(text, _BLOCKS)
    for pattern in (_MAYBE_JSON, _OPEN_WORD):
        begun = pattern.search(ready) if not kept else None
        if begun:
            ready, kept = text[: begun.start()], text[begun.start() :]
    return ready, kept


class _JsonReader:
    """Counts the braces of one object across pieces."""

    def __init__(self) -> None:
        self._depth = 0
        self._quoted = False
        self._escaped = False

    def length(self, text: str) -> int:
        """How long the rest of the object is; 0 where it does not end in this piece."""
        for position, mark in enumerate(text):
            if self._quoted:
                self._quoted = self._escaped or mark != '"'
                self._escaped = mark == "\\" and not self._escaped
                continue
            self._quoted = mark == '"'
            self._depth += {"{": 1, "}": -1}.get(mark, 0)
            if not self._depth:
                return position + 1
        return 0
