"""Proposals that lie open, holding their seats with consent, and what a person has."""

from collections.abc import Mapping
from typing import Any

from devstack.bedrock.model.booking import offer, propose
from devstack.bedrock.model.desk import Desk, refusal, refusal_code
from devstack.bedrock.model.wording import (
    EXCHANGE_QUESTION,
    HOLD_QUESTION,
    WHICH_WISH,
    hold_text,
    join,
    kept_line,
    labels_text,
    numbered,
    reservation_line,
)


def consented(desk: Desk) -> Mapping[str, Any] | None:
    """The proposal that the person just agreed to, by the server's word; in later rounds the one whose hold was tried."""
    calls = [call.input for call in desk.conversation.turns[-1].calls if call.name == "hold_seats"]
    # An input that arrived broken names no proposal: the call is made again.
    tried = next((tried for tried in calls if "proposalId" in tried), None)
    if tried is not None:
        known = (proposal for proposal in desk.proposals if proposal["proposalId"] == tried.get("proposalId"))
        return next(known, tried)
    return next((proposal for proposal in desk.proposals if proposal.get("consented") is True), None)


def hold(desk: Desk, proposal: Mapping[str, Any]) -> str:
    """Hold the seats of a proposal; where they are gone, propose others."""
    result = desk.lookup("hold_seats", proposalId=proposal.get("proposalId"))
    if "hold" in result:
        return hold_text(result["hold"], str(result.get("notice") or ""), replaced=result.get("replaced") is True)
    if "error" not in result:
        return "죄송해요, 선점이 되었는지 확인하지 못했어요. '내 예약'이라고 말씀해 주시면 확인해 드릴게요."
    if {"proposal", "options", "alternatives"} & result.keys():
        return offer(desk, result)
    if refusal_code(result) == "SEAT_TAKEN":
        return f"{refusal(result)}\n\n" + propose_instead(desk, proposal)
    if refusal_code(result) == "HOLD_EXISTS":
        seats = labels_text(proposal.get("seatLabels", []))
        exchange = f"**{seats}** 좌석으로 맞바꿀까요?" if seats else None
        return join([refusal(result), *map(kept_line, desk.holds), exchange], "\n\n")
    return refusal(result)


def propose_instead(desk: Desk, proposal: Mapping[str, Any]) -> str:
    """Other seats of the same date in the place of a proposal whose seats are gone.

    The context no longer holds the proposal then: what it was for is known from its making and from what is settled.
    """
    made = (
        known for known in reversed(desk.state.proposed) if known["proposal"]["proposalId"] == proposal["proposalId"]
    )
    known: Mapping[str, Any] = next(made, {})
    schedule = proposal.get("scheduleId") or known.get("scheduleId") or desk.state.schedule
    if not schedule:
        return "어느 공연의 어느 날짜로 다시 찾아드릴까요?"
    seats = proposal.get("seatLabels") or known.get("proposal", {}).get("seats", [])
    return propose(desk, schedule, len(seats) or desk.state.count or 1, desk.state.grade)


def ask_again(desk: Desk) -> str:
    """Name the open proposals and ask for a clear yes."""
    if len(desk.proposals) == 1:
        return ask_for(desk, desk.proposals[0])
    lines = numbered(join([labels_text(item.get("seatLabels", [])), item.get("totalText")]) for item in desk.proposals)
    return f"안내해 드린 좌석이 여러 가지예요.\n\n{lines}\n\n어느 좌석으로 선점할까요?"


def ask_for(desk: Desk, proposal: Mapping[str, Any]) -> str:
    """Name one proposal and ask for a clear yes."""
    total = f"합계 {proposal['totalText']}이에요. " if proposal.get("totalText") else ""
    held = {known.get("scheduleId") for known in desk.holds} - {None}
    question, done = consent_words(exchanges=proposal.get("scheduleId") in held)
    return (
        f"**{labels_text(proposal.get('seatLabels', []))}** 좌석, {total}{question} '네'라고 답해 주시면 바로 {done}."
    )


def consent_words(*, exchanges: bool) -> tuple[str, str]:
    """The question for consent and what a yes to it does."""
    return (EXCHANGE_QUESTION, "바꿔 드릴게요") if exchanges else (HOLD_QUESTION, "선점할게요")


def picked_option(desk: Desk) -> Mapping[str, Any] | None:
    """The one of several options that the person has picked, by the server's word."""
    before = desk.conversation.turns[-2].calls if len(desk.conversation.turns) > 1 else []
    options = [option["proposalId"] for call in before for option in call.result.get("options", [])]
    left = [proposal for proposal in desk.proposals if proposal["proposalId"] in options]
    return left[0] if len(left) == 1 and len(options) > 1 else None


def picked_by_hand(desk: Desk) -> Mapping[str, Any] | None:
    """An open proposal that no tool made and no answer has named: the person picked its seats on the map."""
    made = {result["proposal"]["proposalId"] for result in desk.state.proposed}
    answers = [turn.answer for turn in desk.conversation.turns[:-1]]
    return next(
        (
            proposal
            for proposal in desk.proposals
            if proposal["proposalId"] not in made
            and not any(labels_text(proposal.get("seatLabels", [])) in answer for answer in answers)
        ),
        None,
    )


def other_seats(desk: Desk) -> str:
    """Seats other than the proposed ones."""
    others = [item["proposalId"] for item in desk.proposals]
    first = desk.proposals[0]
    count = desk.state.count or len(first.get("seatLabels", [])) or 1
    schedule = first.get("scheduleId") or desk.state.schedule
    return propose(desk, schedule, count, desk.state.grade, others)


def my_reservations(desk: Desk) -> str:
    """What the person holds and has booked."""
    reservations = desk.require("get_my_reservations").get("reservations", [])
    if not reservations:
        return f"아직 예매 내역이 없어요. {WHICH_WISH}"
    return f"예매 내역이에요.\n\n{numbered(map(reservation_line, reservations))}"
