"""What is on: a page of performances in the order that the person asks for."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from devstack.bedrock.model.dates import date_words
from devstack.bedrock.model.desk import Desk
from devstack.bedrock.model.grades import BEST, CHEAPEST
from devstack.bedrock.model.speech import AGE
from devstack.bedrock.model.titles import named_genre
from devstack.bedrock.model.wording import MOST_LISTED, numbered, performance_line

Facts = Mapping[str, Any]

CHILDREN = re.compile(
    r"(?<![가-힣])(?:애|애들|애기|아기|아이|아이들|어린이|유아|조카|초등학생|유치원생?)(?![가-힣]{3})"
)
AMOUNT = re.compile(r"\d[\d,]*(?=원)")
YEARS = re.compile(r"(\d+)\s*(세|개월)")
WHICH_PERFORMANCE = "어떤 공연이 마음에 드세요?"
MORE = re.compile(
    r"더\s*(?:있|보여|알려|없|말해|뭐)|나머지|다음\s*(?:목록|페이지)|그\s*외|(?:또|그\s*밖에)\s*(?:다른\s*)?(?:거|것|건|공연)?\s*(?:뭐|어떤|있|없)"
)
"""The rest of a list."""


def genre_of(desk: Desk) -> str:
    """The genre that the message names, "" where it names none."""
    return named_genre(desk.conversation.words, desk.state.genres)


def list_performances(desk: Desk, greeting: str = "") -> str:
    """What is on, of the genre and on the days that the message names."""
    genre = genre_of(desk)
    result = desk.require("get_performances", genre=genre or None, when=date_words(desk.words) or None)
    shown, order = ordered(desk.conversation.words, result.get("performances", []))
    days = str(result.get("read", {}).get("text", ""))
    if not shown:
        others = ", ".join(result.get("genres", []))
        hint = f" {others} 공연은 어떠세요?" if others and not days else " 다른 날짜나 장르로 찾아볼까요?"
        return f"{f'{days}에는' if days else '지금은'} 예매하실 수 있는 {genre or '공연'}{' 공연' if genre else ''}이 없어요.{hint}"
    return greeting + order + listing(shown, int(result.get("total", len(shown))), days)


def listing(performances: Sequence[Facts], total: int, days: str = "") -> str:
    """A few performances, and the question for one. `days` says on which they were looked for."""
    shown = performances[:MOST_LISTED]
    head = f"{f'{days}에' if days else '지금'} 예매하실 수 있는 공연"
    part = f" {total}편 중 {len(shown)}편" if total > len(shown) else ""
    return f"{head}{part}이에요.\n\n{numbered(map(performance_line, shown))}\n\n{WHICH_PERFORMANCE}"


def ordered(words: str, performances: Sequence[Facts]) -> tuple[list[Facts], str]:
    """The performances as the words want them first, and what is said of that order."""
    orders: tuple[tuple[re.Pattern[str], Callable[[Facts], int], str], ...] = (
        (CHEAPEST, lambda facts: least(facts.get("priceText")), "낮은 가격부터 보여 드릴게요. "),
        (BEST, lambda facts: -least(facts.get("priceText"), max), "높은 가격부터 보여 드릴게요. "),
        (AGE, youngest, "관람 연령이 낮은 공연부터 보여 드릴게요. "),
        (CHILDREN, youngest, "관람 연령이 낮은 공연부터 보여 드릴게요. "),
    )
    for pattern, key, said in orders:
        if pattern.search(words):
            return sorted(performances, key=key), said
    return list(performances), ""


def least(text: object, of: Callable[[list[int]], int] = min) -> int:
    """The lowest amount of a price text, or the one that `of` picks."""
    return of([int(amount.replace(",", "")) for amount in AMOUNT.findall(str(text))] or [0])


def youngest(facts: Facts) -> int:
    """From how many months of age a performance may be seen, 0 where its text names no age."""
    found = YEARS.search(str(facts.get("ageText")))
    return int(found[1]) * (12 if found[2] == "세" else 1) if found else 0


def rest_of_list(desk: Desk) -> str:
    """The performances of the last list that were not shown yet."""
    answers = "\n".join(turn.answer for turn in desk.conversation.turns)
    known = desk.state.performances.items()
    rest = [facts for _, facts in known if "title" in facts and f"**{facts['title']}**" not in answers]
    if not rest:
        return "더 보여 드릴 공연이 없어요. 제목이나 장르, 날짜를 말씀해 주시면 찾아드릴게요."
    return f"이런 공연도 있어요.\n\n{numbered(map(performance_line, rest[:MOST_LISTED]))}\n\n{WHICH_PERFORMANCE}"
