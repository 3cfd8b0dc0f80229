"""The reservations function over tables in memory: function URL events in, responses out, a provider that is played."""

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from aws_lambda_powertools.utilities.typing import LambdaContext
from botocore.exceptions import ClientError

from lambdas.reservations.handler import make_handler
from lambdas.reservations.settle import make_handler as make_settle_handler
from megaticket.booking.models import Hold
from megaticket.booking.payments import Payments
from megaticket.booking.provider import PaymentProvider
from megaticket.booking.quotes import Quote, quote_seats
from megaticket.booking.service import Booking
from megaticket.booking.settlement import Settlement
from megaticket.booking.store import BookingStore
from megaticket.booking.transitions import HoldRequest
from megaticket.catalog.store import CatalogStore, CatalogTables
from megaticket.clock import epoch
from megaticket.dynamo import from_item
from megaticket.identity import IssuerKeys, TokenVerifier
from megaticket.regions import RegionControl
from tests.booking_model.fake_provider import FakeProvider
from tests.integration.chat.theatre import NOW
from tests.unit.chat.tokens import AUDIENCE, ISSUER, Issuer, token

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

Json = dict[str, Any]
REGION = "ap-northeast-2"
MAX_KEY_BYTES = 2048


class Database:
    """The client of the function: notes writes, can fail, bounds keys as the real service does, and its index may lag."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table
        self._indexed: list[Json] | None = None
        self.writes = 0
        self.fault: Exception | None = None

    def stop_index(self) -> None:
        """From now on the index shows the holds as they are at this moment."""
        items = self._client.scan(TableName=self._table)["Items"]
        self._indexed = [item for item in items if item["sk"]["S"] == "HOLD"]

    def get_item(self, **request: Any) -> Any:
        """As the service."""
        if self.fault:
            raise self.fault
        if any(len(part["S"].encode()) > MAX_KEY_BYTES for part in request["Key"].values()):
            raise ClientError({"Error": {"Code": "ValidationException", "Message": "the key is too long"}}, "GetItem")
        return self._client.get_item(**request)

    def transact_write_items(self, **request: Any) -> Any:
        """As the service."""
        self.writes += 1
        return self._client.transact_write_items(**request)

    def get_paginator(self, operation: Any) -> Any:
        """As the service."""
        return self if self._indexed is not None and operation == "query" else self._client.get_paginator(operation)

    def paginate(self, **request: Any) -> Iterable[Any]:
        """A query while the index stands still."""
        if "IndexName" not in request:
            return self._client.get_paginator("query").paginate(**request)
        user = request["ExpressionAttributeValues"][":user"]
        return [{"Items": [item for item in self._indexed or () if item["userId"] == user]}]

    def __getattr__(self, operation: str) -> Any:
        return getattr(self._client, operation)


@dataclass(frozen=True)
class Answer:
    """A response of the function."""

    status: int
    body: Json
    text: str


class BoxOffice:
    """The function, its settlement, and what can be moved and looked at around them."""

    def __init__(self, client: "DynamoDBClient", tables: dict[str, str]) -> None:
        self.database = Database(client, tables["reservations"])
        self.now = NOW
        self.control = RegionControl(REGION)
        self.provider = FakeProvider(self.pass_seconds)
        self.issuer = Issuer()
        self.private: set[str] = set()
        """What must not be found in a log line."""
        self._table = tables["reservations"]
        reader = cast("DynamoDBClient", self.database)
        catalog = CatalogStore(client, CatalogTables(*(tables[t] for t in ("performances", "venues", "schedules"))), 60)
        store = BookingStore(reader, self._table)
        self.booking = Booking(store, catalog, lambda: self.control, lambda: self.now)
        verifier = TokenVerifier([ISSUER], AUDIENCE, lambda name: IssuerKeys(name, self.issuer.fetch))
        self._handle = make_handler(Payments(self.booking, self.provider), verifier)

    def pass_seconds(self, seconds: float) -> None:
        """Time goes on."""
        self.now += timedelta(seconds=seconds)

    def settle(self) -> dict[str, int]:
        """The settlement's round of a minute."""
        return self.settle_with(self.provider)

    def settle_with(self, provider: PaymentProvider) -> dict[str, int]:
        """A round at another provider."""
        return make_settle_handler(Settlement(Payments(self.booking, provider)))()

    def ask(self, method: str, path: str, **request: Any) -> Answer:
        """One request; `request` is what `event` takes."""
        response = self._handle(event(method, path, **request), LambdaContext())
        text = response["body"]
        return Answer(response["statusCode"], json.loads(text), text)

    def hold(self, user: str, schedule_id: str, *seats: str, request: str = "request-1") -> str:
        """Holds seats as the chat would; the hold's id."""
        house = self.booking.house(schedule_id)
        assert house
        quote = quote_seats(house, seats, epoch(self.now))
        assert isinstance(quote, Quote), quote
        outcome = self.booking.hold(HoldRequest(user, schedule_id, seats, quote.total, request))
        assert isinstance(outcome, Hold), outcome
        return outcome.hold_id

    def stored(self, hold_id: str) -> Hold:
        """A hold as it is stored."""
        hold = self.booking.store.hold(hold_id)
        assert hold
        return hold

    def seats(self, hold_id: str) -> dict[str, str]:
        """The states of a hold's seat rows, by "row#number"."""
        rows = (row for row in self.rows() if str(row["sk"]).startswith("SEAT#") and row["holdId"] == hold_id)
        return {str(row["sk"]).removeprefix("SEAT#"): str(row["state"]) for row in rows}

    def rows(self) -> list[Json]:
        """The reservations table, in a fixed order."""
        found = map(from_item, self.database.scan(TableName=self._table)["Items"])
        return sorted(found, key=lambda row: (str(row["pk"]), str(row["sk"])))


