"""A turn of any size is cut to what an item holds, and what matters of it stays."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lambdas.chat.conversation.fitting import MAX_TURN_BYTES, fitted
from lambdas.chat.conversation.history import closed, user_message
from lambdas.chat.conversation.records import Turn


def card(number: int, kind: str = "PROPOSAL", length: int = 0) -> dict[str, Any]:
    return {"actionId": f"A1-{number}", "type": kind, "data": {"seats": "가" * length}}


def turn(cards: list[dict[str, Any]], result_length: int = 0) -> Turn:
    result = {"toolResult": {"toolUseId": "t1", "content": [{"json": {"rows": "가" * result_length}}]}}
    use = {"toolUse": {"toolUseId": "t1", "name": "a", "input": {}}}
    events = [{"name": "start", "data": {}}, *({"name": "action", "data": one} for one in cards)]
    return Turn(
        number=1,
        status="completed",
        user_text="표 있어요?",
        text="있어요.",
        messages=(
            user_message("표 있어요?"),
            {"role": "assistant", "content": [use]},
            {"role": "user", "content": [result]},
            {"role": "assistant", "content": [{"text": "있어요."}]},
        ),
        actions=tuple(cards),
        events=(*events, {"name": "text", "data": {"delta": "있어요."}}, {"name": "done", "data": {}}),
    )


def size(of: Turn) -> int:
    return len(json.dumps(of.model_dump(mode="json", by_alias=True), ensure_ascii=False).encode())


def test_a_turn_that_fits_stays_as_it_is() -> None:
    whole = turn([card(1)], result_length=100_000)
    assert fitted(whole) is whole


def test_large_tool_results_go_first_and_the_words_stay() -> None:
    cards = [card(number, length=1_000) for number in range(10)]
    cut = fitted(turn(cards, result_length=150_000))
    assert (cut.actions, cut.events) == (tuple(cards), turn(cards).events)
    assert closed(cut) == [user_message("표 있어요?"), {"role": "assistant", "content": [{"text": "있어요."}]}]


def test_then_the_oldest_cards_go_but_never_a_holds() -> None:
    kinds = ["HOLD_CREATED", "PROPOSAL", "HOLD_RELEASED", *["SEAT_OPTIONS"] * 40, "CHOICES"]
    cards = [card(number, kind, length=3_000) for number, kind in enumerate(kinds)]
    cut = fitted(turn(cards))
    assert size(cut) <= MAX_TURN_BYTES
    kept = [action["type"] for action in cut.actions]
    assert kept[:2] == ["HOLD_CREATED", "HOLD_RELEASED"]
    assert kept[-2:] == ["SEAT_OPTIONS", "CHOICES"]
    assert list(cut.actions) == [event["data"] for event in cut.events if event["name"] == "action"]
    assert [event["name"] for event in cut.events][-2:] == ["text", "done"]


@settings(max_examples=30)
@given(st.lists(st.integers(0, 9_000), max_size=40), st.integers(0, 200_000))
def test_every_turn_fits(lengths: list[int], result_length: int) -> None:
    cut = fitted(turn([card(number, length=length) for number, length in enumerate(lengths)], result_length))
    assert size(cut) <= MAX_TURN_BYTES
    assert (cut.text, cut.user_text) == ("있어요.", "표 있어요?")
