"""The model and the tools in turn, until the model has its answer for the person."""

from collections.abc import Callable, Sequence

from lambdas.chat.answer import Answer, listen
from lambdas.chat.bedrock.fallback import Answered, Converser
from lambdas.chat.bedrock.request import Prompt
from lambdas.chat.conversation.history import user_message
from lambdas.chat.conversation.records import Message
from lambdas.chat.patience import TurnPatience
from lambdas.chat.prompts.composer import base_prompt, current_message
from lambdas.chat.protocol import Usage
from lambdas.chat.situation import Situation
from lambdas.chat.tool_runner import ToolRunner, unanswered
from lambdas.chat.tools.registry import tool_specs
from lambdas.chat.transcript import Transcript

MAX_TOOL_ROUNDS = 5
NOTHING_SAID = "죄송해요, 답변을 준비하지 못했어요. 다시 한번 말씀해 주세요."


class Dialogue:
    """One turn's exchange with the model.

    Attributes:
        messages: the turn's messages as they are stored, the person's first.
        last: the model's last answer that came to its end.
        usage: the tokens of all answers.
    """

    def __init__(
        self,
        user_text: str,
        converser: Converser,
        situation: Situation,
        transcript: Transcript,
        patience: TurnPatience,
        save: Callable[[], None],
    ) -> None:
        self._user_text = user_text
        self._converser = converser
        self._situation = situation
        self._transcript = transcript
        self._patience = patience
        self._tools = ToolRunner(situation, transcript, patience, save)
        self.messages: list[Message] = [user_message(user_text)]
        self.last: Answered | None = None
        self.usage = Usage()

    def run(self, history: Sequence[Message]) -> None:
        """Asks and runs tools until there is an answer in words; `history` is what was said in earlier turns."""
        for tool_round in range(MAX_TOOL_ROUNDS + 1):
            answer = self._ask(history, tools_allowed=tool_round < MAX_TOOL_ROUNDS)
            if not answer.calls or tool_round == MAX_TOOL_ROUNDS:
                self._conclude(answer)
                return
            if answer.text:
                self._transcript.reset("preamble")
            results = unanswered(answer.calls)
            self.messages += [answer.as_message(), {"role": "user", "content": results}]
            self._tools.run(answer.calls, results)

    def _ask(self, history: Sequence[Message], *, tools_allowed: bool) -> Answer:
        context = self._situation.context(tools_allowed=tools_allowed)
        current = [current_message(context, self._user_text), *self.messages[1:]]
        prompt = Prompt(base_prompt(), tool_specs(), history, current)
        answer = listen(self._converser.converse(prompt, self._patience), self._transcript)
        if answer.ended:
            self.last = answer.ended
            self.usage += answer.ended.usage
        return answer

    def _conclude(self, answer: Answer) -> None:
        """The last answer of the turn: words alone, since a call that nobody answers would poison the history."""
        answer.calls = []
        if not answer.text.strip():
            answer.parts = [NOTHING_SAID]
            self._transcript.say(NOTHING_SAID)
        self.messages.append(answer.as_message())
