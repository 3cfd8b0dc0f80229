"""Letting held seats go: only on the person's wish, which a question about it or its refusal is not."""

import re
from collections.abc import Mapping
from typing import Any

from devstack.bedrock.model.desk import Desk, refusal, refusal_code
from devstack.bedrock.model.intents import is_no, is_yes
from devstack.bedrock.model.meant_holds import meant_hold
from devstack.bedrock.model.wording import (
    BOOK_ANEW,
    FIND_ANOTHER,
    join,
    kept_line,
    labels_text,
    numbered,
    reservation_line,
)

Facts = Mapping[str, Any]

WHICH_TO_RELEASE = "어느 공연의 좌석을 놓아 드릴까요?"
SHALL_RELEASE = "해제해 드릴까요?"
ASKED_TO_RELEASE = re.compile(r"해제(?:해 드릴|할)까요\?(?!.*\?)", re.DOTALL)
"""The question in the model's words or in the server's, which says more behind it."""


def cancel(desk: Desk) -> str:
    """Give up a live hold, or say what can be done where there is none."""
    if desk.called("cancel_hold") is None and not desk.holds:
        return cancel_without_hold(desk)
    return release(desk, None if desk.called("cancel_hold") else meant_hold(desk, WHICH_TO_RELEASE))


def release(desk: Desk, held: Facts | None) -> str:
    """Release a hold; None is the one that this turn has released already."""
    result = desk.called("cancel_hold") if held is None else desk.lookup("cancel_hold", holdId=held["holdId"])
    if not result or "error" in result:
        return refused(result or {"error": {}})
    released = result.get("released", {})
    seats = labels_text(released.get("seatLabels", []))
    subject = join([f"**{released['performanceTitle']}**" if released.get("performanceTitle") else "", seats], " ")
    return f"{subject} 선점을 해제했어요. {FIND_ANOTHER}".strip()


def refused(result: Facts) -> str:
    """Why nothing was released; where the server misses the person's own word, the question for it."""
    said = refusal(result)
    return f"{said} {SHALL_RELEASE}" if refusal_code(result) == "CONSENT_REQUIRED" and "?" not in said else said


def cancel_without_hold(desk: Desk) -> str:
    """Nothing is held: paid bookings are cancelled on the web."""
    reservations = desk.require("get_my_reservations").get("reservations", [])
    if not reservations:
        return f"지금 선점하시거나 예매하신 좌석이 없어요. {BOOK_ANEW}"
    lines = numbered(map(reservation_line, reservations))
    return f"결제를 기다리는 선점 좌석은 없어요. 예매 내역은 이래요.\n\n{lines}\n\n결제까지 마치신 예매의 취소는 웹의 예매 내역에서 하실 수 있어요."


def ask_to_release(desk: Desk) -> str:
    """The person wonders about giving a hold up: only a yes to this question does it."""
    return release_question(meant_hold(desk, WHICH_TO_RELEASE)) if desk.holds else cancel_without_hold(desk)


def release_question(held: Facts) -> str:
    """The question whether to give up one hold."""
    subject = join([f"**{held.get('performanceTitle', '')}**", labels_text(held.get("seatLabels", []))], " ")
    return f"{subject} 선점을 {SHALL_RELEASE}"


def answer_shall_release(desk: Desk) -> str | None:
    """The yes or no to the question whether to give up a hold."""
    if not ASKED_TO_RELEASE.search(desk.asked):
        return None
    if is_no(desk.conversation.words):
        return keep(desk)
    if not is_yes(desk.conversation.words):
        return None
    if desk.called("cancel_hold") is not None:
        return release(desk, None)
    asked = next((held for held in desk.holds if desk.asked.endswith(release_question(held))), None)
    return release(desk, asked) if asked else cancel(desk)


def keep(desk: Desk) -> str | None:
    """The person wants to keep what is held."""
    if not desk.holds:
        return None
    return "\n\n".join(["네, 해제하지 않고 그대로 둘게요.", *map(kept_line, desk.holds)])
