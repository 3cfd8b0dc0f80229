"""What is on, and which of it a person means."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from devstack.bedrock.model.counts import read_count
from devstack.bedrock.model.dates import date_words
from devstack.bedrock.model.desk import Desk
from devstack.bedrock.model.grades import speaks_of_grade
from devstack.bedrock.model.intents import without_topics
from devstack.bedrock.model.listing import list_performances, listing
from devstack.bedrock.model.scheduling import actor_of
from devstack.bedrock.model.titles import WHOLE, score, search_words, unknown_names
from devstack.bedrock.model.wording import MOST_LISTED, join, numbered

BY_NAME = re.compile(r"예[매약]\s*(?:하|할|해|되|가능)|보고\s*싶|볼래|보러|(?:바꿀|바꿔|바꾸|변경)")


def settle_performance(desk: Desk) -> None:
    """Settle the performance, or interrupt with a search or a question."""
    words = desk.conversation.words
    keyword = search_words(words if BY_NAME.search(words) else without_topics(words))
    another = wants_another(desk, keyword)
    if not another and not found_by_name(desk, keyword):
        check_ambiguous(desk)
    if not another and (desk.state.matches or desk.state.performance):
        return
    if actor_of(desk):
        desk.say(f"배우의 회차는 공연을 정하시면 찾아드릴 수 있어요. {which_performance(desk)}")
    if keyword:
        search(desk, keyword)
    else:
        settle_listed(desk)


def which_performance(desk: Desk) -> str:
    """The question for a performance, with what is on where nothing was listed just now."""
    kind, listed = desk.before.listed
    return which_of(desk, listed[:MOST_LISTED]) if kind == "performances" and listed else list_performances(desk)


def found_by_name(desk: Desk, keyword: str) -> bool:
    """Settle the one performance that a search for the words finds, where titles that were told fit only a part of them.

    Not all titles are told: the words may be of another one.
    """
    if not desk.state.matches or not keyword or fits_known_title(desk):
        return False
    found = desk.require("get_performances", keyword=keyword).get("performances", [])
    if len(found) == 1:
        desk.state.matches = [found[0]["performanceId"]]
        desk.state.settle_performance(found[0]["performanceId"])
    return len(found) == 1


def search(desk: Desk, keyword: str) -> None:
    """Settle the performance by its name, or interrupt; words that merely came with a date or a count are let pass."""
    found = desk.require("get_performances", keyword=keyword).get("performances", [])
    if len(found) == 1:
        desk.state.settle_performance(found[0]["performanceId"])
        return
    if found:
        desk.say(listing(found, len(found)))
    # All titles, told once, are matched as people shorten them: a title that is among them is settled in the next round.
    everything = desk.require("get_performances")
    if desk.state.performance is None or is_named(desk):
        desk.say(join([not_found(desk, keyword), what_is_on(desk, everything)], " "))


def not_found(desk: Desk, keyword: str) -> str:
    """That no title is what the person named; repeated to them only where it surely was a name."""
    name = f"'{keyword}'" if is_named(desk) else "말씀하신 제목의"
    return f"{name} 공연은 찾지 못했어요."


def what_is_on(desk: Desk, everything: Mapping[str, Any]) -> str:
    """The list, where the person was not shown one just now; else the question for another title."""
    if desk.before.listed[0] == "performances":
        return "제목이나 장르, 날짜로 다시 말씀해 주시겠어요?"
    return listing(everything.get("performances", []), int(everything.get("total", 0)))


def wants_another(desk: Desk, keyword: str) -> bool:
    """Whether the message names a performance that no tool has told, while another one is settled.

    With a date, a count or a grade a name needs no verb; words that fit a known title, or name an actor, are none.
    """
    words = desk.conversation.words
    if not keyword or not desk.state.performance or actor_of(desk) or fits_known_title(desk):
        return False
    told = date_words(words) or read_count(words) or speaks_of_grade(words)
    return bool((told or BY_NAME.search(words)) and unknown_words(desk))


def fits_known_title(desk: Desk) -> bool:
    """Whether the words hold a known title whole, or fit one with nothing left over."""
    words, titles = desk.conversation.words, desk.state.titles
    whole = any(score(words, identifier, title) > WHOLE for identifier, title in titles.items())
    return whole or bool(desk.state.matches and not unknown_words(desk))


def unknown_words(desk: Desk) -> list[str]:
    """The words that may be of a title and fit none that a tool has told."""
    return unknown_names(without_topics(desk.conversation.words), desk.state.titles.values())


def is_named(desk: Desk) -> bool:
    """Whether the message surely names a performance: it says so, or leaves several words unknown."""
    return bool(BY_NAME.search(desk.conversation.words)) or len(unknown_words(desk)) > 1


def check_ambiguous(desk: Desk) -> None:
    """Interrupt where the words fit several titles equally well."""
    if len(desk.state.matches) > 1:
        desk.say(which_of(desk, desk.state.matches))


def settle_listed(desk: Desk) -> None:
    """Settle the only performance that was just listed, or interrupt with the question which, or with what is on."""
    kind, listed = desk.before.listed
    another_day = len(listed) > 1 and date_words(desk.words)
    if kind != "performances" or not listed or another_day or desk.called("get_performances") is not None:
        desk.say(list_performances(desk))
    if len(listed) > 1:
        desk.say(which_of(desk, listed[:MOST_LISTED]))
    desk.state.settle_performance(listed[0])


def which_of(desk: Desk, identifiers: Sequence[str]) -> str:
    """The question which of several performances is meant."""
    titles = numbered(f"**{desk.state.titles[identifier]}**" for identifier in identifiers)
    return f"어느 공연을 말씀하세요?\n\n{titles}"
