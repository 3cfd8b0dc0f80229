"""The answer to a valid request: the model's reply within its limits, bent by a fault."""

import json
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

from devstack.bedrock.accounting import estimate_tokens
from devstack.bedrock.events import Event, reply_events, reply_text
from devstack.bedrock.families import Family
from devstack.bedrock.faults import Fault
from devstack.bedrock.model import respond
from devstack.bedrock.model.reply import Reply

INVENTED_SEAT = "7층 힣구역 97열 89번"
INVENTED_PRICE = "987,654원"


def think(family: Family, body: Mapping[str, Any]) -> Reply:
    """What the model wants to say or call, in the manner of its family."""
    reply = respond(body)
    if family.thinks_aloud and reply.calls:
        names = ", ".join(call.name for call in reply.calls)
        return replace(reply, text=f"<thinking>{names} 도구로 확인해야 한다.</thinking>\n{reply.text}")
    return reply


def reply_places(reply: Reply) -> frozenset[str]:
    """The places of an answer that a fault may wait for; "answer" is a text that ends the turn."""
    text = {"text"} if reply.text else set()
    return frozenset(text | ({"tool_input"} if reply.calls else {"answer"}))


def answer_events(reply: Reply, body: Mapping[str, Any], fault: Fault | None) -> tuple[list[Event], int]:
    """(events up to messageStop, output tokens)."""
    kind = fault.kind if fault else ""
    if kind == "empty":
        return list(reply_events(Reply(""), "")), 0
    if kind == "invent_seat":
        reply = Reply(f"{INVENTED_SEAT} 자리가 남아 있고, 모두 {INVENTED_PRICE}이에요. 이 좌석으로 선점할까요?")
    limited = within(reply, body.get("inferenceConfig", {}).get("maxTokens"))
    if fault and fault.text:
        limited = reply = Reply(fault.text)
    seed = sha256(json.dumps(body["messages"], ensure_ascii=False).encode()).hexdigest()
    events = list(reply_events(limited, seed, None if limited == reply else "max_tokens"))
    if kind == "bad_tool_json":
        last = max(index for index, event in enumerate(events) if event.place == "tool_input")
        del events[last]
    return events, estimate_tokens(reply_text(limited))


def within(reply: Reply, most_tokens: int | None) -> Reply:
    """The reply, or its beginning where it has more than `most_tokens` tokens."""
    if most_tokens is None or estimate_tokens(reply_text(reply)) <= most_tokens:
        return reply
    text = reply.text
    while estimate_tokens(text) > most_tokens:
        text = text[:-1]
    return Reply(text)
