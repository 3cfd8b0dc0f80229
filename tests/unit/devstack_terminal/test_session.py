"""Whole sittings against a scripted server, judged by what is printed and what is sent."""

from collections.abc import Callable

import pytest

from tests.unit.devstack_terminal.conftest import Chat, Typist
from tests.unit.devstack_terminal.samples import CHOICES, hold, proposal, seat
from tests.unit.devstack_terminal.scripted_server import (
    INTERRUPT,
    WAIT_FOR_STOP,
    Frame,
    ScriptedServer,
    action,
    done,
    events,
    refuses,
    start,
    text,
)

Sit = Callable[[Typist], str]


def test_first_line_says_that_an_ai_answers(chat: Chat) -> None:
    first, second, *examples = chat().splitlines()
    assert "인공지능(AI)이 답" in first
    assert "한국 밖" in second
    assert "카드 번호" in second
    assert sum(line.startswith("예)") for line in examples) == 2


def test_answer_is_streamed_text_and_the_conversation_goes_on(server: ScriptedServer, chat: Chat) -> None:
    server.answers = [events(start(), text("두 편이 "), text("있습니다."), done()), events(start("t2"), done())]
    assert "\n\nAI ▸ 두 편이 있습니다.\n" in chat("뭐 있어?", "첫째")
    assert [sent.get("conversationId") for sent in server.messages] == [None, "c1"]
    assert server.messages[0]["clientMessageId"] != server.messages[1]["clientMessageId"]


@pytest.mark.parametrize("reason", ["preamble", "corrected", "interrupted"])
def test_reset_voids_the_text(server: ScriptedServer, chat: Chat, reason: str) -> None:
    server.answers = [events(start(), text("찾아볼게요."), ("reset", {"reason": reason}), text("찾았습니다."), done())]
    out = chat("뭐 있어?")
    assert "AI ▸ 찾았습니다." in out
    assert "AI ▸ 찾아볼게요" not in out
    assert ("  · 찾아볼게요 …" in out) == (reason == "preamble")


def test_text_that_cannot_be_taken_back_is_marked(server: ScriptedServer, chat: Chat) -> None:
    card = action("PROPOSAL", proposal(seat(15)))
    server.answers = [
        events(start(), text("틀린 말"), card, ("reset", {"reason": "corrected"}), text("고친 말"), done())
    ]
    out = chat("두 장")
    assert out.index("틀린 말") < out.index("위 답변은 거두고") < out.index("AI ▸ 고친 말")


def test_tool_is_a_progress_line_with_its_label(server: ScriptedServer, chat: Chat) -> None:
    label = {"name": "get_performances", "label": "공연을 찾는 중"}
    server.answers = [
        events(start(), ("tool", label | {"status": "started"}), ("tool", label | {"status": "failed"}), done())
    ]
    assert "  · 공연을 찾는 중 …\n  ✗ 공연을 찾는 중 (실패)\n" in chat("뭐 있어?")


@pytest.mark.parametrize("typed", ["1", "1번", "１"])
def test_number_sends_the_button_with_its_consent(server: ScriptedServer, chat: Chat, typed: str) -> None:
    server.answers = [events(start(), action("CHOICES", CHOICES), done()), events(start("t2"), done())]
    assert "[1] 네, 이 자리로" in chat("두 장", typed)
    assert server.messages[1]["message"] == "네"
    assert server.messages[1]["confirm"] == "p1"


def test_button_without_consent_sends_none(server: ScriptedServer, chat: Chat) -> None:
    server.answers = [events(start(), action("CHOICES", CHOICES), done()), events(start("t2"), done())]
    chat("두 장", "2")
    assert server.messages[1]["message"] == "다른 자리 보여 주세요"
    assert "confirm" not in server.messages[1]


def test_number_is_a_message_where_there_is_no_such_button(server: ScriptedServer, chat: Chat) -> None:
    buttons = events(start(), action("CHOICES", CHOICES), done())
    server.answers = [buttons, events(start("t2"), done()), events(start("t3"), done())]
    chat("두 장", "3", "1")
    assert [sent["message"] for sent in server.messages] == ["두 장", "3", "1"]


