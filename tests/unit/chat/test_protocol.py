"""Server-sent events on the wire."""

import json

from hypothesis import given
from hypothesis import strategies as st

from lambdas.chat.protocol import Choice, Event, Usage, encode, error_event
from megaticket.errors import ERRORS, ErrorCode


def test_an_event_has_its_id_its_name_and_korean_as_it_is() -> None:
    assert encode("T000003", 2, Event("text", {"delta": "안녕\n하세요"})).decode() == (
        'id: T000003:2\nevent: text\ndata: {"delta":"안녕\\n하세요"}\n\n'
    )


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_text_breaks_an_event(text: str) -> None:
    lines = encode("T000001", 1, Event("text", {"delta": text})).decode().split("\n")
    assert lines[3:] == ["", ""]
    assert "\r" not in lines[2]
    assert json.loads(lines[2].removeprefix("data: ")) == {"delta": text}


def test_an_error_event_says_in_korean_what_to_do() -> None:
    for code in ErrorCode:
        data = error_event(code).data
        assert data == {"code": code.value, "message": ERRORS[code].message, "retryable": ERRORS[code].retryable}
        assert any("가" <= character <= "힣" for character in data["message"])


def test_usage_is_summed_field_by_field() -> None:
    assert (Usage(1, 2, 3, 4, 5) + Usage(10, 20, 30, 40, 50)).as_json() == {
        "inputTokens": 11,
        "outputTokens": 22,
        "totalTokens": 33,
        "cacheReadInputTokens": 44,
        "cacheWriteInputTokens": 55,
    }


def test_only_a_proposals_button_confirms() -> None:
    assert Choice("a", "b").as_json() == {"label": "a", "message": "b"}
    assert Choice("a", "b", "P1").as_json() == {"label": "a", "message": "b", "confirm": "P1"}
