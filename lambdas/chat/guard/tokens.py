"""What a phrase says in numbers and names: seats, amounts, dates, times, counts, each with where it stands."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from lambdas.chat.guard.names import MARK, Names


class Kind(StrEnum):
    """What a token is about."""

    TITLE = "title"
    ACTOR = "actor"
    ROLE = "role"
    GRADE = "grade"
    DATE = "date"
    MONTH = "month"
    DAYS = "days"
    WEEKDAY = "weekday"
    RELATIVE = "relative"
    CLOCK = "clock"
    PART = "part"
    HOURS = "hours"
    MINUTES = "minutes"
    SEAT = "seat"
    ROWS = "rows"
    ROW = "row"
    NUMBER = "number"
    AMOUNT = "amount"
    PERCENT = "percent"
    AGE = "age"
    COUNT = "count"
    CODE = "code"


Value = int | str | None


@dataclass(frozen=True)
class Token:
    """One thing said. `values` by kind:

    DATE (year, month, day, weekday), MONTH (month), DAYS (days, word after them), WEEKDAY (week, weekday), RELATIVE (word), CLOCK (hour, minute,
    part of day), PART (part of day), HOURS and MINUTES (minutes), SEAT (row, numbers…), ROWS (first, last), ROW (row), NUMBER (number),
    AMOUNT (won; None in another currency), PERCENT (percent), AGE (years or months, unit), COUNT (count, unit), GRADE
    (name, in capitals), names their mark, CODE the text. What is left open is None.
    """

    kind: Kind
    start: int
    end: int
    values: tuple[Value, ...]

    def number(self, place: int = 0) -> int:
        """A value that is a number by the kind's definition."""
        value = self.values[place]
        return value if isinstance(value, int) else -1

    def word(self, place: int = 0) -> str:
        """A value that is a word by the kind's definition."""
        return str(self.values[place] or "")


_WEEKDAY = r"(?: ?,? ?\( ?(?P<w>[월화수목금토일])(?:요일)? ?\)| ?,? ?(?P<v>[월화수목금토일])요일)?"
_ROW = r"(?<![A-Za-z0-9])(?P<row>[A-Za-z]{1,3}|\d{1,3}|(?<![가-힣])[가나다라마바사아자차카타파하])"
_ROW_END = r"열(?![리려린립렸심차기])"
_NO_SEAT = r"(?!\d| ?(?:장|매|명|자리|좌석|석|분|인|개|시|월|일|원|만|천|층|살|세|%|:|/|열)|,\d{3})"
_MORE = r"(?: ?(?:,|·|/|&|~|-|와|과|및|하고|이랑|랑|그리고|부터|에서))++ ?"
_NUMBERS = rf"(?P<seats>\d{{1,4}}+{_NO_SEAT}(?: ?번)?(?:{_MORE}\d{{1,4}}+{_NO_SEAT}(?: ?번)?)*)"
_NO_NUMBER = r"(?! ?(?:째|출구|호선|게이트|버스|공연|회차|더|정도|이상|씩|만에|연장)|까지 (?:연장|늘))"
_WON = r"(?<![\d.,A-Za-z-])(?:[₩$€¥] ?)?(?P<won>\d[\d,]*(?:\.\d+)?(?: ?[억만천백](?: ?\d[\d,]*(?: ?[천백])?(?= ?[\d천백원]))*)*)"

