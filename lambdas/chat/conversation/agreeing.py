"""A yes says what the question before it said: "S석으로 찾아볼까요?", then "네, 그렇게 해 주세요"."""

import re

from megaticket.korean.consent import is_yes

_DO_IT = re.compile(
    r"(?:그렇게|그걸로|그쪽으로)?\s*(?:찾아|보여|알아|골라|바꿔|변경해)\s*(?:봐\s*)?(?:주세요|줘요?|주시겠어요|주실래요|봐요)[\s.!~]*$"
)
"""Behind a yes, or alone: what the question offered shall be done."""


def agrees(message: str) -> bool:
    """Whether a message does nothing but agree to what was asked before it."""
    rest = _DO_IT.sub("", message).strip(" ,.!~")
    return is_yes(rest) or (not rest and _DO_IT.search(message) is not None)
