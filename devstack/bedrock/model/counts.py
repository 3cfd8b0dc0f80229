"""How many people or tickets a message speaks of."""

import re

NUMERALS = {
    "열두": 12, "열한": 11, "스무": 20, "하나": 1, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9,
    "한": 1, "두": 2, "둘": 2, "세": 3, "셋": 3, "네": 4, "넷": 4, "석": 3, "넉": 4, "열": 10,
}  # fmt: skip
NUMERAL = rf"(\d{{1,3}}|{'|'.join(NUMERALS)})"
START = r"(?<![가-힣0-9])"
PEOPLE = "어른|성인|대인|아이|어린이|소인|청소년|학생|유아|아기|애|친구|부모님|노인|경로"
UNITS = r"(?:장|명|인(?![극조])|매|사람|자리|좌석|석(?![가-힣]))"

REJECTED = re.compile(r"\S+(?:\s\S+)?\s*(?:(?<!(?<!까)지)(?<!(?<!까)지\s)말고|빼고)")
"""Set apart by "말고", which behind a verb ("묻지 말고") only forbids."""
LABELLED = re.compile(rf"(?:{PEOPLE})(?:들|은|는|이|가)?\s*{NUMERAL}(?![가-힣]*째)")
MYSELF = re.compile(rf"{START}(?:저|나)(?:랑|하고|와|까지|도|요|,|\s|$)")
COUNTED = re.compile(rf"{START}{NUMERAL}\s*{UNITS}|{START}(한|두|세|네|다섯|여섯)\s*분(?!\s*(?:뒤|후|만|동안))")
MORE = re.compile(rf"{START}{NUMERAL}\s*(?:장|명|매|사람|자리|좌석)?\s*더요?(?![가-힣])")
ALONE = re.compile(rf"{START}(?:혼자|나\s*홀로)")
TOGETHER = re.compile(rf"{START}(둘|셋|넷|다섯|여섯)(?:이서|이|서)?(?:이?요|만|이에요|예요)?(?![가-힣])")
BARE = re.compile(rf"\s*{NUMERAL}\s*(?:이요|요|이에요|예요|만|만요)?[.!~]*\s*")


def read_count(text: str, expected: bool = False) -> int | None:
    """The number of people or tickets, None where the text names none.

    Args:
        text: a person's message.
        expected: whether a bare "2" or "셋" answers the question for it.
    """
    kept = REJECTED.sub(" ", text)
    labelled = [number(found[1]) for found in LABELLED.finditer(kept)]
    if labelled:
        return sum(labelled) + bool(MYSELF.search(kept))
    counted = [number(found[1] or found[2]) for found in COUNTED.finditer(kept)]
    if counted:
        return counted[-1]
    if ALONE.search(kept):
        return 1
    together = TOGETHER.search(kept)
    if together:
        return number(together[1])
    bare = BARE.fullmatch(kept) if expected and kept.strip() not in {"네", "네요"} else None
    return number(bare[1]) if bare else None


def read_more(text: str) -> int:
    """How many more than before a text wants: "하나 더" is 1, 0 where it wants no more."""
    found = MORE.search(text)
    return number(found[1]) if found else 0


def number(word: str) -> int:
    """A numeral as a number: "두" is 2, "12" is 12."""
    return int(word) if word.isdecimal() else NUMERALS[word]
