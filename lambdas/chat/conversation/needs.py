"""Seats that are kept for a need, as people ask for them: for a wheelchair, with a restricted view."""

import re
from collections.abc import Sequence

from lambdas.chat.conversation.state import Need
from megaticket.korean.numerals import NUMBER, small_number
from megaticket.korean.party_words import CHAIR, CHAIR_SEAT
from megaticket.korean.text import normalize

_REFUSED = re.compile(
    r"[가-힣\s]{0,6}?(?:말고|빼고|빼 ?주|제외|싫|피하|피해|아니(?:[에예고라]|요|$)|아닌|없는|없이|"
    r"필요[는가]? ?없|안 ?(?:돼|되|할|하|쓰|써|타|필요)|됐(?:어|고|습))"
)
"""Behind words for a need: it is none, or no longer."""
_ABOUT = re.compile(
    r"[를은는도]? ?(?:대여|보관|빌[려리릴]|렌탈|반입)|"
    r"[이가은는]? ?(?:있(?:나|는지|는가|을까|어요?\?)|없(?:나|는지|는가|을까|어요?\?)|되나|돼요?\?|인가|심한)"
)
"""Behind words for a need: it is asked about, and not asked for."""
_WORDS: dict[Need, re.Pattern[str]] = {
    "wheelchair": re.compile(r"휠체어(?:석| ?(?:좌석|자리))?|장애인 ?(?:석|좌석|자리)|동반석"),
    "restricted_view": re.compile(
        r"시야 ?(?:제한|방해|장애)(?:석| ?(?:좌석|자리))?|시제석|(?:무대가? ?)?(?:좀|조금) ?가려(?:도|져도)"
    ),
}
_SEATS = re.compile("(?:석|좌석|자리)$")
"""Who asks whether there are such seats asks for them: "휠체어석 있나요?"."""
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
    """The needs that a message speaks of; "시야제한석 말고" and "휠체어 대여 되나요?" speak of none."""
    bare = normalize(text)
    needs = [need for need in _WORDS if "spoken" in _manners(bare, need)]
    only: list[Need] = ["only_restricted_view"] if "restricted_view" in needs and not _AS_WELL.search(bare) else []
    return (*needs, *only)


def needs_after(before: Sequence[Need], text: str) -> tuple[Need, ...]:
    """The needs after one more message: what is spoken of anew is as it says, what is denied is gone."""
    bare = normalize(text)
    anew = {need for need in _WORDS if _manners(bare, need) & {"spoken", "denied"}}
    kept = [need for need in before if need.removeprefix("only_") not in anew]
    return tuple(dict.fromkeys((*kept, *read_needs(text))))


def _manners(bare: str, need: Need) -> set[str]:
    """How a message has words for a need."""
    return {_manner(bare, found) for found in _WORDS[need].finditer(bare)}


def _manner(bare: str, found: re.Match[str]) -> str:
    if _REFUSED.match(bare, found.end()):
        return "denied"
    return "asked" if not _SEATS.search(found[0]) and _ABOUT.match(bare, found.end()) else "spoken"


def read_wheelchairs(text: str) -> int:
    """How many of a party come in a wheelchair; one where only a wheelchair is spoken of, 0 where none is."""
    if "wheelchair" not in read_needs(text):
        return 0
    counted = next(filter(None, (pattern.search(normalize(text)) for pattern in _CHAIRS)), None)
    return small_number(counted["number"]) if counted else 1
