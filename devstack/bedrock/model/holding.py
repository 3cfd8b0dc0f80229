"""Holding seats with consent, giving them up, and what a person has."""

from collections.abc import Mapping
from typing import Any

from devstack.bedrock.model.booking import propose
from devstack.bedrock.model.desk import Desk, refusal, refusal_code
from devstack.bedrock.model.titles import match_titles
from devstack.bedrock.model.wording import hold_text, join, labels_text, numbered, payment_link, reservation_line


def consented(desk: Desk) -> Mapping[str, Any] | None:
    """The proposal that the person just agreed to, by the server's word; in later rounds the one whose hold was tried."""
    tried = next((call.input for call in desk.conversation.turns[-1].calls if call.name == "hold_seats"), None)
    if tried is not None:
        known = (proposal for proposal in desk.proposals if proposal["proposalId"] == tried.get("proposalId"))
        return next(known, tried)
    return next((proposal for proposal in desk.proposals if proposal.get("consented") is True), None)


def hold(desk: Desk, proposal: Mapping[str, Any]) -> str:
    """Hold the seats of a proposal; where they are gone, propose others."""
    result = desk.lookup("hold_seats", proposalId=proposal.get("proposalId"))
    if "hold" in result:
        return hold_text(result["hold"], str(result.get("notice") or ""))
    if "error" not in result:
        return "죄송해요, 선점이 되었는지 확인하지 못했어요. '내 예약'이라고 말씀해 주시면 확인해 드릴게요."
    if refusal_code(result) == "SEAT_TAKEN":
        count = len(proposal.get("seatLabels", [])) or desk.state.count or 1
        return f"{refusal(result)}\n\n" + propose(desk, proposal.get("scheduleId"), count, desk.state.grade)
    if refusal_code(result) == "HOLD_EXISTS":
        return join(
            [refusal(result), *map(kept_line, desk.holds), "먼저 결제하시거나, '취소'라고 하시면 놓아 드릴게요."],
            "\n\n",
        )
    return refusal(result)


def kept_line(held: Mapping[str, Any]) -> str:
    """A live hold in one line, with the way to pay."""
    until = f"{held['expiresAtText']}까지 결제" if held.get("expiresAtText") else ""
    title = f"**{held.get('performanceTitle', '')}**"
    return join([title, held.get("startsAtText"), labels_text(held.get("seatLabels", [])), until, payment_link(held)])


def ask_again(desk: Desk) -> str:
    """Name the open proposals and ask for a clear yes."""
    if len(desk.proposals) == 1:
        proposal = desk.proposals[0]
        total = f"합계 {proposal['totalText']}이에요. " if proposal.get("totalText") else ""
        return f"**{labels_text(proposal.get('seatLabels', []))}** 좌석, {total}이 좌석으로 선점할까요? '네'라고 답해 주시면 바로 선점할게요."
    lines = numbered(join([labels_text(item.get("seatLabels", [])), item.get("totalText")]) for item in desk.proposals)
    return f"안내해 드린 좌석이 여러 가지예요.\n\n{lines}\n\n어느 좌석으로 선점할까요?"


def other_seats(desk: Desk) -> str:
    """Seats other than the proposed ones."""
    # The proposals of the context grow while the turn goes on: the first call of the turn says which ones were meant.
    asked = next((call.input for call in desk.conversation.turns[-1].calls if "otherThan" in call.input), None)
    others = asked["otherThan"] if asked else [item["proposalId"] for item in desk.proposals]
    first = desk.proposals[0]
    count = desk.state.count or len(first.get("seatLabels", [])) or 1
    schedule = first.get("scheduleId") or desk.state.schedule
    return propose(desk, schedule, count, desk.state.grade, others)


def cancel(desk: Desk) -> str:
    """Give up a live hold, or say what can be done where there is none."""
    done = desk.called("cancel_hold")
    if done is None and not desk.holds:
        return cancel_without_hold(desk)
    if done is None and len(desk.holds) > 1 and len(meant_holds(desk)) != 1:
        lines = numbered(map(kept_line, desk.holds))
        return f"선점하신 좌석이 여러 건이에요.\n\n{lines}\n\n어느 공연의 좌석을 놓아 드릴까요?"
    result = done if done is not None else desk.lookup("cancel_hold", holdId=meant_holds(desk)[0]["holdId"])
    if "error" in result:
        return refusal(result)
    released = result.get("released", {})
    seats = labels_text(released.get("seatLabels", []))
    subject = join([f"**{released['performanceTitle']}**" if released.get("performanceTitle") else "", seats], " ")
    return f"{subject} 선점을 해제했어요. 다른 공연이나 날짜를 찾아드릴까요?".strip()


def meant_holds(desk: Desk) -> list[Mapping[str, Any]]:
    """The live holds that the message can mean."""
    titles = {held["holdId"]: str(held.get("performanceTitle", "")) for held in desk.holds}
    named = match_titles(desk.conversation.words, titles)
    return [held for held in desk.holds if not named or held["holdId"] in named]


def cancel_without_hold(desk: Desk) -> str:
    """Nothing is held: paid bookings are cancelled on the web."""
    reservations = desk.require("get_my_reservations").get("reservations", [])
    if not reservations:
        return "지금 선점하시거나 예매하신 좌석이 없어요. 새로 예매를 도와드릴까요?"
    lines = numbered(map(reservation_line, reservations))
    return f"지금 놓아 드릴 선점 좌석은 없어요. 예매 내역은 이래요.\n\n{lines}\n\n결제까지 마치신 예매의 취소는 웹의 예매 내역에서 하실 수 있어요."


def my_reservations(desk: Desk) -> str:
    """What the person holds and has booked."""
    reservations = desk.require("get_my_reservations").get("reservations", [])
    if not reservations:
        return "아직 예매 내역이 없어요. 보고 싶은 공연이 있으세요?"
    return f"예매 내역이에요.\n\n{numbered(map(reservation_line, reservations))}"