def test_buttons_stay_when_the_message_was_refused(server: ScriptedServer, chat: Chat) -> None:
    refusal = refuses(429, {"error": {"code": "TOO_MANY_TURNS", "message": "요청이 많습니다."}}, {"Retry-After": "7"})
    server.answers = [events(start(), action("CHOICES", CHOICES), done()), refusal, events(start("t2"), done())]
    assert "! 요청이 많습니다.\n  7초 뒤에" in chat("두 장", "1", "1")
    assert server.messages[2]["confirm"] == "p1"


def test_hold_is_in_the_prompt_until_it_ends(server: ScriptedServer, sit: Sit) -> None:
    held, gone = action("HOLD_CREATED", hold()), action("HOLD_RELEASED", {"holdId": "h1"}, "a2")
    server.answers = [events(start(), held, done()), events(start(), gone, done())]
    typist = Typist(["네", "취소"])
    out = sit(typist)
    assert typist.statuses == ["", "[선점 9:41] ", ""]
    assert f"{server.url}/pay/h1" in out
    assert "선점 해제" in out


def test_link_of_an_answer_is_its_label_with_the_address_once(server: ScriptedServer, chat: Chat) -> None:
    link = "[결제하러 가기](/pay/h1)"
    server.answers = [
        events(start(), action("HOLD_CREATED", hold()), text(f"**선점**했어요. {link}"), done()),
        events(start("t2"), text("아직 [결제하러"), text(f" 가기](/pay/h1), {link}"), done()),
    ]
    out = chat("네", "얼마나 남았어?")
    assert "AI ▸ 선점했어요. 결제하러 가기\n" in out, "the card has the address"
    assert f"AI ▸ 아직 결제하러 가기 <{server.url}/pay/h1>, 결제하러 가기\n" in out


def test_recovery_notice_shows_its_message_and_hold(server: ScriptedServer, sit: Sit) -> None:
    notice = hold(message="장애 동안 좌석을 지켜 드렸습니다.")
    server.answers = [events(start(), action("DR_NOTICE", notice), done())]
    typist = Typist(["안녕"])
    out = sit(typist)
    assert out.index("중요 안내") < out.index("좌석을 지켜 드렸습니다") < out.index("가상의 뮤지컬")
    assert typist.statuses == ["", "[선점 9:41] "]


def test_reservations_are_a_table_with_links_to_pay(server: ScriptedServer, chat: Chat) -> None:
    mine = {
        "reservations": [{"holdId": "h1", "stateText": "선점 중", "totalText": "304,000원", "paymentUrl": "/pay/h1"}]
    }
    server.answers = [events(start(), action("MY_RESERVATIONS", mine), done())]
    out = chat("내 예약")
    assert out.index("선점 중") < out.index(f"{server.url}/pay/h1")


def test_expired_hold_is_told_once(server: ScriptedServer, sit: Sit) -> None:
    server.answers = [events(start(), action("HOLD_CREATED", hold(expiresAt="2026-11-23T06:50:00Z")), done())]
    typist = Typist(["네", "/help"])
    assert sit(typist).count("선점 시간이 끝났습니다: 가상의 뮤지컬") == 1
    assert typist.statuses == ["", "", ""]


@pytest.mark.parametrize(
    "frame",
    [("novelty", {"x": 1}), action("CONFETTI", {"x": 1}), action("PROPOSAL", {"seats": "?"}), ("text", {"delta": 3})],
)
def test_what_is_unknown_or_unreadable_is_left_out(server: ScriptedServer, chat: Chat, frame: Frame) -> None:
    server.answers = [events(start(), frame, text("네."), done())]
    assert "\n\nAI ▸ 네.\n" in chat("안녕")


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (
            {"message": "잠시 바쁩니다.", "retryable": True, "retryAfterSeconds": 5},
            "! 잠시 바쁩니다.\n  5초 뒤에 같은 말을",
        ),
        ({"message": "", "retryable": False}, "! 답변을 만들지 못했습니다.\n  같은 말을 다시 보내도 되지 않습니다."),
    ],
)
def test_error_says_whether_to_try_again(
    server: ScriptedServer, chat: Chat, error: dict[str, object], expected: str
) -> None:
    server.answers = [events(start(), ("error", {"code": "MODEL_UNAVAILABLE"} | error), done())]
    assert expected in chat("안녕")


