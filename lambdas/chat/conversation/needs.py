"""Seats that are kept for a need, as people ask for them: for a wheelchair, with a restricted view."""

import re

from lambdas.chat.conversation.state import Need
from megaticket.korean.numerals import NUMBER, small_number
from megaticket.korean.party_words import CHAIR, CHAIR_SEAT
from megaticket.korean.text import normalize

_REFUSED = r"(?![가-힣\s]{0,6}(?:말고|빼고|빼 주|제외|싫|피하|피해|아닌|없는|없이|안 (?:돼|되|할)))"
_SPOKEN: tuple[tuple[Need, re.Pattern[str]], ...] = (
    ("wheelchair", re.compile(rf"(?:휠체어|장애인 ?(?:석|좌석|자리)|동반석){_REFUSED}")),
    (
        "restricted_view",
        re.compile(rf"(?:시야 ?(?:제한|방해|장애)|시제석|(?:무대가? ?)?(?:좀|조금) ?가려(?:도|져도)){_REFUSED}"),
    ),
)
_AS_WELL = re.compile(
    r"(?:제한|방해|장애|시제)석?(?: ?(?:좌석|자리))?(?:이?(?:어|여|라)?도|이?든|이나)|가려(?:도|져도)|괜찮|상관|감수|무방|되면|포함"
)
"""Seats with a restricted view will do; without such words they are asked for, and no others."""
_UNIT = "(?:명|석|자리|대|분|장|매|개|사람)"
_CHAIRS = (
    re.compile(rf"{CHAIR_SEAT} ?(?P<number>{NUMBER})(?: ?{_UNIT}|(?<![한두세네석])(?:이?[요랑]|(?![가-힣\d:/.~])))"),
    re.compile(rf"(?<![가-힣])(?P<number>{NUMBER}) ?{_UNIT}[은는이가] ?{CHAIR}"),
)
"""How many, behind the word or before it: "휠체어석 둘", "두 분은 휠체어"."""


def read_needs(text: str) -> tuple[Need, ...]:
    """The needs that a message speaks of; "시야제한석 말고" speaks of none."""
    bare = normalize(text)
    needs = [need for need, pattern in _SPOKEN if pattern.search(bare)]
    only: list[Need] = ["only_restricted_view"] if "restricted_view" in needs and not _AS_WELL.search(bare) else []
    return (*needs, *only)


def read_wheelchairs(text: str) -> int:
    """How many of a party come in a wheelchair; one where only a wheelchair is spoken of, 0 where none is."""
    if "wheelchair" not in read_needs(text):
        return 0
    counted = next(filter(None, (pattern.search(normalize(text)) for pattern in _CHAIRS)), None)
    return small_number(counted["number"]) if counted else 1
