"""Facts as Korean sentences. A field that is missing is left out: nothing is said that no tool has told."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

MOST_LISTED = 6
FIND_ANOTHER = "다른 공연이나 날짜를 찾아드릴까요?"
BOOK_ANEW = "새로 예매를 도와드릴까요?"
WHICH_WISH = "보고 싶은 공연이 있으세요?"
HOLD_QUESTION = "이 좌석으로 선점할까요?"
EXCHANGE_QUESTION = "지금 선점하신 좌석과 맞바꿀까요?"
OFFERS = (FIND_ANOTHER, BOOK_ANEW, WHICH_WISH)
"""Questions whose yes wants to see what is on."""


def join(parts: Iterable[object], separator: str = " · ") -> str:
    """The parts that are there, in a row."""
    return separator.join(str(part) for part in parts if part)


def numbered(lines: Iterable[str]) -> str:
    """Lines as a numbered list."""
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def bullets(pairs: Iterable[tuple[str, object]]) -> str:
    """A list of `- name: value` for the values that are there."""
    return "\n".join(f"- {name}: {value}" for name, value in pairs if value)


def performance_line(facts: Mapping[str, Any]) -> str:
    """A performance in one line."""
    rest = join(facts.get(key) for key in ("genre", "periodText", "venueName", "priceText", "ageText"))
    return join([f"**{facts.get('title', '제목 미정')}**", rest], " - ")


def schedule_line(facts: Mapping[str, Any]) -> str:
    """A date with its casting, and its sale state where it cannot be bought."""
    closed = facts.get("saleStateText") if facts.get("saleState", "open") != "open" else None
    cast = casting_text(facts)
    players = cast if cast.startswith("출연") else cast and f"출연 {cast}"
    return join([f"**{facts.get('startsAtText', '')}**", players, closed], " - ")


def casting_text(facts: Mapping[str, Any]) -> str:
    """Who plays what on a date: "한울 김가람, 이든 박누리"."""
    return join(
        (join([item.get("role"), item.get("actor")], " ") for item in facts.get("casting", [])),
        ", ",
    )


def grade_line(facts: Mapping[str, Any]) -> str:
    """A grade with its price and where it is."""
    areas = join(facts.get("areaTexts", []), ", ")
    return join(
        [f"**{grade_name(str(facts['grade']))}** {facts.get('priceText', '')}".strip(), areas and f"({areas})"], " "
    )


def grade_name(grade: str) -> str:
    """A grade as people say it: "A" is "A석", "전석" stays."""
    return grade if grade.endswith("석") or not grade.isascii() else f"{grade}석"


def labels_text(labels: Sequence[str]) -> str:
    """Seat labels in a row."""
    return ", ".join(labels)


def proposal_text(result: Mapping[str, Any], *, exchanges: bool = False) -> str:
    """A proposal of seats with its total, and the question for consent; it may be for an exchange of held seats."""
    proposal = result["proposal"]
    apart = "나란히 앉으실 수 있는 자리가 없어서 떨어진 좌석으로 찾았어요." if proposal.get("adjacent") is False else ""
    notes = "\n".join(proposal.get("noteTexts", [])) or apart
    lines = bullets(
        [
            ("일시", result.get("startsAtText")),
            ("좌석", seats_text(proposal)),
            ("티켓 금액", proposal.get("subtotalText")),
            ("예매 수수료", proposal.get("bookingFeeText")),
            ("합계", proposal.get("totalText")),
        ]
    )
    head = f"**{title}** 좌석을 찾았어요." if (title := result.get("title")) else "좌석을 찾았어요."
    question = EXCHANGE_QUESTION if exchanges else HOLD_QUESTION
    return join([head, notes, lines, question], "\n\n")


def options_text(result: Mapping[str, Any]) -> str:
    """Several proposals to choose from, and the question which one."""
    lines = numbered(
        join([seats_text(option), option.get("totalText"), *option.get("noteTexts", [])])
        for option in result["options"]
    )
    title = result.get("title")
    head = f"**{title}** {result.get('startsAtText', '')} 좌석을 찾았어요." if title else "좌석을 찾았어요."
    return join([head, lines, "몇 번째 좌석으로 할까요?"], "\n\n")


def seats_text(proposal: Mapping[str, Any]) -> str:
    """The seats of a proposal with their grades."""
    return labels_text([join([seat.get("label"), seat_grade(seat)], " ") for seat in proposal.get("seats", [])])


def seat_grade(seat: Mapping[str, Any]) -> str:
    """The grade of a proposed seat in brackets."""
    return f"({grade_name(str(seat['grade']))})" if seat.get("grade") else ""


def hold_text(hold: Mapping[str, Any], notice: str = "", *, replaced: bool = False) -> str:
    """A hold that was made or whose seats were exchanged, with its expiry and the way to pay."""
    lines = bullets(
        [
            ("공연", hold.get("performanceTitle")),
            ("일시", hold.get("startsAtText")),
            ("좌석", labels_text(hold.get("seatLabels", []))),
            ("합계", hold.get("totalText")),
        ]
    )
    head = "좌석을 바꿨어요. 결제하실 시간은 그대로예요." if replaced else "좌석을 선점했어요."
    until = f"**{hold['expiresAtText']}까지** 결제하셔야 예매가 완료돼요." if hold.get("expiresAtText") else ""
    return join([head, lines, until, payment_link(hold), notice], "\n\n")


def payment_link(hold: Mapping[str, Any]) -> str:
    """The link to the payment page, "" where none is known."""
    return f"[결제 완료하러 가기]({hold['paymentUrl']})" if hold.get("paymentUrl") else ""


def kept_line(held: Mapping[str, Any]) -> str:
    """A live hold in one line, with the way to pay."""
    until = f"{held['expiresAtText']}까지 결제" if held.get("expiresAtText") else ""
    title = f"**{held.get('performanceTitle', '')}**"
    return join([title, held.get("startsAtText"), labels_text(held.get("seatLabels", [])), until, payment_link(held)])


def reservation_line(facts: Mapping[str, Any]) -> str:
    """A reservation in one line, with its link where it waits for payment."""
    expiry = f"{facts['expiresAtText']}까지 결제" if facts.get("expiresAtText") else ""
    head = f"**{facts.get('performanceTitle', '')}** {facts.get('startsAtText', '')}".strip()
    return join(
        [
            head,
            labels_text(facts.get("seatLabels", [])),
            facts.get("totalText"),
            facts.get("stateText"),
            expiry,
            payment_link(facts),
        ]
    )
