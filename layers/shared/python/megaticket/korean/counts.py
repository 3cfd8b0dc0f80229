"""How many tickets, and for whom, as people write it: "두 장", "어른 둘에 일곱 살 하나"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from megaticket.korean.heard_party import HeardParty
from megaticket.korean.party_words import PartyWord, party_words
from megaticket.korean.text import normalize

_COMING = re.compile(
    r"(?: ?(?:같이|함께))?(?: ?보러)?(?: ?(?:가요|갈게요?|갈래요?|[갈볼] ?거[가-힣]{0,3}|(?:가|보)려고요?|볼게요?|볼래요?|봐요))?[ .!~]*"
)
"""The rest of a message that says of somebody only that one comes with them."""


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
    bare = normalize(text)
    heard, last, words = HeardParty(), "", list(party_words(bare))
    for word in words:
        heard.take(word, last if word.close else "")
        last = word.kind
    count = heard.count(before)
    if count is None and before is None:
        count = _with_one_of_them(bare, words)
    return Party(count, heard.ages, heard.leaves(before))


def _with_one_of_them(bare: str, words: Sequence[PartyWord]) -> int | None:
    """The one who writes and whom the words can only mean: "여친이랑 갈 거예요", "부모님 모시고". None of anybody else."""
    people = [word for word in words if word.kind not in {"other", "of_grade"}]
    if [word.kind for word in people] != ["of_kin", "company"] or not (people[0].fixed and people[0].value):
        return None
    _, _, rest = bare.partition(people[0].text + people[1].text)
    return 1 + people[0].value if _COMING.fullmatch(rest) else None


def read_count(text: str, before: int | None = None) -> int | None:
    """The number of tickets that a message asks for; None where it names none or several that may not be added."""
    return read_party(text, before).count