def test_first_interrupt_stops_the_turn_and_shows_its_end(server: ScriptedServer, chat: Chat) -> None:
    server.answers = [events(start(), text("길게"), INTERRUPT, WAIT_FOR_STOP, done(stopReason="stopped"))]
    out = chat("안녕")
    assert server.stops == [{"turnId": "t1", "conversationId": "c1"}]
    assert "AI ▸ 길게\n  답변을 멈추었습니다." in out


def test_second_interrupt_quits(server: ScriptedServer, chat: Chat) -> None:
    server.answers = [events(start(), INTERRUPT, WAIT_FOR_STOP, INTERRUPT, done())]
    with pytest.raises(KeyboardInterrupt):
        chat("안녕")


def test_interrupt_at_the_prompt_quits_only_when_repeated(sit: Sit) -> None:
    assert "한 번 더 Ctrl-C" in sit(Typist([KeyboardInterrupt, "/help", KeyboardInterrupt], interactive=True))
    with pytest.raises(KeyboardInterrupt):
        sit(Typist([KeyboardInterrupt, KeyboardInterrupt], interactive=True))


def test_goes_on_where_the_person_left_off(server: ScriptedServer, sit: Sit) -> None:
    answer = {"turnId": "t0", "role": "assistant", "text": "이 자리로 할까요?"}
    answer["actions"] = [{"actionId": "a0", "type": "CHOICES", "data": CHOICES}]  # type: ignore[assignment]
    turns = [{"turnId": "t0", "role": "user", "text": "두 장"}, answer]
    server.conversation = {"conversationId": "c0", "turns": turns, "step": "STEP_5_SEATS", "holds": [hold()]}
    server.answers = [events(start(), done()), events(start(), done())]
    typist = Typist(["1", "/new", "안녕"], interactive=True)
    out = sit(typist)
    assert "나 ▸ 두 장\nAI ▸ 이 자리로 할까요?" in out
    assert typist.statuses[0] == "[선점 9:41] "
    assert server.messages[0].items() >= {"conversationId": "c0", "confirm": "p1"}.items()
    assert "conversationId" not in server.messages[1]


def test_stored_buttons_that_cannot_be_read_are_left_out(server: ScriptedServer, sit: Sit) -> None:
    broken = {"type": "CHOICES", "data": {"items": 1}}
    turns = [{"role": "assistant", "text": "할까요?", "actions": [broken]}]
    server.conversation = {"conversationId": "c0", "turns": turns}
    assert "AI ▸ 할까요?" in sit(Typist([], interactive=True))


def test_holds_are_read_again(server: ScriptedServer, chat: Chat) -> None:
    server.answers = [events(start(), done())]
    server.conversation = {"turns": [], "step": "STEP_7_HOLDING", "holds": [hold(performanceTitle="웹에서 잡은 공연")]}
    assert "웹에서 잡은 공연" in chat("안녕", "/holds")


def test_stop_command_ends_a_turn_that_still_runs(server: ScriptedServer, chat: Chat) -> None:
    server.answers = [events(start(), done())]
    server.conversation = {"turns": [], "runningTurnId": "t9", "holds": []}
    assert "답변을 멈추도록 했습니다" in chat("안녕", "/stop")
    assert server.stops == [{"turnId": "t9", "conversationId": "c1"}]


def test_quit_leaves_the_rest_unsent(server: ScriptedServer, chat: Chat) -> None:
    chat("/nonsense", "/quit", "안녕")
    assert server.messages == []


def test_server_text_cannot_steer_the_terminal(server: ScriptedServer, chat: Chat) -> None:
    server.answers = [
        events(start(), text("빨강\x1b[31m\r"), action("HOLD_CREATED", hold(performanceTitle="\x1b[2J")), done())
    ]
    assert "\x1b" not in chat("안녕")
