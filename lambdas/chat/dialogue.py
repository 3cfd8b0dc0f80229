"""The model and the tools in turn, until the model has its answer for the person."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from lambdas.chat import metrics
from lambdas.chat.answer import Answer, listen
from lambdas.chat.bedrock.call import WITHHELD
from lambdas.chat.bedrock.fallback import Answered, Converser
from lambdas.chat.bedrock.request import Prompt
from lambdas.chat.bedrock.retelling import retold
from lambdas.chat.closing import NOTHING_SAID, closing
from lambdas.chat.conversation.history import user_message
from lambdas.chat.conversation.records import Message
from lambdas.chat.guard.correction import correction_note
from lambdas.chat.guard.gate import Gate
from lambdas.chat.guard.grounding import Grounding
from lambdas.chat.metering import Meter
from lambdas.chat.patience import TurnPatience
from lambdas.chat.prompts.composer import base_prompt, correction_text, current_message
from lambdas.chat.protocol import Usage
from lambdas.chat.situation import Situation
from lambdas.chat.tool_runner import ToolRunner, unanswered
from lambdas.chat.tools.registry import TOOLS, tool_specs
from lambdas.chat.transcript import Transcript

MAX_TOOL_ROUNDS = 5
MAX_CORRECTIONS = 2
"""How often in a turn a model is asked again after a false claim; then the server speaks."""


class Dialogue:
    """One turn's exchange with the model.

    Attributes:
        messages: the turn's messages as they are stored, the person's first.
        last: the model's last answer that came to its end.
        usage: the tokens of all answers.
        is_retold: whether the conversation had to be told as text; `messages` are told so, too, from then on.
        drops_history: whether what was said in earlier turns had to be left out.
        meter: what the calls count of the person's daily tokens.
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
        self._history: Sequence[Message] = ()
        self._corrections = 0
        self.messages: list[Message] = [user_message(user_text)]
        self.last: Answered | None = None
        self.usage = Usage()
        self.is_retold = False
        self.drops_history = False
        self.meter = Meter()

    def run(self, history: Sequence[Message]) -> None:
        """Asks and runs tools until there is an answer in words; `history` is what was said in earlier turns."""
        self._history = history
        for tool_round in range(MAX_TOOL_ROUNDS + 1):
            answer = self._ask(tools_allowed=tool_round < MAX_TOOL_ROUNDS)
            if not answer.calls or tool_round == MAX_TOOL_ROUNDS:
                self._conclude(answer)
                return
            if answer.text:
                self._transcript.reset("preamble")
            results = unanswered(answer.calls)
            self.messages += [answer.as_message(), {"role": "user", "content": results}]
            self._tools.run(answer.calls, results)

    def _ask(self, *, tools_allowed: bool) -> Answer:
        """The model's answer; one that claims what is not so is asked for again, with what the facts say."""
        answer = self._answer(tools_allowed=tools_allowed)
        while answer.false_claims and not answer.calls and self._corrections < MAX_CORRECTIONS:
            self._corrections += 1
            note = correction_note(answer.false_claims, self._facts())
            answer = self._answer(tools_allowed=tools_allowed, correction=note)
        return answer

    def _answer(self, *, tools_allowed: bool, correction: str | None = None) -> Answer:
        context = self._situation.context(tools_allowed=tools_allowed)
        if correction:
            context += correction_text(correction)
        opening = current_message(context, self._user_text)
        # A conversation that was told as text has this turn's calls there, after the person's words.
        opening["content"] += self.messages[0]["content"][1:]
        prompt = Prompt(base_prompt(), tool_specs(), self._history, [opening, *self.messages[1:]])
        outputs = self.meter.counted(self._converser.converse(prompt, self._patience))
        facts = self._facts()
        answer = listen(outputs, self._transcript, lambda: Gate(facts, TOOLS))
        if answer.false_claims:
            metrics.report_correction(claim.kind for claim in answer.false_claims)
        if answer.ended:
            self._take(answer, answer.ended)
        return answer

    def _facts(self) -> Grounding:
        return self._situation.facts([*self._history, *self.messages])

    def _take(self, answer: Answer, ended: Answered) -> None:
        self.last = ended
        self.usage += ended.usage
        if ended.is_retold:
            # From here on the conversation is sent, and stored, in the form that was taken.
            self.is_retold = True
            self.messages, self._history = retold(self.messages), retold(self._history)
        if ended.drops_history:
            self.drops_history, self._history = True, ()
        if ended.stop_reason in WITHHELD:
            answer.calls = []
        if ended.stop_reason == "max_tokens" and answer.calls:
            # It was cut off in its last call, however complete the rest of the input looks.
            answer.calls[-1] = replace(answer.calls[-1], input=None)

    def _conclude(self, answer: Answer) -> None:
        """The last answer of the turn: words alone, since a call that nobody answers would poison the history."""
        if answer.false_claims:
            answer = Answer([self._situation.server_answer(self._facts())])
            self._transcript.say(answer.text)
        end = closing(answer.text, answer.stop_reason, still_calls=bool(answer.calls))
        answer.calls = []
        if end.reset and answer.text:
            self._transcript.reset(end.reset)
            answer.parts = []
        # Who holds seats is told of them, and not to try again.
        words = self._situation.assurance.missing("") or end.words if end.words == NOTHING_SAID else end.words
        if words:
            self._transcript.say(words)
            answer.parts.append(words)
        self.messages.append(answer.as_message())
