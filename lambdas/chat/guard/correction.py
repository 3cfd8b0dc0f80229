"""What follows a false claim: a note for the model, and, where that does not help, the server's own words."""

from collections.abc import Iterable, Iterator, Sequence

from lambdas.chat.conversation.state import ConversationState, Proposal
from lambdas.chat.guard.bundles import Bundle, Status
from lambdas.chat.guard.grounding import Grounding
from lambdas.chat.guard.verdict import FalseClaim
from megaticket.booking.models import Hold
from megaticket.catalog.models import Support
from megaticket.clock import expiry_text, from_epoch, moment_text
from megaticket.contracts import won

MAX_SHOWINGS = 6
_NAMES = {
    "seat": "좌석", "rows": "열", "row": "열", "number": "좌석", "status": "선점이나 예매의 상태", "grade": "등급",
    "amount": "금액", "percent": "비율", "date": "날짜", "month": "달", "days": "날수", "weekday": "요일",
    "relative": "날짜", "clock": "시각", "hours": "시간", "minutes": "시간", "age": "나이", "count": "수",
    "actor": "배우", "promise": "약속", "code": "번호", "link": "주소",
}  # fmt: skip
_STATUS_NAMES = {Status.OFFERED: "제안한 좌석", Status.HELD: "선점한 좌석", Status.BOOKED: "예매한 좌석"}
_DATES = {"date", "weekday", "relative", "clock", "actor"}
_MONEY = {"amount", "grade"}

NEUTRAL = "확인된 정보만 안내해 드릴게요. 보고 싶은 공연이나 날짜, 인원을 말씀해 주시면 예매할 수 있는 좌석을 다시 찾아볼게요."


def correction_note(claims: Iterable[FalseClaim], facts: Grounding) -> str:
    """What was false and what the data says, for the model that is asked again."""
    claims = list(claims)
    kinds = {claim.kind for claim in claims}
    said = "\n".join(f"- {_NAMES.get(claim.kind, claim.kind)}: {claim.text}" for claim in claims)
    known = "\n".join(f"- {line}" for line in _known(kinds, facts)) or "- 이 대화의 도구 결과에 그런 내용이 없습니다."
    return (
        "방금 쓴 답변은 자료와 달라서 손님에게 보이지 않았습니다.\n자료에 없는 말:\n"
        f"{said}\n자료:\n{known}\n자료와 도구 결과에 있는 것만으로 처음부터 다시 답합니다. 정정했다는 말은 하지 않습니다."
    )


def _known(kinds: set[str], facts: Grounding) -> Iterator[str]:
    yield from (_bundle_line(bundle) for bundle in facts.bundles if bundle.status in _STATUS_NAMES)
    shows = [facts.show(performance_id) for performance_id in sorted(facts.focus)[:3]]
    if kinds & _MONEY:
        for show in shows:
            prices = ", ".join(f"{grade.name} {won(grade.price)}" for grade in show.performance.grades)
            yield f"{show.performance.title} 가격: {prices}"
    if kinds & _DATES and len(shows) == 1:
        for showing in [s for s in shows[0].showings if s.starts_at > facts.now][:MAX_SHOWINGS]:
            cast = ", ".join(f"{role} {actor}" for role, actor in sorted(showing.casting))
            yield f"{moment_text(showing.starts_at)} {cast}".strip()


def _bundle_line(bundle: Bundle) -> str:
    seats = ", ".join(f"{seat.place} {seat.row}열 {seat.number}번" for seat in bundle.seats)
    total = f", 합계 {won(bundle.total)}" if bundle.total is not None else ""
    link = f", [결제 완료하러 가기]({bundle.payment_url})" if bundle.payment_url else ""
    return f"{_STATUS_NAMES[bundle.status]}: {seats}{total}{link}"


def server_answer(state: ConversationState, holds: Sequence[Hold], now: int, support: Support | None = None) -> str:
    """The open proposal, or else the live holds, or else what the person can do, in the server's words.

    Args:
        state: the conversation's state.
        holds: the person's live holds.
        now: seconds since 1970.
        support: whom to call about what the conversation is about, where that is one.
    """
    proposals = state.open_proposals(now)
    if proposals:
        return "\n\n".join([*(_proposal_text(proposal, state) for proposal in proposals), _question(proposals, holds)])
    if holds:
        return "\n\n".join(["선점하신 좌석이에요.", *(_hold_text(hold, now) for hold in holds)])
    if support:
        return f"{NEUTRAL}\n\n자세한 내용은 {support.name} {support.phone} ({support.hours})으로 문의하실 수 있어요."
    return NEUTRAL


def _question(proposals: Sequence[Proposal], holds: Iterable[Hold]) -> str:
    """What is asked for consent; on a date with held seats it exchanges them."""
    if len(proposals) > 1:
        return "어느 좌석으로 선점할까요?"
    held = any(hold.schedule_id == proposals[0].schedule_id for hold in holds)
    return "지금 선점하신 좌석과 맞바꿀까요?" if held else "이 좌석으로 선점할까요?"


def _proposal_text(proposal: Proposal, state: ConversationState) -> str:
    title = f"- 공연: {state.performance_title}\n" if state.performance_title else ""
    starts = f"- 일시: {state.starts_at_text}\n" if state.starts_at_text else ""
    seats = ", ".join(seat.label for seat in proposal.seats)
    notes = "".join(f"\n- {note}" for note in proposal.notes)
    fee, total = won(proposal.booking_fee), won(proposal.total_price)
    count = f"{len(proposal.seats)}매"
    return f"{title}{starts}- 좌석: {seats} ({count})\n- 예매 수수료: {fee}\n- 합계: {total}{notes}"


def _hold_text(hold: Hold, now: int) -> str:
    seats = ", ".join(seat.label for seat in hold.seats)
    until = expiry_text(from_epoch(hold.expires_at), from_epoch(now))
    return (
        f"- 공연: {hold.performance_title}\n- 일시: {moment_text(from_epoch(hold.starts_at))}\n- 좌석: {seats}\n"
        f"- 합계: {won(hold.total_price)}\n\n{until}까지 결제하셔야 예매가 완료돼요. [결제 완료하러 가기](/pay/{hold.hold_id})"
    )
