"""A buffered function URL, as a browser and its function see it."""

import base64
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.integration.devstack.helpers import answers_http, eventually, serving

FRONT = {"Origin": "http://front.test"}


@pytest.fixture(scope="module")
def http() -> Iterator[httpx.Client]:
    with (
        serving("tests.integration.devstack.serve_functions", "reservations", answers_http) as url,
        httpx.Client(base_url=url, timeout=30, trust_env=False) as client,
    ):
        yield client


def answered(http: httpx.Client, answer: Any) -> httpx.Response:
    """The response to what the function gives back."""
    return http.post("/answer", json=answer)


def test_the_event_has_the_payload_format_of_function_urls(http: httpx.Client) -> None:
    before = int(time.time() * 1000)
    answer = http.get(
        "/reservations/a%20b?seat=1&seat=2&empty=",
        headers=[("Authorization", "Bearer x"), ("X-Many", "a"), ("X-Many", "b"), ("User-Agent", "tests")],
    )
    event = answer.json()
    context = event["requestContext"]
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert (event["version"], event["routeKey"], event["isBase64Encoded"]) == ("2.0", "$default", False)
    assert event["rawPath"] == "/reservations/a%20b"
    assert event["rawQueryString"] == "seat=1&seat=2&empty="
    assert event["queryStringParameters"] == {"seat": "1,2", "empty": ""}
    assert (event["headers"]["authorization"], event["headers"]["x-many"]) == ("Bearer x", "a,b")
    assert context["http"] == {
        "method": "GET",
        "path": "/reservations/a%20b",
        "protocol": "HTTP/1.1",
        "sourceIp": "127.0.0.1",
        "userAgent": "tests",
    }
    assert (context["stage"], context["requestId"]) == ("$default", answer.headers["x-amzn-requestid"])
    assert context["domainName"] == event["headers"]["host"]
    assert before <= context["timeEpoch"] <= time.time() * 1000
    moment = time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(context["timeEpoch"] / 1000))
    assert context["time"] == moment
    assert not {"body", "cookies"} & event.keys()


def test_the_root_without_a_query_is_an_event_too(http: httpx.Client) -> None:
    event = http.get("/").json()
    assert (event["rawPath"], event["rawQueryString"]) == ("/", "")
    assert "queryStringParameters" not in event


def test_cookies_come_as_a_list(http: httpx.Client) -> None:
    event = http.get("/", headers={"Cookie": "a=1; b=2"}).json()
    assert event["cookies"] == ["a=1", "b=2"]
    assert "cookie" not in event["headers"]


def test_a_text_comes_as_it_is(http: httpx.Client) -> None:
    event = http.post("/", json={"좌석": "1층"}).json()
    assert (event["body"], event["isBase64Encoded"]) == ('{"좌석":"1층"}', False)


@pytest.mark.parametrize("kind", ["image/png", "application/x-www-form-urlencoded", "application/json"])
def test_what_is_no_text_comes_in_base64(http: httpx.Client, kind: str) -> None:
    event = http.post("/", content=b"\xff\x00a=1", headers={"Content-Type": kind}).json()
    assert event["isBase64Encoded"] is True
    assert base64.b64decode(event["body"]) == b"\xff\x00a=1"


def test_a_response_is_rendered(http: httpx.Client) -> None:
    answer = answered(
        http,
        {
            "statusCode": 409,
            "headers": {"Content-Type": "text/plain; charset=utf-8", "X-Number": 3},
            "cookies": ["a=1; Secure", "b=2"],
            "body": "없어요",
        },
    )
    assert (answer.status_code, answer.text) == (409, "없어요")
    assert (answer.headers["content-type"], answer.headers["x-number"]) == ("text/plain; charset=utf-8", "3")
    assert answer.headers.get_list("set-cookie") == ["a=1; Secure", "b=2"]


def test_a_response_in_base64_is_decoded(http: httpx.Client) -> None:
    answer = answered(http, {"statusCode": 200, "body": "/wA=", "isBase64Encoded": True})
    assert (answer.content, answer.headers["content-type"]) == (b"\xff\x00", "application/json")


@pytest.mark.parametrize("value", [{"ok": True}, "text", [1]])
def test_a_value_without_a_status_is_the_body_of_a_200(http: httpx.Client, value: Any) -> None:
    answer = answered(http, value)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert answer.json() == value


@pytest.mark.parametrize(
    "answer",
    [
        {"statusCode": "many"},
        {"statusCode": 42},
        {"statusCode": 200, "body": {"an": "object"}},
        {"statusCode": 200, "headers": ["a"]},
        {"statusCode": 200, "body": "?", "isBase64Encoded": True},
    ],
)
def test_a_malformed_response_is_a_bad_gateway(http: httpx.Client, answer: Any) -> None:
    assert answered(http, answer).status_code == 502


def test_a_function_error_is_a_bad_gateway_and_says_nothing_of_it(http: httpx.Client) -> None:
    answer = http.get("/fail", headers=FRONT)
    assert (answer.status_code, answer.json()) == (502, {"message": "Internal Server Error"})
    assert answer.headers["access-control-allow-origin"] == "http://front.test"
    assert answer.headers["access-control-expose-headers"] == "retry-after"


def test_calls_over_the_limit_are_throttled(http: httpx.Client, tmp_path: Path) -> None:
    headers = {"Content-Type": "text/plain"}
    with ThreadPoolExecutor(3) as threads:
        running = [threads.submit(http.post, "/wait", content=str(tmp_path), headers=headers) for _ in range(3)]
        eventually(lambda: len(list(tmp_path.iterdir())) == 3)
        assert http.get("/").status_code == 429
        (tmp_path / "go").touch()
        assert [call.result().status_code for call in running] == [200] * 3


def test_a_preflight_of_the_front_is_answered_without_the_function(http: httpx.Client) -> None:
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"}
    answer = http.options("/fail", headers={**FRONT, **asked})
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "http://front.test"
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert {"authorization", "content-type"} <= set(answer.headers["access-control-allow-headers"].lower().split(", "))


def test_another_pages_origin_is_allowed_nothing(http: httpx.Client) -> None:
    stranger = {"Origin": "http://stranger.test", "Access-Control-Request-Method": "POST"}
    assert "access-control-allow-origin" not in http.options("/", headers=stranger).headers
    assert "access-control-allow-origin" not in http.get("/", headers=stranger).headers


def test_the_urls_origin_wins_over_what_the_function_says(http: httpx.Client) -> None:
    answer = http.post(
        "/answer", json={"statusCode": 200, "headers": {"Access-Control-Allow-Origin": "*"}}, headers=FRONT
    )
    assert answer.headers.get_list("access-control-allow-origin") == ["http://front.test"]
