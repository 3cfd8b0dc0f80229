"""Every operation with what comes before it, over a real client and real sockets."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import boto3
import urllib3
from botocore.config import Config

from lambdas.reservations.provider import HttpPaymentProvider
from megaticket.booking.models import Hold
from megaticket.booking.payments import Payments
from megaticket.errors import Refusal
from tests.booking_model.fault_proxy import DynamoProxy, ProviderProxy, Spoiler
from tests.booking_model.http_server import serving
from tests.booking_model.theatre import SEOUL, Theatre, accepted

Subject = Hold | None


class Stage:
    """One client for all stories; every story has a table and a provider of its own."""

    def __init__(self, client: Any, provider: HttpPaymentProvider, spoiler: Spoiler) -> None:
        self._client = client
        self._provider = provider
        self.spoiler = spoiler
        self.theatre = Theatre()

    def begin(self) -> Theatre:
        """A fresh theatre; its operations go over HTTP once `connect` is called."""
        self.theatre = Theatre()
        self.spoiler.reset()
        return self.theatre

    def connected(self) -> Theatre:
        """The same table and clock behind the proxies. Retries do not wait."""
        theatre = self.theatre
        over_http = Theatre(client=self._client)
        over_http.table, over_http.time, over_http.provider = theatre.table, theatre.time, theatre.provider
        booking = over_http.booking
        object.__setattr__(booking, "clock", theatre.time.now)
        object.__setattr__(over_http, "payments", Payments(booking, self._provider))
        return over_http


@contextmanager
def staged(patience: float) -> Iterator[Stage]:
    """Servers, and clients that wait so many seconds for an answer."""
    spoiler = Spoiler(delay=2 * patience)
    with ExitStack() as stack:
        stage: list[Stage] = []
        database = stack.enter_context(serving(DynamoProxy(lambda: stage[0].theatre.table, spoiler)))
        bank = stack.enter_context(serving(ProviderProxy(lambda: stage[0].theatre.provider, spoiler)))
        retries: Any = {"mode": "standard", "total_max_attempts": 1}
        config = Config(connect_timeout=5, read_timeout=patience, retries=retries)
        # A session of its own: moto, in other tests, must be imported before the one that all share.
        client = boto3.session.Session().client("dynamodb", region_name=SEOUL, endpoint_url=database, config=config)
        stack.callback(client.close)
        pool = stack.enter_context(urllib3.PoolManager(retries=False, timeout=patience))
        stage.append(Stage(client, HttpPaymentProvider(bank, lambda: "secret", pool), spoiler))
        yield stage[0]


@dataclass(frozen=True)
class Scene:
    """An operation: what there is before, what is asked, and what there is when nothing goes wrong."""

    before: Callable[[Theatre], Subject]
    act: Callable[[Theatre, Subject], Hold | Refusal | None]
    after: str


def _bought(theatre: Theatre) -> Hold:
    return accepted(theatre.confirm(theatre.paying("alice", "1-2", "1-3")))


def _declining(theatre: Theatre) -> Hold:
    hold = theatre.paying("alice", "1-2", "1-3")
    theatre.provider.mood = "decline"
    return hold


def _unanswered(theatre: Theatre) -> Hold:
    hold = theatre.paying("alice", "1-2", "1-3")
    theatre.provider.mood = "unanswered"
    theatre.confirm(hold)
    return hold


def _contested(theatre: Theatre) -> Hold:
    hold = _unanswered(theatre)
    theatre.time.pass_by(3600)
    theatre.held("bob", "1-2")
    return hold


def _unheard(theatre: Theatre) -> Hold:
    hold = theatre.paying("alice", "1-2", "1-3")
    theatre.provider.mood = "unheard"
    theatre.confirm(hold)
    return hold


def _cancelled(theatre: Theatre) -> Hold:
    hold = _bought(theatre)
    return accepted(theatre.payments.cancel("alice", hold.hold_id, hold.total_price))


def _of(act: Callable[[Theatre, Hold], Hold | Refusal | None]) -> Callable[[Theatre, Subject], Hold | Refusal | None]:
    def acted(theatre: Theatre, hold: Subject) -> Hold | Refusal | None:
        assert hold
        return act(theatre, hold)

    return acted


def _held(theatre: Theatre) -> Hold:
    return theatre.held("alice", "1-2", "1-3")


def _paying(theatre: Theatre) -> Hold:
    return theatre.paying("alice", "1-2", "1-3")


def _settle(theatre: Theatre, _: Subject) -> None:
    theatre.settle()


SCENES = {
    "hold": Scene(lambda _: None, lambda theatre, _: theatre.hold("alice", "1-2", "1-3"), "HOLDING"),
    "replace": Scene(_held, _of(lambda theatre, hold: theatre.replace(hold, "1-3", "2-2")), "HOLDING"),
    "extend": Scene(_held, _of(lambda theatre, hold: theatre.booking.extend("alice", hold.hold_id, "e")), "HOLDING"),
    "release": Scene(_held, _of(lambda theatre, hold: theatre.booking.release("alice", hold.hold_id)), "RELEASED"),
    "start": Scene(_held, _of(lambda theatre, hold: theatre.payments.start("alice", hold.hold_id)), "PAYING"),
    "abandon": Scene(_paying, _of(lambda theatre, hold: theatre.payments.abandon("alice", hold.hold_id)), "HOLDING"),
    "confirm": Scene(_paying, _of(lambda theatre, hold: theatre.confirm(hold)), "CONFIRMED"),
    "decline": Scene(_declining, _of(lambda theatre, hold: theatre.confirm(hold)), "PAYING"),
    "seats gone": Scene(_contested, _of(lambda theatre, hold: theatre.confirm(hold)), "CANCELLED"),
    "settle charged": Scene(_unanswered, _settle, "CONFIRMED"),
    "settle uncharged": Scene(_unheard, _settle, "CONFIRMED"),
    "settle contested": Scene(_contested, _settle, "CANCELLED"),
    "settle refund": Scene(_cancelled, _settle, "CANCELLED"),
    "cancel": Scene(
        _bought, _of(lambda theatre, hold: theatre.payments.cancel("alice", hold.hold_id, 304_000)), "CANCELLED"
    ),
}
