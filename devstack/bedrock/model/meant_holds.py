"""Which of a person's live holds a message means."""

from collections.abc import Mapping
from typing import Any

from devstack.bedrock.model.choices import chosen_place
from devstack.bedrock.model.desk import Desk
from devstack.bedrock.model.titles import match_titles
from devstack.bedrock.model.wording import kept_line, numbered

Facts = Mapping[str, Any]


def meant_hold(desk: Desk, question: str) -> Facts:
    """The hold that the message means. Interrupts with the question where it can be several."""
    meant = meant_holds(desk)
    if len(meant) != 1:
        lines = numbered(map(kept_line, desk.holds))
        desk.say(f"선점하신 좌석이 여러 건이에요.\n\n{lines}\n\n{question}")
    return meant[0]


def meant_holds(desk: Desk) -> list[Facts]:
    """The live holds that the message can mean, by their titles or their place in the list."""
    words, holds = desk.conversation.words, desk.holds
    titles = {held["holdId"]: str(held.get("performanceTitle", "")) for held in holds}
    named = match_titles(words, titles)
    place = chosen_place(words, len(holds), bare=True)
    if place is not None and len(named) != 1:
        return [holds[place]]
    return [held for held in holds if not named or held["holdId"] in named]
