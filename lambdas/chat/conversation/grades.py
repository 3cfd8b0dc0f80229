"""The grades that a message names."""

import re
from collections.abc import Sequence

from megaticket.korean.text import OTHER_THAN, normalize

_USUAL = re.compile(r"(?<![a-z])(vip|op|[rsabc]) ?석")
_PARTICLES = "(?:으?로|[은는이가을를도만]|이?랑|하고|[와과]|이?나)?요?"
_SET_ASIDE = re.compile(rf" ?(?:[은는이가] ?)?(?:{OTHER_THAN}|빼고|아니(?!면)|대신|에서)")


def read_grades(bare: str, grades: Sequence[str]) -> tuple[str, ...]:
    """The grades that a normalized message names and does not set aside ("R석 말고").

    Before the performance is known, those as grades are usually called: "VIP석", "R석".
    """
    if not grades:
        usual = [found for found in _USUAL.finditer(bare) if not _SET_ASIDE.match(bare, found.end())]
        return tuple(dict.fromkeys(f"{found[1].upper()}석" for found in usual))
    named: list[str] = []
    for grade in sorted(grades, key=len, reverse=True):
        found = list(_name(grade).finditer(bare))
        if any(not _SET_ASIDE.match(bare, name.end()) for name in found):
            named.append(grade)
        # "VIP 패키지" is no "VIP" besides.
        bare = _name(grade).sub("#", bare)
    return tuple(named)


def _name(grade: str) -> re.Pattern[str]:
    """A grade as people write it: "R석" is also "r", "VIP석" also "vip"."""
    short = re.escape(normalize(grade).removesuffix("석"))
    # Who writes without spaces writes "7시S석": letters of a grade with its "석" stand in no other word.
    glued = f"(?<![a-z]){short}석|" if short.isascii() else ""
    return re.compile(rf"{glued}(?<![a-z가-힣]){short}(?:석|\s*좌석|{_PARTICLES}(?![a-z가-힣]))")
