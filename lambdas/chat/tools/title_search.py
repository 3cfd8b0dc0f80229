"""Which performances a keyword means: models pass on people's words, which are seldom the title and nothing else."""

import re
from collections.abc import Sequence

from megaticket.catalog.models import Performance
from megaticket.korean.text import normalize

ENOUGH_WORDS = 2
"""Of a keyword's words: one alone that stands in a title means little."""

_NAME = re.compile(r"[〈<《「『](.+?)[〉>》」』]")
_SHORTEST_WORD = 2


def titled(performances: Sequence[Performance], keyword: str) -> list[Performance]:
    """Those whose title holds the keyword; else those whose name the keyword holds; else those with most of its words."""
    wanted = squeezed(keyword)
    found = [p for p in performances if wanted in squeezed(p.title)]
    found = found or [p for p in performances if _name(p) in wanted]
    return found or _most_alike(performances, keyword)


def squeezed(text: str) -> str:
    """The form in which titles are compared: normal, without spaces."""
    return normalize(text).replace(" ", "")


def _name(performance: Performance) -> str:
    """What a title is called: what stands in its brackets, or all of it."""
    found = _NAME.search(performance.title)
    return squeezed(found[1] if found else performance.title)


def _most_alike(performances: Sequence[Performance], keyword: str) -> list[Performance]:
    words = [word for word in normalize(keyword).split() if len(word) >= _SHORTEST_WORD]
    held = [(sum(word in squeezed(p.title) for word in words), p) for p in performances]
    most = max((count for count, _ in held), default=0)
    return [p for count, p in held if count == most] if most >= ENOUGH_WORDS else []
