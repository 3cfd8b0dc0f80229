"""How many tickets, and for whom, as people write it: "두 장", "어른 둘에 일곱 살 하나"."""

from dataclasses import dataclass

from megaticket.korean.heard_party import HeardParty
from megaticket.korean.party_words import party_words
from megaticket.korean.text import normalize


@dataclass(frozen=True)
class Party:
    """Who comes.

    Attributes:
        count: the number of tickets, None where it is not told.
        ages: those that were named, in years.
        leaves_count: whether only some of those who come are told of, so that as many come as before.
    """

    count: int | None = None
    ages: tuple[int, ...] = ()
    leaves_count: bool = False


def read_party(text: str, before: int | None = None) -> Party:
    """Who comes, out of a message. Several numbers that may not be added give no count.

    Args:
        text: the person's words.
        before: how many it was so far, which "한 장 더" and "한 명 빼고" change.
    """
    heard, last = HeardParty(), ""
    for word in party_words(normalize(text)):
        heard.take(word, last if word.close else "")
        last = word.kind
    return Party(heard.count(before), heard.ages, heard.leaves(before))


def read_count(text: str, before: int | None = None) -> int | None:
    """The number of tickets that a message asks for; None where it names none or several that may not be added."""
    return read_party(text, before).count
