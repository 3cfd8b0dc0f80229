"""From a wish to what is offered: the best seats, else an honest no with what there is elsewhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from lambdas.chat.conversation.state import ConversationState, Proposal
from lambdas.chat.protocol import Choice
from lambdas.chat.tools.base import ToolContext, ToolOutcome
from lambdas.chat.tools.coming import offered
from lambdas.chat.tools.offers import (
    ACCESSIBLE,
    RESTRICTED,
    action_of,
    notes_of,
    proposal_of,
    propose,
    told,
    with_proposals,
)
from lambdas.chat.tools.search import Search, Wish
from megaticket.booking.quotes import Quote, quote_seats
from megaticket.clock import moment_text
from megaticket.contracts import won
from megaticket.errors import ErrorCode, Refusal
from megaticket.seating.alternatives import Alternative
from megaticket.seating.best import Found
from megaticket.seating.options import Option
from megaticket.seating.party import Party
from megaticket.seating.seats import House, SeatId

SEARCH_ON = Choice("다른 구역 더 찾기", "다른 구역도 찾아 주세요")


def offer_best(
    house: House,
    wish: Wish,
    context: ToolContext,
    *,
    most: int = 1,
    refusal: Refusal | None = None,
    extra: Mapping[str, Any] | None = None,
) -> ToolOutcome:
    """The best seats as open proposals, or what there is elsewhere.

    Args:
        house: the date.
        wish: what is looked for.
        context: the turn.
        most: how many options to offer at most.
        refusal: why the seats before these cannot be had; it is told with them.
        extra: fields that the result begins with.
    """
    search = Search(house, context)
    own = context.hold_on(house.schedule.schedule_id)
    # Whoever asks for seats while holding some wants others.
    avoid = wish.avoid.union(seat.seat for seat in own.seats) if own else wish.avoid
    wish = _going_on(replace(wish, avoid=avoid), house, context.state)
    found = search.best(wish)
    proposals = [_proposal(house, option, context) for option in found.options[:most]]
    if not proposals:
        return _nothing(house, wish, found, search, context)
    error = {"error": refusal.as_json()} if refusal else {}
    return _offered(proposals, house, context, refusal, {**error, **(extra or {})})


def offer_exact(house: House, seat_ids: Sequence[str], context: ToolContext) -> ToolOutcome | Refusal:
    """Exactly these seats; where somebody has one of them, the next best in the same answer."""
    proposal = propose(house, seat_ids, context)
    if not isinstance(proposal, Refusal):
        return _offered([proposal], house, context)
    if proposal.code != ErrorCode.SEAT_TAKEN:
        return proposal
    party = Party(len(seat_ids), _grade_of(house, seat_ids))
    return offer_best(house, Wish(party, (party.grade,)), context, refusal=proposal)


def _grade_of(house: House, seat_ids: Iterable[str]) -> str | None:
    """The one grade that all of some seats have."""
    seats = filter(None, map(SeatId.parse, seat_ids))
    grades = {sold.grade for sold in map(house.seat, seats) if sold}
    return grades.pop() if len(grades) == 1 else None


def offer_again(refusal: Refusal, proposal: Proposal, context: ToolContext) -> ToolOutcome:
    """Somebody was faster at the hold: the next best for the same party, shown and not held."""
    house = context.services.booking.house(proposal.schedule_id)
    again = replace(context, state=context.state.refused())
    if house is None:
        return ToolOutcome({"error": refusal.as_json()}, again.state, refusal=refusal)
    grades = {seat.grade for seat in proposal.seats}
    kinds = [seat.kind for seat in proposal.seats]
    party = Party(
        count=len(proposal.seats),
        grade=grades.pop() if len(grades) == 1 else None,
        wheelchairs=kinds.count(ACCESSIBLE),
        restricted_view=RESTRICTED in kinds,
        only_restricted_view="only_restricted_view" in context.state.needs and set(kinds) == {RESTRICTED},
    )
    return offer_best(house, Wish(party, (party.grade,)), again, refusal=refusal)


def _offered(
    proposals: Sequence[Proposal],
    house: House,
    context: ToolContext,
    refusal: Refusal | None = None,
    extra: Mapping[str, Any] | None = None,
) -> ToolOutcome:
    return ToolOutcome(
        {**(extra or {}), **told(proposals, house)},
        with_proposals(context.state, proposals, house),
        actions=(action_of(proposals),),
        must_say=notes_of(proposals),
        refusal=refusal,
    )


def _proposal(house: House, option: Option, context: ToolContext) -> Proposal:
    quote = quote_seats(house, tuple(map(str, option.seats)), context.now_seconds)
    if not isinstance(quote, Quote):
        # The search gives seats that the date sells, and whether it sells at all was asked before.
        raise TypeError(quote.code)
    return proposal_of(house, quote, context)


def _going_on(wish: Wish, house: House, state: ConversationState) -> Wish:
    """A search that found nothing in the sections nearest to the stage goes on behind them when it is asked for again."""
    passed = state.searched if state.searched_for == _key(wish, house) else ()
    return replace(wish, passed=passed)


def _key(wish: Wish, house: House) -> str:
    return f"{house.schedule.schedule_id}:{wish.party}:{wish.grades}"


def _nothing(house: House, wish: Wish, found: Found, search: Search, context: ToolContext) -> ToolOutcome:
    others = search.elsewhere(wish)
    refusal = Refusal(ErrorCode.SEAT_TAKEN, _no(wish, found))
    read = (*wish.passed, *found.read) if found.unread else ()
    dates = tuple(offered(other.house.schedule, context) for other in others)
    state = context.state.unmet("count", "grade", "dates").model_copy(
        update={"proposals": (), "offered": dates, "searched_for": _key(wish, house), "searched": read}
    )
    rows = [_alternative(other, house) for other in others]
    result: dict[str, Any] = {"error": refusal.as_json(), **({"alternatives": rows} if rows else {})}
    choices = (*([SEARCH_ON] if found.unread else []), *(_choice(other, house) for other in others))
    return ToolOutcome(result, state, refusal=refusal, choices=choices)


def _no(wish: Wish, found: Found) -> str:
    where = f"{wish.party.grade}에" if len(wish.grades) == 1 and wish.party.grade else "이 회차에"
    kind = "휠체어석을 포함해 " if wish.party.wheelchairs else ""
    kind = "시야제한석으로 " if wish.party.only_restricted_view else kind
    if found.unread:
        return f"무대에서 가까운 구역부터 찾아보았는데 {where} {kind}{wish.party.count}자리가 없었어요. 더 찾아볼 구역이 있어요."
    return f"{where} {kind}함께 앉으실 {wish.party.count}자리가 남아 있지 않아요."


def _alternative(other: Alternative, asked: House) -> dict[str, Any]:
    """Seats that are free elsewhere, as one sentence without a verb."""
    grade, count = other.option.runs[0].grade, len(other.option.seats)
    when = "같은 회차" if _is_same_date(other, asked) else moment_text(other.house.schedule.starts_at)
    price = won(other.house.performance.price_of(grade))
    seats = f"나란한 {count}자리" if count > 1 else "1자리"
    return {
        "scheduleId": other.house.schedule.schedule_id,
        "grade": grade,
        "alternativeText": f"{when} {grade} {seats}, 1매 {price}",
    }


def _choice(other: Alternative, asked: House) -> Choice:
    grade = other.option.runs[0].grade
    if _is_same_date(other, asked):
        return Choice(grade, f"{grade} 등급으로 할게요")
    starts = moment_text(other.house.schedule.starts_at)
    return Choice(starts, starts)


def _is_same_date(other: Alternative, asked: House) -> bool:
    return other.house.schedule.schedule_id == asked.schedule.schedule_id
