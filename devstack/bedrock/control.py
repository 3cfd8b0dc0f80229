"""The control API: order faults, read what was asked. It is no part of Bedrock."""

from dataclasses import asdict
from json import JSONDecodeError

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from devstack.bedrock.faults import FaultBook, parse_fault
from devstack.bedrock.journal import Journal


def control_routes(book: FaultBook, journal: Journal) -> list[Route]:
    """GET, POST and DELETE of /control/faults; GET and DELETE of /control/requests."""

    async def order(request: Request) -> Response:
        try:
            fault = parse_fault(await request.json())
        except (ValueError, TypeError, AttributeError, JSONDecodeError) as error:
            return JSONResponse({"error": str(error)}, 400)
        return JSONResponse(asdict(book.add(fault)), 201)

    async def faults(_: Request) -> Response:
        return JSONResponse({"faults": [asdict(fault) for fault in book.waiting]})

    async def clear_faults(_: Request) -> Response:
        book.clear()
        return Response(status_code=204)

    async def requests(_: Request) -> Response:
        return JSONResponse({"requests": journal.as_json()})

    async def clear_requests(_: Request) -> Response:
        journal.exchanges.clear()
        return Response(status_code=204)

    return [
        Route("/control/faults", order, methods=["POST"]),
        Route("/control/faults", faults),
        Route("/control/faults", clear_faults, methods=["DELETE"]),
        Route("/control/requests", requests),
        Route("/control/requests", clear_requests, methods=["DELETE"]),
    ]
