"""The control API: order faults, count the money. It is no part of the provider."""

import json
from collections.abc import Mapping
from dataclasses import asdict

from devstack.provider import errors
from devstack.provider.faults import FaultBook, parse_fault
from devstack.provider.payments import Account
from devstack.threaded import Answer, Call


def control(call: Call, book: FaultBook, ledger: Mapping[str, Account]) -> Answer:
    """GET, POST and DELETE of /control/faults; GET of /control/ledger. Raises ProviderError for any other call."""
    match call.method, call.path:
        case "GET", "/control/ledger":
            return Answer(200, {order: asdict(account) for order, account in ledger.items()})
        case "GET", "/control/faults":
            return Answer(200, {"faults": [asdict(fault) for fault in book.waiting]})
        case "DELETE", "/control/faults":
            book.clear()
            return Answer(204)
        case "POST", "/control/faults":
            return _order(call.body, book)
    raise errors.no_route()


def _order(body: bytes, book: FaultBook) -> Answer:
    try:
        fault = parse_fault(json.loads(body))
    except ValueError as error:
        return Answer(400, {"error": str(error)})
    book.add(fault)
    return Answer(201, asdict(fault))
