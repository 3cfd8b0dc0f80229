"""The gate that a model's words go through: text flows on, a phrase that holds a claim waits until it is checked."""

from collections import deque
from collections.abc import Iterable

from lambdas.chat.guard.grounding import Grounding
from lambdas.chat.guard.markers import MarkerFilter
from lambdas.chat.guard.scene import Thread
from lambdas.chat.guard.streams import ClaimFinder, phrase_end
from lambdas.chat.guard.verdict import FalseClaim, judge, overheard

LONGEST_END = 8
"""Of the marks that end a phrase: "!**) " and the like."""

MOST_OVERHEARD = 12
"""Phrases without a claim that a later claim may lean on: the title before a list of prices."""


class Gate:
    """One answer's gate. What it gives back depends on the text alone, not on the pieces that it comes in.

    Attributes:
        false_claims: what was found false; from then on nothing more is given back.
    """

    def __init__(self, facts: Grounding, tool_names: Iterable[str] = ()) -> None:
        self._facts = facts
        self._markers = MarkerFilter(tool_names)
        self._finder = ClaimFinder(facts.names.claiming)
        self._thread = Thread()
        self._quiet: deque[str] = deque(maxlen=MOST_OVERHEARD)
        self._phrase = ""
        self._shown = 0
        self._held = False
        self.false_claims: list[FalseClaim] = []

    def feed(self, delta: str) -> str:
        """The words that may be shown now."""
        if not self._held and self._shown == len(self._phrase) and self._markers.is_idle and not self.false_claims:
            phrase = self._phrase + delta
            if self._finder.is_calm(phrase, self._shown):
                # Most pieces are words and nothing else.
                self._phrase, self._shown = phrase, len(phrase)
                return delta
        return self._advance(self._markers.feed(delta), ended=False)

    def end(self, *, cut_off: bool = False) -> str:
        """The rest, once the answer is complete; a claim that was cut off says nothing that could be checked."""
        rest = self._advance(self._markers.end(), ended=not cut_off)
        return rest if not cut_off or self._held else rest + self._phrase[self._shown :]

    def _advance(self, text: str, *, ended: bool) -> str:
        if self.false_claims:
            return ""
        seen = max(0, len(self._phrase) - LONGEST_END)
        self._phrase += text
        released = ""
        while (end := phrase_end(self._phrase, seen)) and not self.false_claims:
            released += self._close(end)
            seen = 0
        if self.false_claims:
            return released
        return released + (self._close(len(self._phrase)) if ended else self._flow(self._phrase))

    def _close(self, end: int) -> str:
        """A phrase is complete: all of it, if it holds."""
        phrase, shown = self._phrase[:end], self._shown
        flowed = self._flow(phrase, complete=True)
        if self._held and not self._holds(phrase):
            return flowed
        if not self._held:
            self._quiet.append(phrase)
        self._phrase, self._shown, self._held = self._phrase[end:], 0, False
        return phrase[shown:]

    def _holds(self, phrase: str) -> bool:
        for earlier in self._quiet:
            self._thread = overheard(earlier, self._facts, self._thread)
        self._quiet.clear()
        self.false_claims, self._thread = judge(phrase, self._facts, self._thread)
        return not self.false_claims

    def _flow(self, phrase: str, *, complete: bool = False) -> str:
        """The words of a phrase before its first claim, or, while it is open, before what may become one."""
        if self._held or len(phrase) <= self._shown:
            return ""
        start = self._shown
        self._shown, self._held = self._finder.flow(phrase, start, complete=complete)
        return phrase[start : self._shown]
