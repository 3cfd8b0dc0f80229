"""Numbers in Hangul: native ("둘", "열네"), Sino-Korean ("이십사"), and digits with units ("15만 5천")."""

import re
from decimal import Decimal

_ONES = {
    "하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "석": 3, "서": 3, "넷": 4, "네": 4, "넉": 4,
    "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9,
}  # fmt: skip
_TENS = {"열": 10, "스물": 20, "스무": 20}
_AGES = {"서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70, "여든": 80}

NATIVE = rf"(?>(?:{'|'.join(_TENS | _AGES)})(?:{'|'.join(_ONES)})?|{'|'.join(_ONES)})"
"""A native number, as a part of a pattern."""

NUMBER = rf"(?>\d{{1,3}}|{NATIVE})"
"""A small number in digits or native words, as a part of a pattern."""

_DIGITS = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "륙": 6, "칠": 7, "팔": 8, "구": 9}
_UNITS = {"십": 10, "백": 100, "천": 1000}
_MYRIADS = {"만": 10_000, "억": 100_000_000}
SINO = f"[{''.join(_DIGITS)}{''.join(_UNITS)}]"
"""One syllable of a Sino-Korean number below ten thousand, as a part of a pattern."""

_TOKEN = re.compile(rf"\d[\d,]*+(?:\.\d+)?|{SINO}|[{''.join(_MYRIADS)}]")


def small_number(word: str) -> int:
    """The value of a text that NUMBER matched: "12", "열두"."""
    if word.isdecimal():
        return int(word)
    for tens, value in (_TENS | _AGES).items():
        if word.startswith(tens):
            return value + _ONES.get(word.removeprefix(tens), 0)
    return _ONES[word]


def sino_number(text: str) -> int:
    """The value of a number with Sino-Korean units, in digits, Hangul or both: "이십사", "15만 5천", "3.5만", "150,000"."""
    total = below = Decimal(0)
    digit: Decimal | None = None
    for token in _TOKEN.findall(text):
        if token in _MYRIADS:
            total += (below + (digit or 0) or 1) * _MYRIADS[token]
            below, digit = Decimal(0), None
        elif token in _UNITS:
            below += (1 if digit is None else digit) * _UNITS[token]
            digit = None
        else:
            digit = Decimal(_DIGITS.get(token) or token.replace(",", ""))
    return int(total + below + (digit or 0))


_HOUR = "열한|열두|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열"
_IN_WORDS = re.compile(
    # "이 월요일", "다시", "이 일" and "한 시간" hold no number
    r"(?<![가-힣])(?P<month>십[일이]?|[일이삼사오유육칠팔구시])(?= ?월(?!요|욜|급|세|드|간|별|정))"
    rf"|(?P<sino>{SINO}{{1,3}})(?=일| ?분|[열줄] |번)"
    rf"|(?P<hour>{_HOUR})(?= ?시(?!간|도|라|름|적|바|스|즌|작|설|리|청))"
)
_MONTH_NAMES = {"유": 6, "시": 10}
_BEHIND = {"일": ("월", "월 "), "분": ("시", "시 "), "번": ("열", "열 ", "줄 ", "줄")}
"""Behind what a Sino-Korean number stands that counts days, minutes and seats."""


def with_digits(text: str) -> str:
    """The text with the numbers of months, days, hours, minutes, rows and seats in digits: "십이월 이십사일 두시"."""
    return _IN_WORDS.sub(_in_digits, text)


def _in_digits(found: re.Match[str]) -> str:
    word, text = found[0], found.string
    if found["month"]:
        return str(_MONTH_NAMES.get(word) or sino_number(word))
    before = text[max(0, found.start() - 2) : found.start()]
    starts_word = not "가" <= before[-1:] <= "힣"
    if found["hour"]:
        return str(small_number(word)) if starts_word or before[-1] in "녁낮밤후전침" else word
    unit = text[found.end() :].lstrip()[0]
    counts = before.endswith(_BEHIND.get(unit, ())) or (
        starts_word and (unit in "열줄" or (unit == "일" and "십" in word))
    )
    return str(sino_number(word)) if counts else word
