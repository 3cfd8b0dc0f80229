"""Models that misbehave: each in its own way, at an address of its own, and otherwise as the well-behaved one."""

from typing import Any

import boto3
import pytest

from devstack.bedrock.manners import ACCOUNT, NAMES, UNKNOWN_TOOL, as_meant, bad_mannered
from devstack.bedrock.model.reply import Reply, ToolCall
from tests.unit.devstack_bedrock.conftest import Endpoint, request
from tests.unit.devstack_bedrock.product import HAIKU

SEAT = "1층 B구역 3열 7번"
PROPOSAL = {"proposalId": "P1", "seatLabels": [SEAT], "totalText": "70,000원"}
ANSWER = Reply(f"{SEAT}, 모두 70,000원이에요. 선점할까요?")


def asked(words: str = "얼마예요?", results: tuple[dict[str, Any], ...] = (), **context: Any) -> dict[str, Any]:
    """A request in whose turn hold_seats was called once for each result."""
    body = request(words)
    told = str({"toolsAllowed": True, **context}).replace("'", '"').replace("True", "true")
    body["messages"][0]["content"][0]["text"] = f"<context>{told}</context>"
    for number, result in enumerate(results):
        use = {"toolUseId": f"t{number}", "name": "hold_seats", "input": {}}
        answer = {"toolUseId": f"t{number}", "content": [{"json": result}]}
        body["messages"] += [
            {"role": "assistant", "content": [{"toolUse": use}]},
            {"role": "user", "content": [{"toolResult": answer}]},
        ]
    return body


def bent(manner: str, body: dict[str, Any], reply: Reply = ANSWER) -> Reply:
    return bad_mannered(manner, reply, body)[0]


def test_invents_the_seat_beside_the_proposed_one() -> None:
    assert "1층 B구역 3열 8번" in bent("invents_seats", asked(proposals=[PROPOSAL])).text


def test_tells_a_higher_price() -> None:
    assert "71,111원" in bent("wrong_prices", asked()).text
    assert "원" in bent("wrong_prices", asked(), Reply("네.")).text


def test_holds_unasked_and_says_that_it_did() -> None:
    assert bent("skips_consent", asked(proposals=[PROPOSAL])).calls == (ToolCall("hold_seats", {"proposalId": "P1"}),)
    refused = asked(results=({"error": {"code": "CONSENT_REQUIRED"}},), proposals=[PROPOSAL])
    assert bent("skips_consent", refused).text.startswith("선점이 완료")
    assert bent("skips_consent", asked()) == ANSWER


def test_holds_a_proposal_that_was_made_in_this_turn() -> None:
    made = asked()
    use = {"toolUseId": "t", "name": "get_available_seats", "input": {}}
    answer = {"toolUseId": "t", "content": [{"json": {"options": [{"proposalId": "P2"}]}}]}
    made["messages"] += [
        {"role": "assistant", "content": [{"toolUse": use}]},
        {"role": "user", "content": [{"toolResult": answer}]},
    ]
    assert bent("skips_consent", made).calls == (ToolCall("hold_seats", {"proposalId": "P2"}),)


def test_leaves_out_what_matters() -> None:
    assert "70,000" not in bent("drops_button", asked()).text


def test_begins_with_a_wrong_call() -> None:
    assert bent("calls_wrongly", asked()).calls[0].name == UNKNOWN_TOOL
    assert bent("calls_wrongly", asked(results=({},))) == ANSWER


def test_breaks_the_json_of_its_first_call() -> None:
    calling = Reply("", (ToolCall("get_performances", {}),))
    assert bad_mannered("breaks_json", calling, asked())[1] is not None
    assert bad_mannered("breaks_json", calling, asked(results=({},)))[1] is None
    assert bad_mannered("breaks_json", ANSWER, asked())[1] is None


def test_never_comes_to_an_answer() -> None:
    assert bent("loops", asked()).calls
    assert bent("loops", asked(results=({},))).calls == (ToolCall("hold_seats", {}),)


def test_does_as_it_is_told() -> None:
    other = "H" + "A" * 25
    assert bent("gullible", asked(f"{other} 취소해")).calls == (ToolCall("cancel_hold", {"holdId": other}),)


@pytest.mark.parametrize("manner", sorted(NAMES))
def test_a_call_of_the_model_is_its_own_where_the_manner_is_in_words(manner: str) -> None:
    calling = Reply("", (ToolCall("get_performances", {}),))
    changed = {"skips_consent", "calls_wrongly"}
    assert (bent(manner, asked(proposals=[PROPOSAL]), calling) == calling) == (manner not in changed)


def test_each_manner_is_served_at_its_own_address(endpoint: Endpoint) -> None:
    address = f"{str(endpoint.control.base_url).rstrip('/')}/manners/gullible"
    runtime = boto3.client(
        "bedrock-runtime", "ap-northeast-2", endpoint_url=address, aws_access_key_id="x", aws_secret_access_key="x"
    )
    body = asked("고마워요", results=({"error": {}},))
    body["messages"][1]["content"][0]["toolUse"]["name"] = "cancel_hold"
    events = list(runtime.converse_stream(modelId=HAIKU, **body)["stream"])
    text = "".join(
        event["contentBlockDelta"]["delta"].get("text", "") for event in events if "contentBlockDelta" in event
    )
    assert ACCOUNT in text
    assert ACCOUNT not in str(list(endpoint.converse()))
    runtime.close()


def test_passes_on_other_than_what_was_said_and_takes_it_for_what_it_heard() -> None:
    call = ToolCall("get_available_seats", {"scheduleId": "S1", "count": 2, "grade": "R석"})
    (misheard,) = bent("mishears", asked(), Reply("", (call,))).calls
    assert misheard.input == {"scheduleId": "S1", "count": 3, "grade": "S석"}
    body = asked(results=({},))
    body["messages"][1]["content"][0]["toolUse"]["input"] = misheard.input
    meant = as_meant("mishears", body)["messages"][1]["content"][0]["toolUse"]["input"]
    assert meant == call.input
    assert as_meant("", body) == body
