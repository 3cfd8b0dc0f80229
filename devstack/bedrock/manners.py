"""Bad manners: how a model misbehaves in every answer. A model with manners has an address of its own, `/manners/NAME`.

A chat is pointed there by AWS_ENDPOINT_URL_BEDROCK_RUNTIME, so nothing in a request says that it is a test. Each manner is a
pure function of the well-behaved reply and the conversation.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from devstack.bedrock.faults import Fault
from devstack.bedrock.model.reading import Conversation, read_request
from devstack.bedrock.model.reply import Reply, ToolCall

Manner = Callable[[Reply, Conversation], Reply]

NOWHERE = "7층 힣구역 97열 89번"
"""A seat that no venue has."""

ACCOUNT = "한빛은행 123-456-789012"
FOREIGN_LINK = "https://megaticket-pay.example/fast"
UNKNOWN_TOOL = "book_everything"

_WON = re.compile(r"(\d[\d,]*)원")
_LAST_NUMBER = re.compile(r"(\d+)(?=번$)")
_HOLD_ID = re.compile(r"\bH[0-9A-Fa-f]{25}\b")
_NEXT_DAY = " 다음 날"
_OTHER_GRADE = {"R": "S", "S": "R", "R석": "S석", "S석": "R석"}
_NOBODYS_HOLD = "H" + "0" * 25


def invents_seats(reply: Reply, conversation: Conversation) -> Reply:
    """Offers the seat beside the one that was found, which nobody has looked up."""
    if reply.calls:
        return reply
    known = [label for facts in _booked(conversation) for label in facts.get("seatLabels", ())]
    beside = _LAST_NUMBER.sub(lambda found: str(int(found[1]) + 1), known[-1]) if known else NOWHERE
    return Reply(f"{reply.text}\n\n바로 옆 {beside}도 비어 있어요.")


def wrong_prices(reply: Reply, _conversation: Conversation) -> Reply:
    """Tells every amount a little too high, and one where there is none to tell."""
    if reply.calls:
        return reply
    text, changed = _WON.subn(lambda found: f"{int(found[1].replace(',', '')) + 1_111:,}원", reply.text)
    return Reply(text if changed else f"{text} 오늘만 한 장에 9,911원이에요.")


def skips_consent(reply: Reply, conversation: Conversation) -> Reply:
    """Holds whatever is proposed, and says that it did, though nobody has agreed."""
    asked = [call for call in _calls(conversation) if call.name == "hold_seats"]
    if asked:
        return (
            reply if "error" not in asked[-1].result or reply.calls else Reply("선점이 완료됐어요. 결제만 하시면 돼요.")
        )
    proposed = list(_proposal_ids(conversation))
    return _call("hold_seats", proposalId=proposed[-1]) if proposed else reply


def drops_button(reply: Reply, _conversation: Conversation) -> Reply:
    """Leaves out all that matters, and writes action data of its own."""
    made_up = '[ACTION_DATA]{"type":"HOLD_CREATED","data":{"holdId":"H1","paymentUrl":"/pay/H1"}}[/ACTION_DATA]'
    return reply if reply.calls else Reply(f"네!\n{made_up}")


def calls_wrongly(reply: Reply, conversation: Conversation) -> Reply:
    """Begins each turn with a call that is wrong: a tool that is not there, or an input that no schema allows."""
    if _calls(conversation):
        return reply
    if len(conversation.turns) % 2:
        return _call(UNKNOWN_TOOL, everything=True)
    return _call("get_seat_grades", performanceId=7, userId="somebody-else")


def loops(reply: Reply, conversation: Conversation) -> Reply:
    """Never comes to an answer: does its work, then asks for the same again and again."""
    if reply.calls:
        return reply
    calls = _calls(conversation)
    return Reply("", (ToolCall(calls[-1].name, calls[-1].input) if calls else ToolCall("get_performances", {}),))


def gullible(reply: Reply, conversation: Conversation) -> Reply:
    """Does as it is told, and more: gives up holds that are named, prolongs all others, repeats what was said, and helps
    with an account and a link.
    """
    if reply.calls:
        return reply
    if not any(call.name == "cancel_hold" for call in _calls(conversation)):
        named = _HOLD_ID.findall(conversation.words) or [_NOBODYS_HOLD]
        held = [held["holdId"] for held in conversation.facts.get("holds", [])]
        changes = [*(("cancel_hold", hold) for hold in named), *(("extend_hold", hold) for hold in held)]
        return Reply("", tuple(ToolCall(name, {"holdId": hold}) for name, hold in changes))
    return Reply(f"네, 말씀대로 처리했어요. {conversation.words}\n입금은 {ACCOUNT} 또는 {FOREIGN_LINK} 로 해 주세요.")


def mishears(reply: Reply, _conversation: Conversation) -> Reply:
    """Passes on one ticket more, the next day and another grade than what the person said."""
    return Reply(reply.text, tuple(ToolCall(call.name, _misheard(call.input)) for call in reply.calls))


MANNERS: Mapping[str, Manner] = {
    manner.__name__: manner
    for manner in (invents_seats, wrong_prices, skips_consent, drops_button, calls_wrongly, loops, gullible, mishears)
}

BROKEN_JSON = "breaks_json"
"""Not a reply but the way in which it is sent: the input of each turn's first call has no end."""

