"""Numbers in Hangul as digits, where a unit follows: "칠열 십오번" is "7열 15번", "십오만 원" is "150000 원"."""

import re
from collections.abc import Callable
from typing import NamedTuple

_ONES = {"하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9}  # fmt: skip
_TENS = {"열": 10, "스물": 20, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70, "여든": 80, "아흔": 90}  # fmt: skip
_DIGITS = {name: value for value, name in enumerate("영일이삼사오육칠팔구")} | {"공": 0, "륙": 6}
_SCALES = {"십": 10, "백": 100, "천": 1000}
_GREAT = {"만": 10_000, "억": 100_000_000}


def read_native(word: str) -> int:
    """The value of "열다섯" or "스물 두"."""
    bare = word.replace(" ", "")
    tens = next((name for name in _TENS if bare.startswith(name)), "")
    return _TENS.get(tens, 0) + _ONES.get(bare.removeprefix(tens), 0)


def read_sino(word: str) -> int:
    """The value of "십오만 사천" or "공일"."""
    total = group = digit = 0
    for mark in word.replace(" ", ""):
        if mark in _DIGITS:
            digit = digit * 10 + _DIGITS[mark]
        elif mark in _SCALES:
            group += max(digit, 1) * _SCALES[mark]
            digit = 0
        else:
            total += max(group + digit, 1) * _GREAT[mark]
            group = digit = 0
    return total + group + digit


_NATIVE = rf"(?:(?:{'|'.join(_TENS)}) ?(?:{'|'.join(_ONES)})|{'|'.join(_TENS)}|{'|'.join(_ONES)})"
_S = "[영공일이삼사오육륙칠팔구십백천만억]"
_SPACED = rf"(?:{_S} ?)*{_S}"
_SCALED = rf"(?={_S}*[십백천만]){_S}{{2,}}"
_START = r"(?<![가-힣A-Za-z0-9])"
_AFTER_ROW = r"(?:(?<=열 )|(?<=열)|(?<=[~,·/])|(?<=[~,·/] )|(?<=번에서 )|(?<=번부터 )|(?<=번[과와] )|(?<=번 ))"


class _Rule(NamedTuple):
    """Where a number stands (group `n`), how it is read, and the unit that takes the place of what follows it."""

    pattern: re.Pattern[str]
    read: Callable[[str], int]
    unit: str

    def digits(self, found: re.Match[str]) -> str:
        return f"{self.read(found['n'])}{self.unit}"


_RULES: tuple[_Rule, ...] = tuple(
    _Rule(re.compile(pattern), reader, unit)
    for pattern, reader, unit in (
        (rf"(?<=\d[만천백])(?P<n> ?{_SPACED})(?= ?원)", read_sino, ""),
        (rf"(?<=\d [만천백])(?P<n> ?{_SPACED})(?= ?원)", read_sino, ""),
        (rf"{_START}(?P<n>(?=[^원]{{0,12}}?[십백천만억]){_SPACED})(?= ?원(?![하형래작칙]))", read_sino, ""),
        (rf"{_START}(?P<n>{_S}+만(?: ?{_S}?천)?)(?=이[에고며]|입니|으로|[,.!? ](?!원)|$)", read_sino, "원"),
        (rf"{_START}(?P<n>{_S}+)(?= ?월 ?(?:\d|{_S}))", read_sino, ""),
        (r"(?P<n>(?<![가-힣])유)(?=월 )", lambda _: 6, ""),
        (r"(?P<n>(?<![가-힣])시)(?=월 )", lambda _: 10, ""),
        (rf"(?:(?<=월 )|(?<=월))(?P<n>{_S}{{1,4}})(?= ?일(?!{_S}))", read_sino, ""),
        (rf"{_START}(?P<n>{_S}+)(?=열(?!리|려|린|립|렸|심|차|기))", read_sino, ""),
        (rf"{_START}(?P<n>(?!이 ){_S}+)(?= 열(?!리|려|린|립|렸|심|차|기))", read_sino, ""),
        (rf"{_START}(?<![곱섯홉덟한두세네] )(?P<n>{_NATIVE})(?= ?열 ?(?:{_NATIVE}|{_S}+|\d+) ?번)", read_native, ""),
        (rf"{_AFTER_ROW}(?P<n>{_NATIVE})(?= ?번(?! ?더))", read_native, ""),
        (rf"{_AFTER_ROW}(?P<n>{_S}+)(?= ?번)", read_sino, ""),
        (rf"{_START}(?P<n>{_S}{{2,}}|[삼사육칠팔구])(?= ?번(?! ?째))", read_sino, ""),
        (rf"{_START}(?P<n>[일오]) ?(?=번 ?(?:좌석|자리))", read_sino, ""),
        (rf"(?:{_START}|(?<=석))(?P<n>{_NATIVE}) ?분(?! ?(?:의 ?\d|만에))", read_native, "명"),
        (rf"(?:{_START}|(?<=석))(?P<n>{_NATIVE})(?= ?(?:장|매|명|자리|좌석|석|살|시간|개|사람|층))", read_native, ""),
        (rf"{_START}(?P<n>{_NATIVE})(?= ?시(?![작간험스즌설야점트도행청]))", read_native, ""),
        (r"(?<![가-힣A-Za-z0-9])(?P<n>[석넉])(?= ?장)", lambda word: 3 if word == "석" else 4, ""),
        (rf"{_START}(?P<n>{_SCALED})(?= ?(?:분|매|장|명|석|자리|좌석))", read_sino, ""),
        (r"(?<=시간[은이] )(?P<n>[일이삼사오육칠팔구십백])(?= ?분)", read_sino, ""),
        (rf"{_START}(?P<n>[일이삼사오육칠팔십백])(?= ?분 ?(?:동안|간|이내|안에|남|뒤|전|후))", read_sino, ""),
        (rf"{_START}(?P<n>{_S}+)(?= ?(?:퍼센트|개월|시간|세 ?이상|달러|일 ?(?:전|이내|후)))", read_sino, ""),
        (rf"{_START}(?P<n>{_SCALED}|[삼사육칠팔구])(?= ?(?:세|프로)(?![가-힣]*[상금그젝]))", read_sino, ""),
    )
)
_SPOKEN = re.compile(r"(?<![가-힣])(?:[영공일이삼사오육륙칠팔구][ -]?){7,}")


def with_digits(text: str) -> str:
    """The text with its Hangul numbers written in digits. Pronouns such as "이 좌석" and "이번" stay."""
    text = _SPOKEN.sub(lambda found: "".join(str(_DIGITS.get(mark, mark)) for mark in found[0]), text)
    for rule in _RULES:
        text = rule.pattern.sub(rule.digits, text)
    return text
