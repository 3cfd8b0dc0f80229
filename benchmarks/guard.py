"""`make bench-guard`: the CPU that the guard adds to each piece of an answer, beside handing the piece on.

Answers of the kinds that a model gives, from the demo catalogue, in pieces of one to six characters. What a piece costs is
taken over all pieces, those that end a phrase with claims included. The last line is JSON.
"""

import json
import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from statistics import median, quantiles

from lambdas.chat.conversation.state import ConversationState, Proposal, ProposedSeat
from lambdas.chat.guard.catalogue import Catalogue
from lambdas.chat.guard.gate import Gate
from lambdas.chat.guard.grounding import Grounding, ground
from lambdas.chat.tools.registry import TOOLS
from megaticket.booking.quotes import Quote, quote_seats
from megaticket.clock import KST, epoch, moment_text
from megaticket.contracts import won
from megaticket.seating.seats import House
from operations.demo_catalog import demo_catalog

ROUNDS = 15
NOW = datetime(2026, 11, 23, 9, 2, tzinfo=UTC)
CALM = "공연장 안은 어두웠고 사람들은 숨을 죽인 채 막이 오르기를 기다리고 있었어요. 어떤 공연을 좋아하세요?\n" * 20


def booking() -> tuple[Grounding, str]:
    """The facts of a conversation that has come to a proposal, and the answer that proposes it."""
    catalog = demo_catalog(NOW.astimezone(KST).date())
    venues = {venue.venue_id: venue for venue in catalog.venues}
    performances = {performance.performance_id: performance for performance in catalog.performances}
    catalogue = Catalogue(
        performances, lambda key: [s for s in catalog.schedules if s.performance_id == key], venues.get
    )
    date = next(s for s in catalog.schedules if s.performance_id == "PF001" and s.starts_at > NOW)
    quote = quote_seats(
        House(venues[date.venue_id], performances["PF001"], date), ("1F-B-7-15", "1F-B-7-16"), epoch(NOW)
    )
    if not isinstance(quote, Quote):
        raise TypeError(quote)
    seats = tuple(ProposedSeat(seat_id=str(s.seat), label=s.label, grade=s.grade, price=s.price) for s in quote.seats)
    offered = Proposal(
        proposal_id="P1",
        schedule_id=date.schedule_id,
        seats=seats,
        subtotal=quote.subtotal,
        booking_fee=quote.booking_fee,
        total_price=quote.total,
        adjacent=True,
        expires_at=epoch(NOW) + 300,
    )
    state = ConversationState(performance_id="PF001", count=2, proposals=(offered,))
    said = [{"role": "user", "content": [{"text": "이번 주 토요일 저녁에 VIP석 두 장이요"}]}] * 12
    return ground(catalogue, state, [], said, NOW), answer(
        performances["PF001"].title, offered, moment_text(date.starts_at)
    )


def answer(title: str, offered: Proposal, starts: str) -> str:
    """An answer with every third word a claim."""
    first, second = (seat.label for seat in offered.seats)
    return (
        f"**{title}** 좌석을 찾았어요!\n\n- 일시: {starts}\n- 좌석: {first} (VIP석), {second} (VIP석)\n"
        f"- 티켓 금액: {won(offered.subtotal)}\n- 예매 수수료: {won(offered.booking_fee)}\n- 합계: {won(offered.total_price)}\n\n"
        "무대가 한눈에 들어오는 가운데 자리라 배우들의 표정까지 잘 보이실 거예요. 이 좌석으로 선점할까요? "
        f"선점하시면 10분 동안 자리를 잡아 드리고, 두 장에 총 {won(offered.total_price)}을 결제하시면 예매가 완료돼요.\n"
    ) * 4


def pieces(text: str, seed: int) -> Iterator[str]:
    """The text as a model streams it."""
    chance, start = random.Random(seed), 0
    while start < len(text):
        length = chance.randint(1, 6)
        yield text[start : start + length]
        start += length


def timed(take: Callable[[str], str], text: str, seed: int) -> list[float]:
    """Milliseconds of CPU for each piece."""
    spent = []
    for piece in pieces(text, seed):
        begun = time.thread_time_ns()
        take(piece)
        spent.append((time.thread_time_ns() - begun) / 1e6)
    return spent


def main() -> None:
    """Prints the table and, last, the JSON."""
    facts, claims = booking()
    figures: dict[str, float] = {}
    for name, text in (("words alone", CALM), ("full of claims", claims)):
        ours, plain = [], []
        for seed in range(ROUNDS):
            gate = Gate(facts, TOOLS)
            ours += timed(gate.feed, text, seed)
            if gate.false_claims:
                raise AssertionError(gate.false_claims)
            plain += timed(str, text, seed)
        added, worst = median(ours) - median(plain), quantiles(ours, n=100)[98]
        print(f"{name:<15} {len(ours):>6} pieces   added median {added * 1000:6.1f} us   p99 {worst * 1000:7.1f} us")
        key = "calm" if text is CALM else "claims"
        figures |= {f"guard_delay_ms_median_{key}": round(added, 5), f"guard_delay_ms_p99_{key}": round(worst, 5)}
    figures["guard_delay_ms_median"] = max(
        figures["guard_delay_ms_median_calm"], figures["guard_delay_ms_median_claims"]
    )
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
