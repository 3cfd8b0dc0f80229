"""Whether a question for holding seats is for those of the open proposal: an offer of other ones holds nothing."""

import re
from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from lambdas.chat.conversation.asking import asks_to_hold, last_question
from lambdas.chat.conversation.grades import read_grades
from megaticket.korean.counts import read_count
from megaticket.korean.dates import When, read_when
from megaticket.korean.text import normalize
from megaticket.korean.unclear import Unclear

T = TypeVar("T")

_BESIDES = re.compile(
    r"(?<![가-힣])더(?![가-힣])|추가|(?<![가-힣])또(?![가-힣])|(?<!해)(?<![이그] 좌석)(?<![이그] 자리)도(?= )"
)
"""Words for more than lies there: "한 장 더", "시계공도"; not "해도 될까요" and "이 좌석도"."""
_PLACE = re.compile(r"\d+(?:층|열|번)|[a-z가-힣0-9]+구역")
_SEATS = re.compile(r"좌석|자리|\d번|이대로|이걸로|맞바")
_CHANGE = re.compile(r"바꿀|바꿔|교환")
_POINTED = re.compile(
    r"맞바|교환|[이그] ?(?:(?:[한두세네]|다섯|여섯) ?)?(?:좌석|자리)|이걸로|\d번|(?:안내|제안|추천)해"
)
_PLAIN = re.compile(
    r"[^가-힣a-z0-9]|네|그럼|그러면|바로|지금|이제|합계|총|수수료|포함|등급|공연|회차|오전|오후|낮|저녁|[월화수목금토일]요일|"
    r"[\d,]+(?:월|일|시|분|장|매|명|원)|\d+|(?:[한두세네]|다섯|여섯) ?(?:장|매|분|명)|[으은는이가을를로에의]|"
    r"선점|예매|예약|진행|잡아|해도?|드릴까요|줄까요|둘까요|할까요|될까요|괜찮을까요|하시겠어요|하실래요|하시겠습니까|바꿀까요|바꿔|"
    r"어떠세요|어떠신가요|어때요|괜찮으세요|괜찮으신가요"
)
"""What a question that names no seats may consist of beside the offer's own facts; another show's title is none of it."""


@dataclass(frozen=True)
class Offer:
    """What the open proposal is.

    Attributes:
        labels: its seats.
        grades: the grades of its seats.
        sold: every grade that the performance sells.
        title: the performance.
        starts_at_text: its date, as people read it.
    """

    labels: tuple[str, ...]
    grades: tuple[str, ...]
    sold: tuple[str, ...] = ()
    title: str | None = None
    starts_at_text: str | None = None


def asks_for(text: str, offer: Offer, today: date) -> bool:
    """Whether an answer asks last for holding the seats of this offer, and names no other count, grade, date or show."""
    if not asks_to_hold(text):
        return False
    question = last_question(text)
    unnamed = question.replace(normalize(offer.title), " ") if offer.title else question
    if _BESIDES.search(unnamed) or (_CHANGE.search(unnamed) and not _POINTED.search(unnamed)):
        return False
    if not (_names_no_others(unnamed, offer) and _is_on_its_date(unnamed, offer, today)):
        return False
    return _SEATS.search(unnamed) is not None or _says_nothing_else(unnamed, offer)


def _names_no_others(question: str, offer: Offer) -> bool:
    """Whether the places, the grades and the count that a question names are the offer's."""
    places = {place for label in offer.labels for place in _PLACE.findall(normalize(label))}
    grades = read_grades(question, offer.sold)
    fits = places.issuperset(_PLACE.findall(question)) and set(grades) <= set(offer.grades)
    return fits and read_count(question) in {None, len(offer.labels)}


def _is_on_its_date(question: str, offer: Offer, today: date) -> bool:
    when = read_when(question, today)
    if isinstance(when, Unclear):
        return when.message is None
    own = read_when(offer.starts_at_text or "", today)
    return isinstance(own, When) and _within(own.days, when.days) and _within(own.hours, when.hours)


def _within(own: Set[T] | None, named: Set[T] | None) -> bool:
    return named is None or (own is not None and own <= named)


def _says_nothing_else(question: str, offer: Offer) -> bool:
    for grade in offer.grades:
        question = question.replace(normalize(grade), " ")
    return not _PLAIN.sub("", question)