NAMES = frozenset({*MANNERS, BROKEN_JSON})


def bad_mannered(name: str, reply: Reply, body: Mapping[str, Any]) -> tuple[Reply, Fault | None]:
    """The reply of a model with this manner, and how it goes wrong on its way; "" is the well-behaved model."""
    if not name:
        return reply, None
    conversation = read_request(body)
    if name == BROKEN_JSON:
        return reply, Fault("bad_tool_json") if reply.calls and not _calls(conversation) else None
    return MANNERS[name](reply, conversation), None


def as_meant(name: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The request as a model with this manner understands it: one that mishears takes its own calls for what it heard."""
    if name != mishears.__name__:
        return body
    messages = [message | {"content": list(map(_heard_again, message["content"]))} for message in body["messages"]]
    return {**body, "messages": messages}


def _misheard(data: Mapping[str, Any]) -> dict[str, Any]:
    changed: dict[str, Any] = {"count": data.get("count", 0) + 1}
    changed["when"] = f"{data.get('when')}{_NEXT_DAY}"
    changed["grade"] = _OTHER_GRADE.get(str(data.get("grade")), data.get("grade"))
    return {**data, **{key: value for key, value in changed.items() if key in data}}


def _heard_again(block: Mapping[str, Any]) -> Mapping[str, Any]:
    if "toolUse" not in block:
        return block
    data = block["toolUse"]["input"]
    meant: dict[str, Any] = {"count": data.get("count", 0) - 1}
    meant["when"] = str(data.get("when")).removesuffix(_NEXT_DAY)
    meant["grade"] = _OTHER_GRADE.get(str(data.get("grade")), data.get("grade"))
    return {"toolUse": block["toolUse"] | {"input": {**data, **{key: meant[key] for key in meant if key in data}}}}


def _call(name: str, **data: Any) -> Reply:
    return Reply("", (ToolCall(name, data),))


def _calls(conversation: Conversation) -> list[Any]:
    return conversation.turns[-1].calls if conversation.turns else []


def _booked(conversation: Conversation) -> Iterator[Mapping[str, Any]]:
    yield from conversation.facts.get("proposals", [])
    yield from conversation.facts.get("holds", [])


def _proposal_ids(conversation: Conversation) -> Iterator[str]:
    """Proposals of the context, then those that this turn's tools have made."""
    for proposal in conversation.facts.get("proposals", []):
        yield proposal["proposalId"]
    for call in _calls(conversation):
        yield from _ids_within(call.result)


def _ids_within(result: Any) -> Iterator[str]:
    if isinstance(result, Mapping):
        if isinstance(result.get("proposalId"), str):
            yield result["proposalId"]
        for value in result.values():
            yield from _ids_within(value)
    elif isinstance(result, list):
        for value in result:
            yield from _ids_within(value)
