"""The web's function: parses a request, calls one operation, renders. Behind a buffered function URL."""

from collections.abc import Callable
from functools import cache
from typing import Any

from aws_lambda_powertools.event_handler import LambdaFunctionUrlResolver
from aws_lambda_powertools.utilities.typing import LambdaContext

from lambdas.reservations.catalog_routes import add_catalog_routes
from lambdas.reservations.reservation_routes import ReservationRoutes
from lambdas.reservations.services import build_payments
from lambdas.reservations.settings import ReservationsSettings
from lambdas.reservations.web import add_error_handlers, refuse_long_paths
from megaticket.booking.payments import Payments
from megaticket.identity import TokenVerifier

Resolve = Callable[[dict[str, Any], LambdaContext], dict[str, Any]]


def make_handler(payments: Payments, verifier: TokenVerifier) -> Resolve:
    """The function over given operations."""
    app = LambdaFunctionUrlResolver()
    add_error_handlers(app)
    app.use(middlewares=[refuse_long_paths])
    add_catalog_routes(app, payments.booking)
    ReservationRoutes(app, payments, verifier).add()
    app.get("/health")(lambda: {"status": "ok"})
    resolve: Resolve = app.resolve
    return resolve


@cache
def _composed() -> Resolve:
    settings = ReservationsSettings()
    verifier = TokenVerifier(settings.oidc_issuers, settings.oidc_audience)
    return make_handler(build_payments(settings), verifier)


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Lambda's entry. The composition root runs at the first event of a process and is kept."""
    return _composed()(event, context)
