"""A small fake of the product: it composes requests, runs tools and keeps the history, as docs/tools.md says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from devstack.bedrock.events import tool_use_id
from devstack.bedrock.model import respond
from devstack.bedrock.model.reply import Reply, ToolCall
from devstack.bedrock.validation import validate
from tests.unit.devstack_bedrock.theatre import Theatre

HAIKU = "global.anthropic.claude-haiku-4-5-20251001-v1:0"
NOVA = "apac.amazon.nova-lite-v1:0"
FIELDS = {
    "get_performances": ["genre", "keyword", "when"],
    "get_performance_details": ["performanceId"],
    "get_performance_schedules": ["performanceId", "when", "actor"],
    "get_seat_grades": ["performanceId"],
    "get_venue_info": ["venueId"],
    "get_available_seats": ["scheduleId", "count", "grade", "seats", "budget", "needs", "options", "otherThan"],
    "hold_seats": ["proposalId"],
    "extend_hold": ["holdId"],
    "cancel_hold": ["holdId"],
    "get_my_reservations": [],
}
MOST_ROUNDS = 6


def tool_config(fields: Mapping[str, list[str]] = FIELDS) -> dict[str, Any]:
    """A toolConfig with these tools and fields."""
    return {
        "tools": [
            {
                "toolSpec": {
                    "name": name,
                    "description": name,
                    "inputSchema": {"json": {"type": "object", "properties": {item: {} for item in properties}}},
                }
            }
            for name, properties in fields.items()
        ]
    }


@dataclass
class Product:
    """One conversation."""

    theatre: Theatre = field(default_factory=Theatre)
    history: list[dict[str, Any]] = field(default_factory=list)
    fields: Mapping[str, list[str]] = field(default_factory=lambda: FIELDS)
    context: dict[str, Any] = field(default_factory=dict)
    calls: list[ToolCall] = field(default_factory=list)
    """The tool calls of the last turn."""

    def say(self, words: str) -> str:
        """One turn; the model's last text. The context is told anew in each round, as it then is."""
        self.calls = []
        agreed = list(self.theatre.proposals) if words == "네" and len(self.theatre.proposals) == 1 else []
        messages = [*self.history, {"role": "user", "content": [{"text": words}]}]
        start = len(self.history)
        for _ in range(MOST_ROUNDS):
            messages[start] = {"role": "user", "content": [{"text": self.context_block(agreed)}, {"text": words}]}
            reply = self.ask(messages)
            messages.append({"role": "assistant", "content": assistant_content(reply, len(messages))})
            if not reply.calls:
                self.history = [
                    *messages[:start],
                    {"role": "user", "content": [{"text": words}]},
                    *messages[start + 1 :],
                ]
                return reply.text
            self.calls.extend(reply.calls)
            messages.append({"role": "user", "content": [self.result(*item) for item in tool_uses(messages[-1])]})
        raise AssertionError("the model never stops calling tools")

    def names(self) -> list[str]:
        """The tools of the last turn, in order."""
        return [call.name for call in self.calls]

    def ask(self, messages: list[dict[str, Any]]) -> Reply:
        """The model's reply to a request that the service would take."""
        body = {
            "system": [{"text": "당신은 공연 예매 상담원입니다."}],
            "messages": messages,
            "toolConfig": tool_config(self.fields),
        }
        validate(HAIKU, body)
        validate(NOVA, body)
        return respond(json.loads(json.dumps(body)))

    def context_block(self, agreed: list[str]) -> str:
        """What the server tells the model of this moment; a whole "네" is consent to the only open proposal."""
        proposals = [
            {key: item[key] for key in ("proposalId", "scheduleId", "seatLabels", "totalText")}
            | {"consented": item["proposalId"] in agreed}
            for item in self.theatre.proposals.values()
        ]
        facts = {
            "toolsAllowed": True,
            "proposals": proposals,
            "holds": list(self.theatre.holds.values()),
        } | self.context
        return f"<context>\n{json.dumps(facts, ensure_ascii=False)}\n</context>\n<step>\n규칙\n</step>"

    def result(self, identifier: str, name: str, data: Mapping[str, Any]) -> dict[str, Any]:
        """The toolResult block of a call."""
        text = json.dumps(self.theatre.run(name, data), ensure_ascii=False)
        return {"toolResult": {"toolUseId": identifier, "content": [{"text": text}]}}


def assistant_content(reply: Reply, seed: int) -> list[dict[str, Any]]:
    """A reply as a stored message."""
    text = [{"text": reply.text}] if reply.text else []
    uses = [
        {"toolUse": {"toolUseId": tool_use_id(str(seed), index), "name": call.name, "input": dict(call.input)}}
        for index, call in enumerate(reply.calls)
    ]
    return [*text, *uses]


def tool_uses(message: Mapping[str, Any]) -> list[tuple[str, str, Mapping[str, Any]]]:
    """(toolUseId, name, input) of an assistant's message."""
    uses = [block["toolUse"] for block in message["content"] if "toolUse" in block]
    return [(use["toolUseId"], use["name"], use["input"]) for use in uses]
