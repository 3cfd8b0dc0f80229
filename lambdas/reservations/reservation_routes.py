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


class ReservationRoutes:
    """`/reservations`: every path needs a bearer token, and shows only its person's own."""

    def __init__(self, app: LambdaFunctionUrlResolver, payments: Payments, verifier: TokenVerifier) -> None:
        self._app = app
        self._payments = payments
        self._booking = payments.booking
        self._verifier = verifier

    def add(self) -> None:
        """Adds the paths to the app."""
        one = "/reservations/<hold_id>"
        self._app.get("/reservations")(self.listed)
        self._app.get(one)(self.reservation)
        self._app.post(f"{one}/payment")(self.start)
        self._app.post(f"{one}/payment/abandon")(self.abandon)
        self._app.post(f"{one}/confirm")(self.confirm)
        self._app.post(f"{one}/extend")(self.extend)
        self._app.post(f"{one}/release")(self.release)
        self._app.get(f"{one}/cancellation")(self.cancellation)
        self._app.post(f"{one}/cancel")(self.cancel)

    def listed(self) -> dict[str, Any]:
        """Every hold and reservation of the person, newest first."""
        holds = self._booking.holds_of(self._user())
        moment = self._booking.moment()
        return {"reservations": [views.reservation_view(hold, moment) for hold in holds]}

    def reservation(self, hold_id: str) -> dict[str, Any]:
        """One of them."""
        user_id = self._user()
        hold = self._booking.store.hold(hold_id)
        return self._shown(hold if hold and hold.user_id == user_id else NOT_FOUND)

    def start(self, hold_id: str) -> dict[str, Any]:
        """The person goes to pay."""
        return self._shown(self._payments.start(self._user(), hold_id))

    def abandon(self, hold_id: str) -> dict[str, Any]:
        """The person comes back without paying."""
        return self._shown(self._payments.abandon(self._user(), hold_id))

    def confirm(self, hold_id: str) -> dict[str, Any]:
        """The provider's page has brought the person back."""
        user_id, body = self._user(), body_of(self._app, ConfirmBody)
        return self._shown(self._payments.confirm(user_id, hold_id, Payment(body.payment_key, body.amount)))

    def extend(self, hold_id: str) -> dict[str, Any]:
        """Ten minutes more."""
        user_id, body = self._user(), body_of(self._app, ExtendBody)
        return self._shown(self._booking.extend(user_id, hold_id, body.request_id or uuid.uuid4().hex))

    def release(self, hold_id: str) -> dict[str, Any]:
        """The seats are given back."""
        return self._shown(self._booking.release(self._user(), hold_id))

    def cancellation(self, hold_id: str) -> dict[str, Any]:
        """What cancelling costs now."""
        return views.quote_view(accepted(self._payments.quote(self._user(), hold_id)))

    def cancel(self, hold_id: str) -> dict[str, Any]:
        """The reservation is given up for the refund that was quoted."""
        user_id, body = self._user(), body_of(self._app, CancelBody)
        return self._shown(self._payments.cancel(user_id, hold_id, body.refund))

    def _user(self) -> str:
        return user_of(self._app, self._verifier)

    def _shown(self, outcome: Hold | Refusal) -> dict[str, Any]:
        return views.reservation_view(accepted(outcome), self._booking.moment())
