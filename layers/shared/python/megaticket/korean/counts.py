"""How many tickets, and which of a list, as people write it: "두 장", "둘이", "어른 둘에 아이 하나", "두 번째 거"."""

import re

from megaticket.korean.text import normalize

_ONES = {
    "하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4, "다섯": 5,
    "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9,
}  # fmt: skip
_TENS = {"열": 10, "스물": 20, "스무": 20}
_NUMERAL = rf"(?:(?:{'|'.join(_TENS)})(?:{'|'.join(_ONES)})?|{'|'.join(_ONES)})"
_COUNTED = re.compile(
    # "편한 자리" and "두세 명" hold no numeral, "7시 30분" nobody
    rf"(?<![\d월일:.,~-])(?<!시)(?<!시 )(\d{{1,2}}|(?:(?<=석)|(?<![가-힣])){_NUMERAL})\s*(?:명|장|매|좌석|자리|사람|인(?![가-힣])|분(?!\s*(?:[전후뒤간]|동안|짜리|정도)))"
)
_PEOPLE = re.compile(rf"(?:어른|성인|아동|아이|어린이|애|청소년|학생|일반)\s*((?>\d{{1,2}}|{_NUMERAL}))(?!\s*살)")
_TOGETHER = re.compile(r"(둘|셋|넷|다섯|여섯)이(?:서|요|$|\s)")
_ALONE = re.compile(r"혼자|나만|저만")


def read_count(text: str, before: int | None = None) -> int | None:
    """The number of tickets that a message asks for; None where it names none or several that may not be added.

    Args:
        text: the person's words.
        before: how many it was so far, to which "한 장 더" adds.
    """
    bare = normalize(text)
    people = [_number(found) for found in _PEOPLE.findall(bare)]
    if people:
        return sum(people)
    counted = {_number(found) for found in [*_COUNTED.findall(bare), *_TOGETHER.findall(bare)]}
    if not counted and _ALONE.search(bare):
        return 1
    if len(counted) != 1:
        return None
    count = counted.pop()
    if _MORE.search(bare):
        return before + count if before is not None else None
    return count


_MORE = re.compile(r"(?:명|장|매|좌석|자리|사람|인|분)(?:을|를|만)?\s*(?:더|추가)")
_ORDINALS = ("첫", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열")
_NTH = re.compile(rf"({'|'.join(_ORDINALS)})\s*번\s*째")
_NUMBERED = re.compile(r"(\d{1,2})\s*번(?:째)?(?:\s*(?:거|것|걸로|거로|회차|공연|으로|이요|요|할게요|부탁해요))*[.!~]*")


def read_ordinal(text: str) -> int | None:
    """Which of a list is meant, from 1: "두 번째 거", or a message that is nothing but "2번이요"."""
    bare = normalize(text)
    numbered = _NUMBERED.fullmatch(bare)
    if numbered:
        return int(numbered[1])
    named = _NTH.search(bare)
    return _ORDINALS.index(named[1]) + 1 if named else None


def _number(word: str) -> int:
    if word.isdecimal():
        return int(word)
    for tens, value in _TENS.items():
        if word.startswith(tens):
            return value + _ONES.get(word.removeprefix(tens), 0)
    return _ONES[word]
