"""What the table and the provider hold, in the model's words."""

from typing import Any

from tests.booking_model.fake_provider import FakeProvider
from tests.booking_model.model_rows import Booked, Debt, Mark, Paid, Rows
from tests.booking_model.theatre import Theatre

Stored = dict[tuple[str, str], dict[str, Any]]


def observed(theatre: Theatre) -> Rows:
    """Everything that is stored."""
    rows = theatre.rows()
    limits = {pk.removeprefix("USER#"): row for (pk, _), row in rows.items() if pk.startswith("USER#")}
    return Rows(
        holds={row["holdId"]: _booked(row) for (pk, _), row in rows.items() if pk.startswith("HOLD#")},
        seats={f"{row['row']}-{row['number']}": _mark(row) for row in seat_rows(rows)},
        limits={
            user: _mark(row | {"holdId": row["liveHoldId"]}) for user, row in limits.items() if "liveHoldId" in row
        },
        sold={user: row["sold"] for user, row in limits.items() if "sold" in row},
        open=_debts(rows, "PAYMENT_OPEN#"),
        due=_debts(rows, "REFUND_DUE#"),
        paid=_paid(theatre.provider),
    )


def seat_rows(rows: Stored) -> list[dict[str, Any]]:
    """The rows of taken seats."""
    return [row for (pk, _), row in rows.items() if pk.startswith("SCHEDULE#")]


def _booked(row: dict[str, Any]) -> Booked:
    return Booked(
        user=row["userId"],
        seats=tuple(seat["seatId"].removeprefix("1F-B-") for seat in row["seats"]),
        state=row["state"],
        ends=row["expiresAt"],
        made=row["holdingCreatedAt"],
        region=row["region"],
        before=row.get("heldUntil"),
        extensions=row.get("extensions", 0),
        request=row.get("lastRequestId"),
        key=row.get("paymentKey"),
        confirmed=row.get("confirmedAt"),
        refund=row.get("cancelledRefund"),
    )


def _mark(row: dict[str, Any]) -> Mark:
    return Mark(
        hold=row["holdId"],
        ends=row["expiresAt"],
        made=row["holdingCreatedAt"],
        region=row["region"],
        sold=row.get("state") == "SOLD",
        paying=row.get("paying", False),
    )


def _debts(rows: Stored, prefix: str) -> dict[str, Debt]:
    found = {sk: row for (pk, sk), row in rows.items() if pk.startswith(prefix)}
    return {hold_id: Debt(row["paymentKey"], row["amount"], row["since"]) for hold_id, row in found.items()}


def _paid(provider: FakeProvider) -> dict[tuple[str, str], Paid]:
    return {key: Paid(charge.state.value, charge.charged, charge.refunded) for key, charge in provider.payments.items()}
