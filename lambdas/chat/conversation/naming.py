"""Which of a person's own holds a message names: by its id, its genre, its title or a part of it ("그 오페라 잡은 거")."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from megaticket.korean.date_words import date_words
from megaticket.korean.party_words import party_words
from megaticket.korean.text import normalize

MOST_WORDS = 20
"""Of a message that does nothing but name a hold and say what shall become of it."""

_SHORTEST = 2
_NO_LETTER = re.compile("[^0-9a-z가-힣]")
_PARTICLE = re.compile("(?<=..)(?:의|은|는|을|를|만|도|꺼|이?랑|하고|이?요)$")
_POINTER = {"그", "이", "저"}
_ORDINARY = re.compile("(?:마지막|처음|첫|두|세|네|번|째)+|나중에?|다른|사람|남")
"""Words of titles that mostly mean something else: "두 번째 거" names no "두 번째 이삿날"."""


@dataclass(frozen=True)
class NamedHold:
    """The one hold that a message names, and the message without its name."""

    hold_id: str
    rest: str


def named_hold(message: str, called: Mapping[str, Sequence[str]]) -> NamedHold | None:
    """The one of several holds that a message names; None where it names none or several.

    Args:
        message: a person's words.
        called: what each of the person's holds is called beside its id: a title, a genre.
    """
    words = normalize(message).split()
    if len(words) > MOST_WORDS:
        return None
    found = [(hold_id, _without_names(words, hold_id, names)) for hold_id, names in called.items()]
    named = [NamedHold(hold_id, " ".join(rest)) for hold_id, rest in found if len(rest) < len(words)]
    return named[0] if len(named) == 1 else None


def _without_names(words: Sequence[str], hold_id: str, names: Sequence[str]) -> list[str]:
    """The words that name nothing; the longest runs of words that do are taken first."""
    written = [_letters(hold_id), *map(_letters, names)]
    rest, start = [], 0
    while start < len(words):
        ends = (end for end in range(len(words), start, -1) if _is_name(words[start:end], *written))
        end = next(ends, None)
        if end is None:
            rest.append(words[start])
        elif rest and rest[-1] in _POINTER:
            rest.pop()
        start = start + 1 if end is None else end
    return rest


def _is_name(run: Sequence[str], hold_id: str, *names: str) -> bool:
    """Whether words written together are the hold's id, or stand in one of its names and tell nothing else."""
    written = "".join(run)
    if "?" in written:
        return False  # what is asked is not taken out of its question
    spoken = _PARTICLE.sub("", _letters(written))
    if spoken == hold_id:
        return True
    stands = len(spoken) >= _SHORTEST and any(spoken in name for name in names)
    return stands and not _tells_else(spoken)


def _tells_else(words: str) -> bool:
    """Whether words may be a place in a list, a day or people: "두 번째", "내일", "친구"."""
    said = {*(word.text for word in date_words(words)), *(word.text for word in party_words(words))}
    return _ORDINARY.fullmatch(words) is not None or words in said


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", normalize(text))
