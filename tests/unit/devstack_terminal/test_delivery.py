"""Broken connections, refused tokens and servers that say nothing helpful."""

import socket

import pytest

from devstack.terminal.client import ChatClient, new_http
from devstack.terminal.errors import ChatError
from tests.unit.devstack_terminal.conftest import Chat
from tests.unit.devstack_terminal.samples import hold
from tests.unit.devstack_terminal.scripted_server import (
    CUT,
    Frame,
    ScriptedServer,
    action,
    done,
    events,
    refuses,
    start,
    text,
)

HELD = action("HOLD_CREATED", hold())
BUSY = refuses(409, {"error": {"code": "TURN_IN_PROGRESS", "message": "답하고 있습니다."}, "turnId": "t1"})


@pytest.mark.parametrize("lost", [(CUT,), ()], ids=["reset", "no done"])
def test_broken_answer_goes_on_without_repeating(server: ScriptedServer, chat: Chat, lost: tuple[Frame, ...]) -> None:
    whole = events(start(), HELD, text("첫째 말. 둘째 말."), action("PROPOSAL", {"seats": []}, "a2"), done())
    server.answers = [events(start(), HELD, text("첫째 "), text("말."), *lost), whole]
    out = chat("안녕")
    assert server.messages[0] == server.messages[1]
    assert out.count("첫째 말.") == 1
    assert out.count("둘째 말.") == 1
    assert out.count("좌석을 선점했습니다") == 1
    assert out.count("좌석 제안") == 1


def test_waits_while_the_first_run_still_goes_on(server: ScriptedServer, chat: Chat) -> None:
    server.answers = [events(start(), text("첫째"), CUT), BUSY, BUSY, events(start(), text("첫째 둘째"), done())]
    assert "둘째" in chat("안녕")
    assert len({sent["clientMessageId"] for sent in server.messages}) == 1


def test_text_that_was_voided_meanwhile_is_taken_back(server: ScriptedServer, chat: Chat) -> None:
    replay = events(start(), text("찾아볼게요"), ("reset", {"reason": "preamble"}), text("찾았습니다"), done())
    server.answers = [events(start(), text("찾아볼게요"), CUT), replay]
    out = chat("안녕")
    assert out.index("찾아볼게요") < out.index("위 답변은 거두고") < out.index("찾았습니다")


def test_second_break_is_told(server: ScriptedServer, chat: Chat) -> None:
    server.answers = [events(start(), CUT), events(start(), CUT)]
    assert "! 답변을 받는 중에 연결이 끊겼습니다." in chat("안녕")
    assert len(server.messages) == 2


def test_refused_token_is_replaced_once(server: ScriptedServer, chat: Chat) -> None:
    server.answers = [refuses(401, {}), events(start(), text("네."), done())]
    assert "AI ▸ 네." in chat("안녕")
    assert server.authorizations == ["Bearer token-1", "Bearer token-2"]
    assert server.users == ["alice", "alice"]


def test_token_that_stays_refused_is_told(server: ScriptedServer, chat: Chat) -> None:
    body = {"error": {"code": "UNAUTHENTICATED", "message": "다시 로그인해 주세요."}}
    server.answers = [refuses(401, body), refuses(401, body)]
    assert "! 다시 로그인해 주세요." in chat("안녕")
    assert len(server.authorizations) == 2


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (
            409,
            {"error": {"code": "TURN_IN_PROGRESS", "message": "답하는 중입니다."}},
            "! 답하는 중입니다.\n  잠시 뒤 다시 보내거나, /stop",
        ),
        (503, {"error": {"code": "REGION_STANDBY", "message": "대기 중입니다."}}, "! 대기 중입니다."),
        (503, {}, "! 지금은 서비스를 이용할 수 없습니다."),
        (502, "<html>", "! 서버가 요청을 처리하지 못했습니다 (HTTP 502)."),
        (429, {"error": "odd"}, "! 요청이 많습니다."),
        (200, {"not": "a stream"}, "! 서버의 답을 읽을 수 없습니다."),
    ],
)
def test_refusal_is_told_in_korean(
    server: ScriptedServer, chat: Chat, status: int, body: object, expected: str
) -> None:
    server.answers = [refuses(status, body)]
    assert expected in chat("안녕")


def test_nothing_on_the_port_names_the_remedy() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with new_http() as http, pytest.raises(ChatError) as failure:
        ChatClient(http, f"http://127.0.0.1:{port}", "alice")
    assert "make run" in failure.value.remedy