@dataclass
class Visitor:
    """A signed-in person's page."""

    office: BoxOffice
    sub: str
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        bearer = token(sub=self.sub)
        self.office.private |= {bearer, self.sub}
        self.headers = {"authorization": f"Bearer {bearer}"}

    def get(self, path: str) -> Answer:
        """A read."""
        return self.office.ask("GET", path, headers=self.headers)

    def post(self, path: str, body: Any = None) -> Answer:
        """A change."""
        return self.office.ask("POST", path, headers=self.headers, body=None if body is None else json.dumps(body))

    def hold(self, schedule_id: str, *seats: str, request: str = "request-1") -> str:
        """Holds seats as the chat would; the hold's id."""
        return self.office.hold(self.sub, schedule_id, *seats, request=request)

    def pay(self, hold_id: str, key: str = "key-1", amount: int | None = None) -> Answer:
        """Starts the payment and brings the provider's key back, for the right amount unless another is given."""
        started = self.post(f"/reservations/{hold_id}/payment")
        assert started.status == 200, started.text
        return self.confirm(hold_id, key, started.body["totalPrice"] if amount is None else amount)

    def confirm(self, hold_id: str, key: str, amount: int) -> Answer:
        """Comes back from the provider's page."""
        self.office.private.add(key)
        return self.post(f"/reservations/{hold_id}/confirm", {"paymentKey": key, "amount": amount})


def event(
    method: str,
    path: str,
    *,
    headers: dict[str, str] | None = None,
    body: str | None = None,
    query: str = "",
    is_base64: bool = False,
) -> Json:
    """An event of a function URL, payload format 2.0."""
    pairs = [pair.split("=", 1) for pair in query.split("&") if pair]
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": query,
        "headers": {"host": "reservations.test", "content-type": "application/json", **(headers or {})},
        **({"queryStringParameters": dict(pairs)} if pairs else {}),
        "requestContext": {
            "accountId": "anonymous",
            "apiId": "reservations",
            "domainName": "reservations.test",
            "domainPrefix": "reservations",
            "http": {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1", "userAgent": "t"},
            "requestId": "request",
            "routeKey": "$default",
            "stage": "$default",
            "time": "23/Nov/2026:09:02:00 +0000",
            "timeEpoch": int(time.time() * 1000),
        },
        **({"body": body} if body is not None else {}),
        "isBase64Encoded": is_base64,
    }


def refused(answer: Answer, status: int, code: str) -> Json:
    """The error of an answer, which has the contract's form and a Korean sentence."""
    assert (answer.status, list(answer.body)) == (status, ["error"]), answer.text
    error: Json = answer.body["error"]
    assert error.keys() == {"code", "message"}
    assert error["code"] == code
    assert any("가" <= character <= "힣" for character in error["message"])
    assert "Traceback" not in answer.text
    return error
