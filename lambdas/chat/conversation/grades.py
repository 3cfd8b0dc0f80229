"""The grades that a message names."""

import re
from collections.abc import Iterator, Sequence

from megaticket.korean.text import OTHER_THAN, normalize

_USUAL = re.compile(r"(?<![a-z])(vip|op|[rsabc]) ?석")
_PARTICLES = "(?:으?로|[은는이가을를도만]|이?랑|하고|[와과]|이?나)?요?"
_DISLIKED = (
    r"비[싸쌉](?!도|더라도|지)|비싼(?! ?(?:만큼|값))|부담(?! ?없)|싫|별로|무리|됐(?:고|어|습)|필요 ?없|관심 ?없|"
    r"안 ?(?:할|해|볼|봐|살|사요|돼|되|원해|갈)|못 ?(?:사|보겠)"
)
_SET_ASIDE = re.compile(
    rf" ?(?:(?:으?로)?[은는이가]? ?(?:너무|좀|조금|많이|진짜|정말|역시|아무래도)? ?(?:{_DISLIKED})"
    rf"|(?:으?로)?(?:[은는이가을를] ?)?(?:{OTHER_THAN}|빼고|빼[면 ]|제외|아니(?!면)|아닌|대신|에서)"
    r"|(?:급 ?)?(?:보다|이상|이하|미만|초과|위(?!주|치)|아래|밑))"
)
"""Behind a grade that is not wanted, or that only bounds those that are: "R석은 너무 비싸요", "R석 아래로"."""


def read_grades(bare: str, grades: Sequence[str]) -> tuple[str, ...]:
    """The grades that a normalized message names and does not set aside ("R석 말고").

    Before the performance is known, those as grades are usually called: "VIP석", "R석".
    """
    return tuple(dict.fromkeys(grade for grade, set_aside in _named(bare, grades) if not set_aside))


def sets_grade_aside(bare: str, grades: Sequence[str]) -> bool:
    """Whether a message names a grade only to set it aside: what is wanted instead is not told by name."""
    named = list(_named(bare, grades))
    return bool(named) and all(set_aside for _, set_aside in named)


def _named(bare: str, grades: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Each naming of a grade, and whether it is set aside."""
    if not grades:
        for found in _USUAL.finditer(bare):
            yield f"{found[1].upper()}석", _SET_ASIDE.match(bare, found.end()) is not None
    for grade in sorted(grades, key=len, reverse=True):
        for found in _name(grade).finditer(bare):
            yield grade, _SET_ASIDE.match(bare, found.end()) is not None
        # "VIP 패키지" is no "VIP" besides.
        bare = _name(grade).sub("#", bare)


def _name(grade: str) -> re.Pattern[str]:
    """A grade as people write it: "R석" is also "r", "VIP석" also "vip"."""
    short = re.escape(normalize(grade).removesuffix("석"))
    # Who writes without spaces writes "7시S석": letters of a grade with its "석" stand in no other word.
    glued = f"(?<![a-z]){short}석|" if short.isascii() else ""
    return re.compile(rf"{glued}(?<![a-z가-힣]){short}(?:석|\s*좌석|{_PARTICLES}(?![a-z가-힣]))")
