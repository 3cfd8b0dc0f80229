"""Which proposals a message leaves open: only those that are what the person still wants."""

import re
from collections.abc import Sequence

from lambdas.chat.conversation.said import ANOTHER_MATTER, Said, SaidDates, Words
from lambdas.chat.conversation.state import Proposal
from megaticket.clock import from_epoch

_REFUSED_DAY = re.compile(
    r"(?:[그이저] ?(?:날|때|시간|회차|공연)|날짜|일정|시간|요일)(?:은|는|이|가|에는|엔)? ?[^?,.]{0,8}?"
    r"(?:안 ?[되돼맞]|못 ?[가보봐갈볼]|힘들|어렵|어려|곤란|싫|별로|말고|빼)"
)
"""The day that is talked about, and that it does not suit."""


def left_open(proposals: Sequence[Proposal], starts_at: int | None, words: Words) -> tuple[Proposal, ...]:
    """The proposals that a message which agrees to none leaves open.

    Args:
        proposals: those that lie open.
        starts_at: when they begin, in seconds since 1970.
        words: the message.
    """
    if words.asks:
        return tuple(proposals)
    if starts_at is None or _REFUSED_DAY.search(words.bare):
        return ()
    return tuple(proposal for proposal in proposals if _is_still_wanted(proposal, starts_at, words))


def _is_still_wanted(proposal: Proposal, starts_at: int, words: Words) -> bool:
    """Whether the message, after somebody had said just what is proposed, would leave all of it as it is.

    A question takes nothing back by words that may mean something else: "언제까지 결제해요?".
    """
    grades = {seat.grade for seat in proposal.seats}
    grade = grades.pop() if len(grades) == 1 else None
    proposed = Said(count=len(proposal.seats), grade=grade, dates=SaidDates.at(from_epoch(starts_at)))
    wanted = proposed.after(words)
    is_question = "?" in words.bare
    keeps_count = wanted.count == proposed.count or (wanted.count is None and is_question)
    keeps_grade = wanted.grade == proposed.grade or (wanted.grade is None and is_question)
    if wanted.dates is None:
        keeps_date = is_question or ANOTHER_MATTER.search(words.bare) is not None
    else:
        keeps_date = wanted.dates.place is None and wanted.dates.when.fits(from_epoch(starts_at))
    return keeps_count and keeps_grade and keeps_date
