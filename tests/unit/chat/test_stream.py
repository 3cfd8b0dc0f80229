"""Raw events become words, tool calls and an end."""

from typing import Any

import pytest

from lambdas.chat.bedrock.stream import (
    PROGRESS,
    EmptyStreamError,
    Progress,
    StreamParser,
    ToolCall,
)
from lambdas.chat.bedrock.thinking import ThinkingFilter
from lambdas.chat.protocol import Usage
from tests.unit.chat.scripted import Moment, calls, end, says, tool_use, words


def parse(moments: list[Moment]) -> list[Any]:
    parser = StreamParser()
    said = [output for output in parser.feed(moments) if not isinstance(output, Progress)]
    return [*said, parser.end()]


def inputs(moments: list[Moment]) -> list[dict[str, Any] | None]:
    return [output.input for output in parse(moments) if isinstance(output, ToolCall)]


def test_words_come_as_they_are_said() -> None:
    outputs = parse(says("안녕", "하세요"))
    assert outputs[:2] == ["안녕", "하세요"]


def test_the_end_has_its_reason_and_usage() -> None:
    ended = parse(says("네"))[-1]
    assert ended == type(ended)("end_turn", Usage(100, 20, 150, 25, 5))


def test_a_tool_call_is_put_together_from_its_fragments() -> None:
    called = calls(tool_use("get_venue_info", {"venueId": "VN 가"}, "t1"), preamble="잠시만요")
    assert parse(called)[:2] == ["잠시만요", ToolCall("t1", "get_venue_info", {"venueId": "VN 가"})]


@pytest.mark.parametrize(
    "text", ['{"keyword": "\\ud83d"}', '{"\\ude00": 1}', '{"a": [{"b": "x\\udfff"}]}', '{"a": "\ud83d"}']
)
def test_half_a_character_in_an_input_is_broken_json(text: str) -> None:
    assert inputs(calls(tool_use("a", text))) == [None]


def test_a_whole_character_in_an_input_is_none() -> None:
    assert inputs(calls(tool_use("a", '{"keyword": "\\ud83d\\ude00"}'))) == [{"keyword": "😀"}]


def test_half_a_character_in_words_is_replaced() -> None:
    assert parse(says("가\ud83d나", "\ude00", "\ud83d\ude00"))[:3] == [
        "가�나",
        "�",
        "😀",
    ]


def test_half_a_character_in_a_call_is_replaced() -> None:
    assert parse(calls(tool_use("a\ud83d", "{}", "t\ude00")))[0] == ToolCall("t�", "a�", {})


def test_parallel_calls_keep_their_order_and_inputs() -> None:
    outputs = parse(calls(tool_use("a", {"x": 1}, "t1"), tool_use("b", "", "t2"), tool_use("c", {"z": []}, "t3")))
    assert outputs[:3] == [ToolCall("t1", "a", {"x": 1}), ToolCall("t2", "b", {}), ToolCall("t3", "c", {"z": []})]


@pytest.mark.parametrize("broken", ['{"count": ', "[1]", '"text"', "7", "null", "{]", "[" * 20_000])
def test_an_input_that_is_no_object_is_marked_broken(broken: str) -> None:
    assert inputs(calls(tool_use("a", broken))) == [None]


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e999", "1e130", "9" * 40])
def test_a_number_that_no_table_can_store_is_broken_too(number: str) -> None:
    # It would fail the saving of the whole turn.
    assert inputs(calls(tool_use("a", f'{{"count": {number}}}'))) == [None]


def test_ordinary_numbers_stay_what_they_are() -> None:
    assert inputs(calls(tool_use("a", '{"count": 2, "share": 0.5}'))) == [{"count": 2, "share": 0.5}]


def test_a_call_that_is_cut_off_before_its_block_ends_is_broken() -> None:
    assert inputs([*tool_use("a", {"x": 1})[:-1], *end("max_tokens")]) == [None]


@pytest.mark.parametrize("moments", [[], words("반쯤"), [{"messageStart": {"role": "assistant"}}]])
def test_a_stream_without_a_messages_end_is_a_failure(moments: list[Moment]) -> None:
    with pytest.raises(EmptyStreamError):
        parse(moments)


def test_unknown_events_and_deltas_are_passed_over() -> None:
    odd: list[Moment] = [
        {"somethingNew": {}},
        {"contentBlockStart": {"contentBlockIndex": 0, "start": {}}},
        {"contentBlockDelta": {"contentBlockIndex": 0, "delta": {"reasoningContent": {"text": "음"}}}},
        {"contentBlockDelta": {"contentBlockIndex": 0, "delta": {"text": ""}}},
    ]
    assert parse([*odd, *says("네")])[0] == "네"


@pytest.mark.parametrize(
    ("event", "is_progress"),
    [
        ({"contentBlockDelta": {"delta": {"toolUse": {"input": '{"count'}}}}, True),
        ({"contentBlockDelta": {"delta": {"reasoningContent": {"text": "음"}}}}, True),
        ({"contentBlockStart": {"start": {"toolUse": {"toolUseId": "t1", "name": "a"}}}}, True),
        ({"contentBlockDelta": {"delta": {"text": ""}}}, False),
        ({"messageStart": {"role": "assistant"}}, False),
        ({"metadata": {"usage": {}}}, False),
    ],
)
def test_content_without_words_is_progress(event: Moment, is_progress: bool) -> None:
    assert [isinstance(output, Progress) for output in StreamParser().feed([event])] == [True] * is_progress


def test_a_thought_that_is_written_as_text_is_progress_too() -> None:
    outputs = list(StreamParser(ThinkingFilter()).feed(words("<thinking>", "어디 보자", "</thinking>", "네")))
    assert outputs == [*[PROGRESS] * 3, "네"]


def test_usage_may_be_missing() -> None:
    assert parse([*words("네"), {"messageStop": {"stopReason": "end_turn"}}])[-1].usage == Usage()
