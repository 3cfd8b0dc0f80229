"""The look from outside: a system that is well passes, and each way of being unwell is named."""

import json
from collections.abc import Callable

import httpx
import pytest

from operations.smoke import run

Respond = Callable[[httpx.Request], httpx.Response]

CONFIG = {
    "activeRegion": "ap-northeast-2",
    "regions": {
        "ap-northeast-2": {"chatUrl": "https://chat", "reservationsUrl": "https://web"},
        "ap-northeast-1": {"chatUrl": "https://elsewhere", "reservationsUrl": "https://elsewhere"},
    },
    "identity": {"issuer": "https://login"},
}
EVENTS = [("start", {}), ("text", {"delta": "안녕하세요!"}), ("done", {})]


def stream(events: list[tuple[str, dict[str, str]]]) -> httpx.Response:
    text = "".join(f"event: {name}\ndata: {json.dumps(data)}\n\n" for name, data in events)
    return httpx.Response(200, headers={"content-type": "text/event-stream; charset=utf-8"}, text=text)


def refusal(status: int, code: str) -> httpx.Response:
    return httpx.Response(status, json={"error": {"code": code, "message": ""}})


def healthy(request: httpx.Request) -> httpx.Response:
    """A system that does everything right."""
    known = {
        "https://page/config.json": httpx.Response(200, json=CONFIG),
        "https://chat/health": httpx.Response(200, json={"status": "ok"}),
        "https://web/performances": httpx.Response(200, json={"performances": [{}]}),
    }
    if str(request.url) in known:
        return known[str(request.url)]
    if "authorization" not in request.headers:
        return refusal(401, "UNAUTHENTICATED") if request.url.path != "/config.json" else httpx.Response(404)
    return stream(EVENTS)


def passes(respond: Respond, token: str | None = "token", url: str = "https://page/") -> bool:
    with httpx.Client(transport=httpx.MockTransport(respond)) as client:
        return run(client, url, token)


def instead(path: str, answer: httpx.Response) -> Respond:
    """The healthy system with another answer at one path, for those who are signed in where it takes a token."""

    def respond(request: httpx.Request) -> httpx.Response:
        differs = request.url.path == path and ("authorization" in request.headers or path != "/chat")
        return answer if differs else healthy(request)

    return respond


def test_a_system_that_is_well_passes_every_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert passes(healthy)
    assert capsys.readouterr().out.count("  ok  ") == 5


def test_without_a_token_the_chat_is_not_spoken_to(capsys: pytest.CaptureFixture[str]) -> None:
    assert passes(healthy, token=None)
    assert "the chat was not spoken to" in capsys.readouterr().out


def test_the_chats_own_address_is_enough(capsys: pytest.CaptureFixture[str]) -> None:
    assert passes(healthy, url="https://chat")
    assert capsys.readouterr().out.count("  ok  ") == 3


def test_a_region_that_stands_by_is_as_it_should_be(capsys: pytest.CaptureFixture[str]) -> None:
    assert passes(instead("/chat", refusal(503, "REGION_STANDBY")))
    assert "stands by" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("path", "answer", "said"),
    [
        ("/health", httpx.Response(502), "chat is healthy: status 502"),
        ("/performances", httpx.Response(200, json={"performances": []}), "load the catalogue"),
        ("/performances", httpx.Response(200, text="<html>"), "catalogue is loaded"),
        ("/reservations", httpx.Response(200, json={"reservations": []}), "reservations refuse strangers: status 200"),
        ("/chat", refusal(503, "MODEL_UNAVAILABLE"), "MODEL_UNAVAILABLE in the place of REGION_STANDBY"),
        ("/chat", refusal(401, "UNAUTHENTICATED"), "chat answers: status 401"),
        ("/chat", stream([("start", {}), ("error", {"code": "TURN_DEADLINE"}), ("done", {})]), "TURN_DEADLINE"),
        ("/chat", stream(EVENTS[:2]), "events were start, text"),
        ("/chat", stream([EVENTS[0], EVENTS[2]]), "events were start, done"),
        ("/chat", stream([]), "events were none"),
    ],
)  # fmt: skip
def test_what_is_unwell_is_named(
    path: str, answer: httpx.Response, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not passes(instead(path, answer))
    failed = [line for line in capsys.readouterr().out.splitlines() if line.startswith("FAIL")]
    assert len(failed) == 1
    assert said in failed[0]


def test_a_chat_that_answers_strangers_fails(capsys: pytest.CaptureFixture[str]) -> None:
    def open_door(request: httpx.Request) -> httpx.Response:
        return stream(EVENTS) if request.url.path == "/chat" else healthy(request)

    assert not passes(open_door)
    assert "FAIL  chat refuses strangers: status 200" in capsys.readouterr().out
