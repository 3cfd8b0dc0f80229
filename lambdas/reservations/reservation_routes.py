"""What a person does with holds and reservations on the web."""

import uuid
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import LambdaFunctionUrlResolver
from pydantic import Field, StringConstraints

from lambdas.reservations import views
from lambdas.reservations.web import accepted, body_of, user_of
from megaticket.base import Record
from megaticket.booking.models import Hold
from megaticket.booking.payment_transitions import Payment
from megaticket.booking.payments import Payments
from megaticket.booking.service import NOT_FOUND
from megaticket.errors import Refusal
from megaticket.identity import TokenVerifier

Token = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[A-Za-z0-9_.:-]+$")]


class ConfirmBody(Record):
    """What the page brings back from the provider. The amount is checked against the server's, never used."""

    payment_key: Token
    amount: Annotated[int, Field(ge=0, strict=True)]


class CancelBody(Record):
    """The refund that the person was quoted, in won."""

    refund: Annotated[int, Field(ge=0, strict=True)]


class ExtendBody(Record):
    """With an id, a repeat is answered and does not extend again."""

    request_id: Token | None = None


def add_reservation_routes(app: LambdaFunctionUrlResolver, payments: Payments, verifier: TokenVerifier) -> None:
    """`/reservations`: every path needs a bearer token, and shows only its person's own."""
    booking = payments.booking

    def user() -> str:
        return user_of(app, verifier)

    def shown(outcome: Hold | Refusal) -> dict[str, Any]:
        return views.reservation_view(accepted(outcome), booking.moment())

    @app.get("/reservations")
    def listed() -> dict[str, Any]:
        moment = booking.moment()
        holds = booking.holds_of(user())
        return {"reservations": [views.reservation_view(hold, moment) for hold in holds]}

    @app.get("/reservations/<hold_id>")
    def reservation(hold_id: str) -> dict[str, Any]:
        person = user()
        hold = booking.store.hold(hold_id)
        return shown(hold if hold and hold.user_id == person else NOT_FOUND)

    @app.post("/reservations/<hold_id>/payment")
    def start(hold_id: str) -> dict[str, Any]:
        return shown(payments.start(user(), hold_id))

    @app.post("/reservations/<hold_id>/payment/abandon")
    def abandon(hold_id: str) -> dict[str, Any]:
        return shown(payments.abandon(user(), hold_id))

    @app.post("/reservations/<hold_id>/confirm")
    def confirm(hold_id: str) -> dict[str, Any]:
        person, body = user(), body_of(app, ConfirmBody)
        return shown(payments.confirm(person, hold_id, Payment(body.payment_key, body.amount)))

    @app.post("/reservations/<hold_id>/extend")
    def extend(hold_id: str) -> dict[str, Any]:
        person, body = user(), body_of(app, ExtendBody)
        return shown(booking.extend(person, hold_id, body.request_id or uuid.uuid4().hex))

    @app.post("/reservations/<hold_id>/release")
    def release(hold_id: str) -> dict[str, Any]:
        return shown(booking.release(user(), hold_id))

    @app.get("/reservations/<hold_id>/cancellation")
    def cancellation(hold_id: str) -> dict[str, Any]:
        return views.quote_view(accepted(payments.quote(user(), hold_id)))

    @app.post("/reservations/<hold_id>/cancel")
    def cancel(hold_id: str) -> dict[str, Any]:
        person, body = user(), body_of(app, CancelBody)
        return shown(payments.cancel(person, hold_id, body.refund))
