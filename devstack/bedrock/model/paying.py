"""What is answered about paying, and about what a booking costs to cancel once it is paid."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from devstack.bedrock.model import intents, talk
from devstack.bedrock.model.desk import Desk
from devstack.bedrock.model.wording import WHICH_WISH, bullets, join, kept_line, numbered, reservation_line

Facts = Mapping[str, Any]

REFUND = re.compile(
    r"환불|돌려\s*받|취소\S*\s*(?:수수료|되|돼|될|가능|언제|얼마|규정)|(?:한|두|세|\d)\s*장\S*\s*취소|(?:날짜|좌석|자리)\S*\s*(?:만\s*)?바꿀\s*수|양도"
)
METHOD = re.compile(r"페이(?:\s|로|요|는|도|가|만|돼|되|$)|카드|현금|이체|계좌|무통장|할부|입금")
PAID = re.compile(r"(?:결제|입금)\S*\s*(?:\S+\s+)?(?:했|됐|됬|완료|끝|마쳤)")
NOT_PAID = "아직 결제가 확인되지 않았어요."
ON_THE_WEB = "취소는 웹의 예매 내역에서 하실 수 있고, 날짜나 좌석을 바꾸시려면 취소한 뒤 다시 예매하셔야 해요."
ON_PAGE = "결제 방법은 결제 페이지에서 고르실 수 있어요. 카드 번호는 여기에 적지 말아 주세요."


def on_payment(desk: Desk) -> str | None:
    """Paying is done on the web, for seats that are held; whether it is done only the list of bookings tells."""
    words = desk.words
    if not (intents.PAYMENT.search(words) or METHOD.search(words)):
        return None
    if PAID.search(words):
        return paid_or_not(desk)
    if not desk.holds:
        return f"결제는 좌석을 선점하신 뒤에 웹에서 하실 수 있어요. {talk.back_to_booking(desk)}"
    return join([METHOD.search(words) and ON_PAGE, *map(kept_line, desk.holds)], "\n\n")


def paid_or_not(desk: Desk) -> str:
    """Whether the bookings are paid."""
    reservations = desk.require("get_my_reservations").get("reservations", [])
    if not reservations:
        return f"아직 예매 내역이 없어요. {WHICH_WISH}"
    unpaid = NOT_PAID if desk.holds else ""
    lines = numbered(map(reservation_line, reservations))
    return join([unpaid, f"예매 내역이에요.\n\n{lines}", *map(terms_text, paid_of(reservations))], "\n\n")


def on_terms(desk: Desk) -> str | None:
    """What giving a booking back would cost, where one is held or paid and no other performance is talked about."""
    if not REFUND.search(desk.words) or desk.proposals or desk.state.matches or intents.asks_cancel(desk.words):
        return None
    if desk.holds:
        return paid_or_not(desk) if PAID.search(desk.words) else terms_of_held(desk)
    told = [call.name for turn in desk.conversation.turns[:-1] for call in turn.calls]
    shown = "get_my_reservations" in told and "performance" not in desk.context
    if not shown and "reserved" not in desk.context:
        return None
    paid = paid_of(desk.require("get_my_reservations").get("reservations", []))
    return join([*map(terms_text, paid), ON_THE_WEB], "\n\n") if paid else None


def terms_of_held(desk: Desk) -> str | None:
    """The rules of the performance whose seats are held, which are not paid yet."""
    titles = {title: identifier for identifier, title in desk.state.titles.items()}
    known = titles.get(str(desk.holds[0].get("performanceTitle")))
    if len(desk.holds) != 1 or known is None:
        return None
    rules = desk.require("get_performance_details", performanceId=known).get("cancellationTexts", [])
    told = "\n".join(f"- {text}" for text in rules)
    return join([NOT_PAID, told and f"결제하신 뒤의 취소 규정이에요.\n{told}", kept_line(desk.holds[0])], "\n\n")


def paid_of(reservations: Sequence[Facts]) -> list[Facts]:
    """The reservations that are paid: a tool tells what giving them back would cost."""
    return [known for known in reservations if known.get("cancellation")]


def terms_text(paid: Facts) -> str:
    """What giving a paid booking back would cost now."""
    terms = paid["cancellation"]
    pairs = [
        ("취소 수수료", "feeText"),
        ("환불액", "refundText"),
        ("취소 기한", "deadlineText"),
        ("취소", "closedText"),
    ]
    lines = bullets([*((name, terms.get(key)) for name, key in pairs), ("문의", paid.get("supportText"))])
    return f"**{paid.get('performanceTitle', '')}**\n{lines}"