_GRAMMAR: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (Kind.CODE, r"(?<![A-Za-z0-9-])(?=[A-Za-z0-9-]*[A-Za-z])(?=[A-Za-z0-9-]*\d)[A-Za-z0-9]+(?:-[A-Za-z0-9]+){2,}"),
        (Kind.DATE, rf"(?<!\d)(?:20)?(?P<y>\d\d) ?[-./년] ?(?P<m>\d{{1,2}}) ?[-./월] ?(?P<d>\d{{1,2}})(?: ?일|\.)?(?!\d){_WEEKDAY}"),
        (Kind.DATE, rf"(?<!\d)(?P<m>\d{{1,2}}) ?월 ?(?P<d>\d{{1,2}}(?: ?일? ?[·,~-] ?\d{{1,2}}(?!\d| ?월))*+) ?일{_WEEKDAY}"),
        (Kind.DATE, rf"(?<![\d/])(?P<m>\d{{1,2}}) ?/ ?(?P<d>\d{{1,2}})(?![\d/]| ?[장명매]){_WEEKDAY}"),
        (Kind.DATE, rf"(?<![\d.])(?P<m>\d{{1,2}})\. ?(?P<d>\d{{1,2}})\.?(?= ?\(){_WEEKDAY}"),
        (Kind.DAYS, r"(?<!\d)(?P<a>\d{1,3}) ?일 ?(?P<b>전|이내|이후|후|뒤|간|동안)"),
        (Kind.DATE, rf"(?<![\d월])(?P<d>\d{{1,2}}) ?일(?![정곱반]|차 |부로){_WEEKDAY}"),
        (Kind.MONTH, r"(?<!\d)(?P<a>\d{1,2}) ?월(?!요일)"),
        (Kind.CLOCK, r"(?:(?P<part>오전|오후|낮|저녁|밤|새벽|아침) ?)?(?<!\d)(?P<h>\d{1,2}) ?(?:: ?(?P<colon>\d{2})(?!\d)|시(?!간|작|험)(?: ?(?P<min>\d{1,2}) ?분|(?P<half> ?반)(?=에|이|부터|까지|으로|쯤|경|정도|공연|회차|[^가-힣]|$))?)"),
        (Kind.CLOCK, r"(?P<named>정오|자정)"),
        (Kind.PART, r"(?P<a>낮|저녁|밤)(?= ?(?:공연(?!장)|회차)|공(?![가-힣])|공[은는이을으]|이에요|이고)|(?P<b>마티네)"),
        (Kind.HOURS, r"(?<!\d)(?P<h>\d{1,2}) ?시간(?: ?(?P<min>\d{1,2}) ?분|(?P<half> ?반))?"),
        (Kind.MINUTES, r"(?<!\d)(?P<a>\d{1,3}) ?분"),
        (Kind.CODE, r"(?<![\d-])\d{2,6}(?: ?- ?\d{2,8}){1,3}(?![\d-]| ?[번열일월])"),
        (Kind.CODE, r"(?<!\d)(?:0\d{1,2}[ .)]{1,2}\d{3,4}[ .-]\d{4}|1\d{3}[ .]\d{4})(?!\d)"),
        (Kind.SEAT, rf"{_ROW} ?{_ROW_END} ?(?:의|에서|에|은|,|:|-)? ?{_NUMBERS}"),
        (Kind.ROWS, rf"{_ROW} ?열? ?(?:~|-|부터) ?(?P<last>[A-Za-z]{{1,3}}|\d{{1,3}}) ?{_ROW_END}"),
        (Kind.ROW, rf"{_ROW} ?{_ROW_END}"),
        (Kind.NUMBER, rf"(?<![A-Za-z\d])(?P<a>\d{{1,4}}) ?번{_NO_NUMBER}"),
        (Kind.AMOUNT, rf"{_WON} ?(?:원(?![하형래작칙])|KRW|(?P<foreign>달러|엔(?![가-힣])|유로))"),
        (Kind.AMOUNT, r"(?:₩|(?P<foreign>[$€¥])) ?(?P<won>\d[\d,.]*)"),
        (Kind.AMOUNT, r"(?<![\d.])(?P<won>\d+(?:\.\d+)? ?만(?: ?\d+ ?천)?)(?=이[에고며]|입니|으로|[,.!?) ]|$)(?! ?(?:원|명|개|석|번|년|대))"),
        (Kind.AMOUNT, r"(?<![\d.,])(?P<won>\d{1,3}(?:,\d{3})+)(?!\d| ?(?:석|명|개|대|번|년))"),
        (Kind.PERCENT, r"(?P<a>\d+(?:\.\d+)?) ?(?:%|퍼센트|프로(?![그젝]))"),
        (Kind.AGE, r"(?<!\d)(?P<a>\d{1,3}) ?(?P<b>세(?![트기])|살|개월)"),
        (Kind.COUNT, r"(?<![\d.])(?P<a>\d[\d,]*) ?(?P<b>장(?![르소면])|매(?![번일우])|명|자리|좌석|석|사람|인(?=당| |$)|개(?!월))"),
        (Kind.RELATIVE, r"(?P<a>오늘|내일|모레|글피)"),
        (Kind.WEEKDAY, r"(?:(?P<week>이번|다음|다다음) ?주 ?)?(?P<a>[월화수목금토일])요일|\((?P<b>[월화수목금토일])\)"),
        (Kind.CODE, r"(?<![A-Za-z0-9-])(?=[A-Za-z]*\d)[A-Za-z0-9]{8,}(?![A-Za-z0-9-])|\d{5,}"),
    )
)  # fmt: skip
_MARKS = re.compile(MARK)
_TAKEN = "\0"


