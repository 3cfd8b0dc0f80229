"""One booking of nine turns through the whole stack, and every request that the chat sent to the model for it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx
from httpx_sse import connect_sse

from benchmarks.stack import running_stack
from lambdas.chat.bedrock.registry import Model
from lambdas.chat.bedrock.request import Prompt, build_request
from lambdas.chat.conversation.records import Message
from lambdas.chat.prompts.composer import base_prompt
from lambdas.chat.tools.registry import tool_specs

Json = dict[str, Any]
TURN_SECONDS = 60
PEOPLE = "둘이요"
QUESTION = "취소하면 수수료 있어요?"


@dataclass(frozen=True)
class ModelCall:
    """One call of the model: what it was asked in the product's own terms, and how many tokens it answered."""

    turn: int
    step: str
    prompt: Prompt
    output_tokens: int


class Guest:
    """A person at the chat. Buttons are pressed where a date or a title is needed, so that any catalogue will do."""

    def __init__(self, environment: Mapping[str, str], http: httpx.Client) -> None:
        token = http.post(environment["DEV_TOKEN_URL"], json={"sub": uuid.uuid4().hex}).raise_for_status().json()
        self._headers = {"Authorization": f"Bearer {token['access_token']}"}
        self._url = environment["CHAT_URL"] + "/chat"
        self._http = http
        self._conversation: Json = {}
        self.buttons: list[Json] = []

    def say(self, message: str, **fields: str) -> list[Json]:
        """A whole turn. Gives its actions; raises AssertionError where it failed."""
        body = {"message": message, **self._conversation, **fields}
        with connect_sse(self._http, "POST", self._url, json=body, headers=self._headers) as source:
            events = [(event.event, event.json()) for event in source.iter_sse()]
        if events[-1][1]["stopReason"] != "end_turn":
            raise AssertionError(f"the turn ended with {events[-1][1]}")
        self._conversation = {"conversationId": events[0][1]["conversationId"]}
        actions = [data for name, data in events if name == "action"]
        self.buttons = next((each["data"]["items"] for each in actions if each["type"] == "CHOICES"), [])
        return actions

    def press(self, position: int) -> list[Json]:
        """A turn by a button."""
        button = self.buttons[position]
        return self.say(button["message"], **{name: button[name] for name in ("confirm",) if name in button})


def book(guest: Guest) -> None:
    """Nine turns from hello to one's own bookings, with a question in between. Raises AssertionError without a hold."""
    guest.say("안녕하세요")
    guest.say("뮤지컬 뭐 있어요?")
    guest.press(0)  # the first title
    guest.press(0)  # its first date
    guest.say(PEOPLE)
    guest.press(1)  # the second grade
    guest.say(QUESTION)
    held = guest.press(0)  # these seats
    if "HOLD_CREATED" not in {action["type"] for action in held}:
        raise AssertionError(f"nothing was held: {held}")
    guest.say("내 예약 보여 주세요")


def booking_calls(model: Model) -> list[ModelCall]:
    """Every call of the model for one booking, in order, as the local Bedrock received it from the chat."""
    with running_stack("moto") as environment, httpx.Client(timeout=TURN_SECONDS, trust_env=False) as http:
        book(Guest(environment, http))
        exchanges = http.get(environment["BEDROCK_CONTROL_URL"] + "/requests").json()["requests"]
    calls: list[ModelCall] = []
    for exchange in exchanges:
        prompt, is_first = _prompt(exchange["body"])
        if build_request(model, prompt) != {"modelId": exchange["modelId"], **exchange["body"]}:
            raise AssertionError("the request does not come out of the product's builder")
        turn = (calls[-1].turn if calls else 0) + is_first
        calls.append(ModelCall(turn, _step(prompt), prompt, exchange["usage"]["outputTokens"]))
    return calls


def _prompt(body: Json) -> tuple[Prompt, bool]:
    """The prompt from which a request was built, and whether it is the first of its turn."""
    messages: list[Message] = [
        {"role": each["role"], "content": [block for block in each["content"] if "cachePoint" not in block]}
        for each in body["messages"]
    ]
    begins = next(index for index, message in enumerate(messages) if _holds_context(message))
    prompt = Prompt(base_prompt(), tool_specs(), messages[:begins], messages[begins:])
    return prompt, begins == len(messages) - 1


def _holds_context(message: Message) -> bool:
    return str(message["content"][0].get("text", "")).startswith("<context>")


def _step(prompt: Prompt) -> str:
    context = prompt.current[0]["content"][0]["text"]
    return str(context.split('"step":"', 1)[1].split('"', 1)[0])
