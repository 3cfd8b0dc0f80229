"""Data of actions, in the contract's shapes."""

from typing import Any


def seat(number: int, row: str = "7", grade: str = "R", price: int = 150_000) -> dict[str, Any]:
    label = f"1층 B구역 {row}열 {number}번"
    return {"seatId": f"1F-B-{row}-{number}", "label": label, "grade": grade, "price": price}


def proposal(*seats: dict[str, Any], **fields: Any) -> dict[str, Any]:
    total = sum(one["price"] for one in seats)
    fee = 2_000 * len(seats)
    amounts = {"subtotal": total, "bookingFee": fee, "totalPrice": total + fee}
    return {"proposalId": "p1", "scheduleId": "s1", "seats": list(seats), "adjacent": True} | amounts | fields


def hold(**fields: Any) -> dict[str, Any]:
    return {
        "holdId": "h1",
        "scheduleId": "s1",
        "performanceTitle": "가상의 뮤지컬",
        "startsAtText": "12월 5일 (토) 14:00",
        "seats": [seat(15), seat(16)],
        "subtotal": 300_000,
        "bookingFee": 4_000,
        "totalPrice": 304_000,
        "expiresAt": "2026-11-23T07:00:00Z",
        "expiresAtText": "16:00",
        "remainingSeconds": 581,
        "paymentUrl": "/pay/h1",
    } | fields


CHOICES = {
    "items": [
        {"label": "네, 이 자리로", "message": "네", "confirm": "p1"},
        {"label": "다른 자리", "message": "다른 자리 보여 주세요"},
    ]
}
