"""Which seat grade a message means, among those that a tool named."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from devstack.bedrock.model.counts import REJECTED

ANY = ""
"""The person leaves the grade open."""
CHEAPEST = re.compile(
    r"(?<!비)싼\s*(?:거|걸|자리|좌석|석|등급|표)?|저렴|싸게|가격\s*낮은|낮은\s*(?:가격|등급|거|것|걸)"
)
BEST = re.compile(r"(?:제일|가장|젤)\s*(?:좋은|비싼)|최고|(?<!너무)(?<!너무 )비싼\s*(?:거|걸|자리|좌석|석|표)")
OPEN = re.compile(r"아무\s*(?:거나|등급|데나|자리|좌석|석)|상관\s*없|알아서|다\s*괜찮")
LETTERS = {"브이아이피": "VIP", "에이": "A", "에스": "S", "알": "R"}
SPOKEN = re.compile(rf"(?:{'|'.join(LETTERS)})(?=\s*(?:석|등급))")
"""Grades whose letters are written as they sound."""
GRADE_LIKE = re.compile(rf"(?:(?<![A-Za-z])[A-Za-z]{{1,8}}|{'|'.join(LETTERS)})\s*(?:석|등급)", re.IGNORECASE)


def read_grade(text: str, grades: Sequence[Mapping[str, Any]]) -> str | None:
    """The name of the grade that a text means, ANY for whichever, None where it names none of these."""
    kept = SPOKEN.sub(lambda found: LETTERS[found[0]], REJECTED.sub(" ", text))
    for name in sorted((str(grade["grade"]) for grade in grades), key=len, reverse=True):
        if names_grade(kept, name):
            return name
    by_price = sorted(grades, key=price_of)
    if by_price and CHEAPEST.search(kept):
        return str(by_price[0]["grade"])
    if by_price and BEST.search(kept):
        return str(by_price[-1]["grade"])
    return ANY if OPEN.search(kept) else None


def speaks_of_grade(text: str) -> bool:
    """Whether a text names some grade, known or not."""
    return any(pattern.search(text) for pattern in (GRADE_LIKE, CHEAPEST, BEST, OPEN))


def names_grade(text: str, name: str) -> bool:
    """Whether a text names a grade, with or without its 석."""
    core = re.escape(name.casefold().removesuffix("석").strip())
    if not core.isascii():
        return core in text.casefold()
    ending = r"\s*(?:석|등급|좌석|으로|로|이요|요|이|가|은|는|[\s,.!?~]|\d|$)"
    return bool(re.search(rf"(?<![a-z0-9]){core}{ending}", text.casefold()))


def price_of(grade: Mapping[str, Any]) -> int:
    """The price in won, from its number or its text."""
    return int(grade.get("price") or re.sub(r"\D", "", str(grade.get("priceText", ""))) or 0)
