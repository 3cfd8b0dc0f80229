"""Which of the things just listed a message means by its place: "두 번째 거", "1번", "마지막 거"."""

import re

ORDINALS = ("첫", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열")
ELSE = r"(?!\s*(?:주(?:\s|에|의|차|말|$)|날|줄|열|층))"
"""The second week, day, row or floor is nothing that was listed."""
NTH = re.compile(rf"({'|'.join(ORDINALS)})\s*번\s*째{ELSE}")
NUMBERED = re.compile(r"(?<!열)(?<!열\s)(?<!\d)(\d{1,2})\s*번(?!\s*(?:출구|좌석|자리|버스))")
THING = "(?:거|것|걸|꺼|껄)"
FIRST = re.compile(rf"첫째{ELSE}|(?:맨|제일|젤|가장)\s*(?:위|처음|앞)(?:에|의)?\s*{THING}|처음\s*{THING}")
LAST = re.compile(rf"(?:마지막|(?:맨|제일|젤|가장)\s*(?:아래|밑|끝|뒤))(?:에|의)?\s*(?:{THING}|번호)")
ROW = re.compile(r"\d\s*열")
"""Numbers of seats are no places in a list."""
PLACE = re.compile(rf"(?:{NTH.pattern}|{NUMBERED.pattern}(?:\s*째)?)\s*(?:{THING}\S*)?")
"""A place, with what it is said of."""
BARE = re.compile(r"\s*(\d{1,2})\s*(?:이요|요)?[.!]*\s*")


def chosen_place(text: str, length: int, bare: bool = False) -> int | None:
    """The index that a text names in a list of `length`; None where it names none that exists.

    `bare` says whether a number alone ("2") is such a choice.
    """
    place = named_place(text, length, bare)
    return place if place is not None and 0 <= place < length else None


def named_place(text: str, length: int, bare: bool) -> int | None:
    """The index that a text names, whether or not it exists."""
    if ROW.search(text):
        return None
    nth = NTH.search(text)
    if nth:
        return ORDINALS.index(nth[1])
    if FIRST.search(text):
        return 0
    if LAST.search(text):
        return length - 1
    numbered = NUMBERED.search(text) or (BARE.fullmatch(text) if bare else None)
    return int(numbered[1]) - 1 if numbered else None
