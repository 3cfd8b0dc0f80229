"""What an answer asks last: a plain yes after it can mean that alone."""

import re

from megaticket.korean.text import normalize

_SENTENCE_END = re.compile(r"(?<=[.!?\n])")
_MARKS = " \t*_\"'”’)"
_QUESTION = re.compile(r"(?:\?|까요[.!]?)$")
_EITHER = r"말고|아니면|또는|지\s*(?:말|않)"
_OTHERWISE = re.compile(rf"다른|찾아|보여|도와|{_EITHER}|몇\s*번째|어느|어떤|언제|해제|취소|반납|포기|놓아|풀어")
_DO = r"(?:드릴까요|줄까요|둘까요|할까요|될까요|괜찮을까요|괜찮으세요|하시겠어요|하실래요|하시겠습니까)"
_EXCHANGE = rf"바꿀까요|바꿔\s*{_DO}|교환(?:을)?\s*(?:해\s*)?{_DO}"
_HOLD = re.compile(
    rf"(?:선점|예매|예약|진행)(?:을|를)?\s*(?:해도?)?\s*{_DO}|잡아\s*{_DO}|(?:이대로|이걸로|(?:좌석|자리)로|좌석으로)\s*(?:해\s*)?{_DO}|"
    rf"{_EXCHANGE}|"
    r"(?:^|(?:좌석|자리)[은는이가]?[ ,]*)(?:어떠세요|어떠신가요|어때요|괜찮으세요|괜찮으신가요|괜찮을까요)"
)
_ELSEWHERE = re.compile("날짜|회차|등급|공연")
_SEATS = re.compile(r"좌석|자리|\d번")
_RELEASE = re.compile(
    r"(?:해제|취소|반납|포기)(?:을|를)?\s*(?:해\s*)?(?:드릴까요|줄까요|할까요|하시겠어요|하실래요|하시겠습니까)|"
    r"(?:놓아|풀어)\s*(?:드릴까요|줄까요)"
)
_MORE_TIME = re.compile(
    r"(?:연장|추가)(?:을|를)?\s*(?:해\s*)?(?:드릴까요|줄까요|할까요|하시겠어요|하실래요|하시겠습니까)|늘려\s*(?:드릴까요|줄까요)|"
    r"늘릴까요|시간(?:을|이)?\s*(?:좀\s*)?더\s*(?:드릴까요|줄까요|필요하세요|필요하신가요)"
)
_NOT_ONLY = re.compile(_EITHER)


def asks_to_hold(text: str) -> bool:
    """Whether an answer asks last for holding the seats that it speaks of: "이 좌석으로 선점할까요?"."""
    question = last_question(text)
    if _OTHERWISE.search(question) or (_ELSEWHERE.search(question) and not _SEATS.search(question)):
        return False
    return _HOLD.search(question) is not None


def asks_to_exchange(text: str) -> bool:
    """Whether an answer asks last for holding seats in the place of held ones: "지금 선점하신 좌석과 맞바꿀까요?"."""
    return asks_to_hold(text) and re.search(_EXCHANGE, last_question(text)) is not None


def asks_to_release(text: str) -> bool:
    """Whether an answer asks last for giving held seats back: "선점을 해제할까요?", "어느 좌석을 놓아 드릴까요?"."""
    question = last_question(text)
    return _RELEASE.search(question) is not None and not _NOT_ONLY.search(question)


def asks_for_more_time(text: str) -> bool:
    """Whether an answer asks last for giving held seats more time: "10분 연장해 드릴까요?"."""
    question = last_question(text)
    return _MORE_TIME.search(question) is not None and not _NOT_ONLY.search(question)


def asks(text: str) -> bool:
    """Whether an answer asks anything."""
    return bool(last_question(text))


def last_question(text: str) -> str:
    """The last sentence that asks, "" where none does."""
    sentences = [normalize(sentence.strip().strip(_MARKS)) for sentence in _SENTENCE_END.split(text)]
    return next((sentence for sentence in reversed(sentences) if _QUESTION.search(sentence)), "")
