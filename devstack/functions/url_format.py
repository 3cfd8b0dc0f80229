"""What a function URL hands to its function and takes back: payload format 2.0."""

import base64
import json
import time
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from devstack.functions.streaming import Stream

TEXTS = ("text/", "application/json", "application/xml", "application/javascript")
"""Types of bodies that come to the function as they are, where they are UTF-8; all others come in base64."""


class MalformedAnswerError(Exception):
    """The function answered something that is no HTTP response."""


def event_of(request: Request, body: bytes, request_id: str) -> bytes:
    """The function's event, as JSON."""
    headers = _joined((name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw)
    cookies = headers.pop("cookie", "")
    query = request.url.query
    path = request.scope["raw_path"].decode("ascii")
    event = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": query,
        **({"cookies": cookies.split("; ")} if cookies else {}),
        "headers": headers,
        **({"queryStringParameters": _joined(parse_qsl(query, keep_blank_values=True))} if query else {}),
        "requestContext": _context(request, headers, path, request_id),
        **_body_fields(body, headers.get("content-type", "")),
    }
    return json.dumps(event, ensure_ascii=False).encode()


def _context(request: Request, headers: dict[str, str], path: str, request_id: str) -> dict[str, Any]:
    now = time.time()
    domain = headers.get("host", "")
    return {
        "accountId": "anonymous",
        "apiId": "devstack",
        "domainName": domain,
        "domainPrefix": domain.split(".")[0],
        "http": {
            "method": request.method,
            "path": path,
            "protocol": f"HTTP/{request.scope['http_version']}",
            "sourceIp": request.client.host if request.client else "",
            "userAgent": headers.get("user-agent", ""),
        },
        "requestId": request_id,
        "routeKey": "$default",
        "stage": "$default",
        "time": datetime.fromtimestamp(now, UTC).strftime("%d/%b/%Y:%H:%M:%S +0000"),
        "timeEpoch": int(now * 1000),
    }


def _joined(pairs: Any) -> dict[str, str]:
    """Repeated names with their values joined by commas."""
    joined: dict[str, str] = {}
    for name, value in pairs:
        joined[name] = f"{joined[name]},{value}" if name in joined else value
    return joined


def _body_fields(body: bytes, content_type: str) -> dict[str, Any]:
    if not body:
        return {"isBase64Encoded": False}
    if content_type.lower().startswith(TEXTS):
        try:
            return {"body": body.decode(), "isBase64Encoded": False}
        except UnicodeDecodeError:
            pass
    return {"body": base64.b64encode(body).decode(), "isBase64Encoded": True}


def response_of(payload: bytes) -> Response:
    """The HTTP response of what a function gave back; without a statusCode it is 200 with that JSON.

    Raises MalformedAnswerError.
    """
    answer = json.loads(payload)
    if not isinstance(answer, dict) or "statusCode" not in answer:
        return Response(payload, media_type="application/json")
    try:
        return _response(answer)
    except (ValueError, TypeError, AttributeError) as error:
        raise MalformedAnswerError from error


async def response_of_stream(stream: Stream) -> Response:
    """The HTTP response whose body is still coming. Raises MalformedAnswerError."""
    try:
        answer = await stream.prelude()
        return _with_cookies(StreamingResponse(stream.chunks(), _status(answer), _headers(answer)), answer)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise MalformedAnswerError from error


def _response(answer: dict[str, Any]) -> Response:
    headers = {"content-type": "application/json", **_headers(answer)}
    return _with_cookies(Response(_content(answer), _status(answer), headers), answer)


def _status(answer: dict[str, Any]) -> int:
    status = int(answer["statusCode"])
    if status not in range(200, 600):
        raise ValueError("statusCode")
    return status


def _headers(answer: dict[str, Any]) -> dict[str, str]:
    return {name.lower(): _header(value) for name, value in (answer.get("headers") or {}).items()}


def _with_cookies(response: Response, answer: dict[str, Any]) -> Response:
    for cookie in answer.get("cookies") or ():
        response.headers.append("set-cookie", cookie)
    return response


def _content(answer: dict[str, Any]) -> bytes:
    body = answer.get("body") or ""
    if not isinstance(body, str):
        raise TypeError("body")
    return base64.b64decode(body, validate=True) if answer.get("isBase64Encoded") else body.encode()


def _header(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)
