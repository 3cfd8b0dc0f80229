"""What a date or a grade is said of, read from the words around it: of seats, of something else, or of nothing yet."""

import re
from collections.abc import Iterable

from lambdas.chat.guard.days import SERVICE
from lambdas.chat.guard.mentions import Mention
from lambdas.chat.guard.predicates import clause_of, denies, ends_clause, first_clause

_NOUN = r"(?: ?(?:공연|회차|관람|좌석|자리|티켓|등급))?"
_COUNT = r"(?: ?\d+ ?(?:장|매|자리|석|좌석))?"
_BESIDE = re.compile(r" ?(?:[(:·/-] ?)?(?:모두|둘 다|전부)? ?")
_TIME = r"(?: ?(?:오전|오후|낮|저녁|밤)? ?\d{1,2}(?::\d\d| ?시)(?: ?\d+ ?분)?)?"
_COMPARED = re.compile(rf"{_TIME}{_NOUN} ?(?:보다|대신|말고|까지|부터|이전|전|이후|중에|만큼|바로|옆|쪽)")
_APART = re.compile(
    rf"{_NOUN}{_COUNT}(?:에|에서|으로|로)?(?:도|은|는|이(?= )|가(?= )|[을를] 원)"
    rf"|{_NOUN} ?(?:으?로 ?(?:는|도)? ?(?:바꾸|변경|옮기|하시려|하고 싶|원하))"
)
"""Words that make another subject of it, or a wish."""
_TOPIC = re.compile(r"[은는도] ")
_IS_SHOW = re.compile(r"(?:의|은|에)? ?(?:공연|회차|낮|저녁|밤|이에요|예요|입니다|이고)")
_ELIDED = re.compile(
    r"(?:(?:이|그|해당|두|세|네|모두|둘 다|제안드린|찾은|추천|선점하신|예매하신) ?)*"
    r"(?:(?:공연|관람)? ?(?:일시|날짜|일자|시간|일)|공연|회차|좌석|자리|티켓|등급)?(?: ?(?:모두|다))?(?:은|는|:)? ?"
    r"|(?:의|에)? ?(?:공연|회차|좌석|자리)?(?:이고요?|이며|의|,) ?"
)
"""Words that leave the subject to what was said before."""
_PRICE = re.compile(r"[\d만천] ?원")
_LABEL = re.compile(r"[가-힣] ?: ?$")
_COPULA = re.compile(rf"{_NOUN}(?:이에요|예요|입니다|이고|이며|이라|이네요|인데)")
_RELATIVE = frozenset({"오늘", "내일", "모레", "글피"})


def is_meant(text: str, mention: Mention, later: Iterable[int]) -> bool:
    """Whether the words behind a mention vouch for it. `later` is where other mentions and seats begin."""
    if _COMPARED.match(text, mention.end) or (_is_relative(text, mention) and not _IS_SHOW.match(text, mention.end)):
        return False
    return not denies(clause_of(text, mention.end, [start for start in later if start > mention.end]))


def is_beside(text: str, end: int, mention: Mention) -> bool:
    """Whether a mention stands right behind what ends at `end`: "7열 15번 (R석)"."""
    return _BESIDE.fullmatch(text[end : mention.start]) is not None


def stands_apart(text: str, mention: Mention) -> bool:
    """Whether a mention is the subject of what comes after it, or a wish: "R석은", "R석도", "R석으로 바꾸시면"."""
    return _APART.match(text, mention.end) is not None or _TOPIC.search(text, mention.start, mention.end) is not None


def is_term(text: str, end: int, mention: Mention) -> bool:
    """Whether the words between, or those behind it, say that it is a deadline or an hour of service."""
    return SERVICE.search(text[end : mention.start] + first_clause(text[mention.end :])) is not None


def leads(text: str, mention: Mention, start: int) -> bool:
    """Whether a mention may be of what begins at `start`, or is done with before: "R석은 없어서 7열 15번"."""
    between = text[mention.end : start]
    return not (_COMPARED.match(between) or (ends_clause(between) and (denies(between) or _PRICE.search(between))))


def leaves_subject(text: str, start: int, mention: Mention) -> bool:
    """Whether the words from `start` to a mention leave open what it is of: it is of what was spoken of before."""
    return _ELIDED.fullmatch(text, start, mention.start) is not None


def is_told(text: str, start: int, mention: Mention) -> bool:
    """Whether a mention is told as a fact: "R석이에요", "등급: R석"; a heading is not."""
    return bool(_COPULA.match(text, mention.end) or _LABEL.search(text[start : mention.start]))


def _is_relative(text: str, mention: Mention) -> bool:
    return text[mention.start : mention.end] in _RELATIVE