def tokens_of(text: str, names: Names, grades: frozenset[str]) -> list[Token]:
    """The tokens of a phrase in their order.

    Args:
        text: the phrase in its numbered form, names as marks.
        names: what the marks stand for.
        grades: grade names without their 석, in capitals.
    """
    found = [Token(Kind(names[mark[0]].kind), mark.start(), mark.end(), (mark[0],)) for mark in _MARKS.finditer(text)]
    found += [
        Token(Kind.GRADE, grade.start(), grade.end(), (_grade_name(grade),)) for grade in _grades(grades).finditer(text)
    ]
    for kind, pattern in _GRAMMAR:
        for match in pattern.finditer(text):
            found += [Token(kind, match.start(), match.end(), values) for values in _values(kind, match)]
            text = text[: match.start()] + _TAKEN * (match.end() - match.start()) + text[match.end() :]
    return sorted(found, key=lambda token: token.start)


def _grade_name(found: re.Match[str]) -> str:
    return next(text for text in found.groups() if text).upper()


@lru_cache(maxsize=64)
def _grades(names: frozenset[str]) -> re.Pattern[str]:
    """Grades that the performances have, also without 석 where a price follows, and any others with 석."""
    known = "|".join(sorted(map(re.escape, names), key=len, reverse=True)) or r"(?!)"
    elsewhere = r"(?! ?(?:구역|블록|열|층|게이트|출구)|[-/][A-Za-z0-9])"
    return re.compile(
        rf"(?<![A-Za-z0-9])({known})(?: ?석| ?등급| ?좌석)"
        rf"|(?<![A-Za-z0-9가-힣])({known})(?![A-Za-z0-9]|(?![은는이가도만의])[가-힣]){elsewhere}"
        r"|(?<![A-Za-z0-9])([A-Za-z]{1,4})(?: ?석| ?등급)",
        re.IGNORECASE,
    )


def _values(kind: Kind, found: re.Match[str]) -> Iterable[tuple[Value, ...]]:
    said = found.groupdict()
    if kind == Kind.DATE:
        return _dates(said)
    if kind == Kind.CODE:
        return [(found[0].replace(" ", ""),)]
    if kind in _READERS:
        return [_READERS[kind](said)]
    return [tuple(_number_or_word(text) for text in said.values() if text is not None)]


Said = Mapping[str, Any]
"""The named groups of a match: text, or None where a group did not take part."""


def _clock(said: Said) -> tuple[Value, ...]:
    if said.get("named"):
        return (12 if said["named"] == "정오" else 0, 0, "정각")
    return (int(said["h"]), _minutes(said), said["part"])


def _dates(said: Said) -> list[tuple[Value, ...]]:
    year, month, days = said.get("y"), said.get("m"), re.findall(r"\d+", said["d"] or "")
    weekday = said["w"] or said["v"]
    last = len(days) - 1
    return [
        (
            int(year) + 2000 if year else None,
            int(month) if month else None,
            int(day),
            weekday if place == last else None,
        )
        for place, day in enumerate(days)
    ]


def _minutes(said: Said) -> int:
    return 30 if said["half"] else int(said.get("colon") or said["min"] or 0)


def _number_or_word(text: str) -> Value:
    digits = text.replace(",", "")
    return int(digits) if digits.isdecimal() else text


def expanded(text: str) -> list[int]:
    """The numbers of "15~17번, 19번": a range stands for all that lie between."""
    numbers: list[int] = []
    for joint, digits in re.findall(r"(\D*?)(\d+)", text):
        number = int(digits)
        if numbers and re.search("~|-|부터|에서", joint) and 0 < number - numbers[-1] <= 50:
            numbers += range(numbers[-1] + 1, number)
        numbers.append(number)
    return numbers


def read_won(text: str) -> int:
    """The amount of "30만 4천", "1만5,000" or "3.5만"."""
    total = group = 0.0
    for digits, scale in re.findall(r"(\d[\d,]*(?:\.\d+)?) ?([억만천백]?)", text):
        number = float(digits.replace(",", ""))
        if scale in {"만", "억"}:
            total, group = total + (group + number) * (10_000 if scale == "만" else 100_000_000), 0.0
        else:
            group += number * {"천": 1000, "백": 100}.get(scale, 1)
    return round(total + group)


_READERS: Mapping[Kind, Callable[[Said], tuple[Value, ...]]] = {
    Kind.CLOCK: _clock,
    Kind.HOURS: lambda said: (int(said["h"]) * 60 + _minutes(said),),
    Kind.SEAT: lambda said: (said["row"].upper(), *expanded(said["seats"])),
    Kind.ROWS: lambda said: (said["row"].upper(), said["last"].upper()),
    Kind.ROW: lambda said: (said["row"].upper(),),
    Kind.AMOUNT: lambda said: (None if said.get("foreign") else read_won(said["won"]),),
    Kind.WEEKDAY: lambda said: (said["week"], said["a"] or said["b"]),
}
