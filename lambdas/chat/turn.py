"""One turn: read the message, ask the model, run its tools, say the answer, save."""

from collections.abc import Sequence
from dataclasses import dataclass

from lambdas.chat import metrics
from lambdas.chat.answer import NOT_RUN, Answer, done_data, listen, tool_result
from lambdas.chat.bedrock.fallback import Answered, Converser, ModelsUnavailableError
from lambdas.chat.bedrock.request import Prompt
from lambdas.chat.bedrock.stream import ToolCall
from lambdas.chat.conversation.choices import choices_for
from lambdas.chat.conversation.history import history_messages, user_message
from lambdas.chat.conversation.reading import Reading, read_message
from lambdas.chat.conversation.records import Message, TurnStatus, turn_id_of
from lambdas.chat.conversation.steps import Step, derive_step
from lambdas.chat.conversation.store import Begun, ConversationStore
from lambdas.chat.patience import WRITE_SECONDS, TurnDeadlineError, TurnPatience, TurnStoppedError
from lambdas.chat.prompts.composer import base_prompt, context_text, current_message
from lambdas.chat.protocol import Action, ChatRequest, Choice, Event, Usage
from lambdas.chat.tools.base import Services, ToolContext, ToolOutcome
from lambdas.chat.tools.hold_service import HoldServiceUnavailableError
from lambdas.chat.tools.registry import TOOLS, run_tool, tool_specs
from lambdas.chat.tools.seats import propose, with_proposal
from lambdas.chat.transcript import Emit, Transcript
from megaticket.booking.models import Hold
from megaticket.booking.service import UNKNOWN_SCHEDULE
from megaticket.clock import Clock, epoch
from megaticket.errors import ErrorCode, Refusal
from megaticket.telemetry import log_defect

MAX_TOOL_ROUNDS = 5
NOTHING_SAID = "죄송해요, 답변을 준비하지 못했어요. 다시 한번 말씀해 주세요."


@dataclass(frozen=True)
class TurnServices:
    """What every turn of a process shares. `history_turns` is how many past turns the model sees."""

    store: ConversationStore
    converser: Converser
    tools: Services
    clock: Clock
    history_turns: int


class TurnRun:
    """A turn under way, in a thread of its own. It goes on when the person's connection does not."""

    def __init__(self, services: TurnServices, begun: Begun, request: ChatRequest, emit: Emit) -> None:
        self._services = services
        self._request = request
        self._user_id = begun.head.user_id
        self._conversation_id = begun.head.conversation_id
        self._number = begun.number
        self._state = begun.head.state
        self._reading = Reading()
        self._emit = emit
        self._transcript = Transcript(begun.number, request.message, emit)
        self._messages: list[Message] = [user_message(request.message)]
        self._proposed = False
        self._notice: str | None = None
        self._suggested: tuple[Choice, ...] = ()
        self._holds: Sequence[Hold] = ()
        self._last: Answered | None = None
        self._usage = Usage()
        self._patience = TurnPatience(self._stop_requested)

    def execute(self) -> None:
        """Runs the turn to its end. Nothing leaves it but events; it is saved before its last one."""
        self._transcript.start(self._conversation_id, turn_id_of(self._number))
        status, error = self._guarded()
        done = self._closed(status)
        if not self._saved(status) and error is None:
            error = ErrorCode.MODEL_UNAVAILABLE
            self._transcript.fail(error)
        self._emit(done)
        metrics.report_turn(error)

    def _guarded(self) -> tuple[TurnStatus, ErrorCode | None]:
        """Answers, and turns whatever goes wrong into the words for it."""
        try:
            self._answer()
        except TurnStoppedError:
            return "stopped", None
        except TurnDeadlineError:
            error = ErrorCode.TURN_DEADLINE
        except ModelsUnavailableError:
            error = ErrorCode.MODEL_UNAVAILABLE
        except HoldServiceUnavailableError:
            error = ErrorCode.HOLD_SERVICE_UNAVAILABLE
        except Exception as defect:  # noqa: BLE001 (a defect is logged with its stack, and never shown)
            log_defect("turn failed", defect, conversation=self._conversation_id, turn=self._number)
            error = ErrorCode.MODEL_UNAVAILABLE
        else:
            return "completed", None
        self._transcript.fail(error)
        return "failed", error

    def _answer(self) -> None:
        now = self._now()
        self._reading = read_message(self._request, self._state, now)
        self._state = self._reading.apply(self._state)
        self._holds = self._live_holds()
        self._propose_selection()
        past = self._services.store.turns(self._conversation_id, self._services.history_turns + 1)
        history = history_messages(turn for turn in past if turn.number < self._number)
        for tool_round in range(MAX_TOOL_ROUNDS + 1):
            answer = self._ask(history, tools_allowed=tool_round < MAX_TOOL_ROUNDS)
            if not answer.calls or tool_round == MAX_TOOL_ROUNDS:
                self._conclude(answer)
                return
            if answer.text:
                self._transcript.reset("preamble")
            self._messages.append(answer.as_message())
            self._run_tools(answer.calls)

    def _ask(self, history: Sequence[Message], *, tools_allowed: bool) -> Answer:
        context = context_text(
            self._state,
            self._holds,
            self._services.clock(),
            self._step(),
            self._reading.consented,
            notice=self._notice,
            tools_allowed=tools_allowed,
        )
        current = [current_message(context, self._request.message), *self._messages[1:]]
        prompt = Prompt(base_prompt(), tool_specs(), history, current)
        answer = listen(self._services.converser.converse(prompt, self._patience), self._transcript)
        if answer.ended:
            self._last = answer.ended
            self._usage += answer.ended.usage
        return answer

    def _conclude(self, answer: Answer) -> None:
        """The last answer of the turn: words alone, since a call that nobody answers would poison the history."""
        answer.calls = []
        if not answer.text.strip():
            answer.parts = [NOTHING_SAID]
            self._transcript.say(NOTHING_SAID)
        self._messages.append(answer.as_message())

    def _run_tools(self, calls: Sequence[ToolCall]) -> None:
        """Runs the calls of one answer in their order; all results stand in one message.

        Until a call has run its result says so: a turn that is saved in between, or dies, leaves every call answered.
        """
        results = [tool_result(call, NOT_RUN) for call in calls]
        self._messages.append({"role": "user", "content": results})
        for position, call in enumerate(calls):
            outcome = self._run_tool(call)
            results[position] = tool_result(call, outcome)
            self._take(outcome)

    def _run_tool(self, call: ToolCall) -> ToolOutcome:
        known = TOOLS.get(call.name)
        self._patience.check(WRITE_SECONDS if known and known.writes else 0.0)
        label = known.label if known else "확인하고 있어요"
        self._transcript.tool(call.name, "started", label)
        metrics.report_tool(known.name if known else "unknown")
        try:
            outcome = run_tool(call, self._tool_context())
        except Exception:
            self._transcript.tool(call.name, "failed", label)
            raise
        self._transcript.tool(call.name, "failed" if outcome.refusal else "finished", label)
        return outcome

    def _tool_context(self) -> ToolContext:
        return ToolContext(
            self._services.tools,
            self._user_id,
            self._state,
            self._reading.consented,
            self._holds,
            f"{self._conversation_id}:{self._number}",
            self._services.clock(),
        )

    def _take(self, outcome: ToolOutcome) -> None:
        self._state = outcome.state or self._state
        self._suggested = outcome.choices or self._suggested
        for action in outcome.actions:
            self._proposed |= action.type == "PROPOSAL"
            self._transcript.act(action)
        if outcome.wrote:
            # Saved at once, so that a crash from here on loses no hold.
            turn = self._transcript.as_turn("running", self._messages)
            self._services.store.save_progress(self._conversation_id, turn, self._state)
            self._holds = self._live_holds()

    def _propose_selection(self) -> None:
        """Seats that the person picked on the map become the open proposal, as if a tool had found them."""
        selection = self._request.selection
        if selection is None:
            return
        # Whatever lay open before is not what the person wants now.
        self._state = self._state.model_copy(update={"proposals": ()})
        house = self._services.tools.booking.house(selection.schedule_id)
        if house is None:
            self._notice = UNKNOWN_SCHEDULE.message
            return
        proposal = propose(house, selection.seat_ids, self._tool_context())
        if isinstance(proposal, Refusal):
            self._notice = proposal.message
            return
        self._state = with_proposal(self._state, proposal, house)
        self._proposed = True
        self._transcript.act(Action("PROPOSAL", proposal.as_action()))

    def _closed(self, status: TurnStatus) -> Event:
        """Ends the transcript: the buttons, and the last event, which is sent only once the turn is saved."""
        if status == "completed":
            self._state = self._state.after_answer(self._transcript.text, self._proposed, self._now())
        step = self._step()
        choices = choices_for(step, self._state, self._suggested, self._now())
        if status == "completed" and choices:
            self._transcript.act(Action("CHOICES", {"items": [choice.as_json() for choice in choices]}))
        return self._transcript.done(done_data(status, step, self._last, self._usage))

    def _saved(self, status: TurnStatus) -> bool:
        turn = self._transcript.as_turn(status, self._messages)
        try:
            self._services.store.finish(self._conversation_id, turn, self._state, self._step())
        except Exception as defect:  # noqa: BLE001 (the thread has no caller: a defect is logged here or nowhere)
            log_defect("turn not saved", defect, conversation=self._conversation_id, turn=self._number)
            return False
        return True

    def _step(self) -> Step:
        now = self._now()
        has_live_hold = any(map(self._services.tools.booking.is_live, self._holds))
        return derive_step(self._state, first_turn=self._number == 1, has_live_hold=has_live_hold, now=now)

    def _live_holds(self) -> list[Hold]:
        booking = self._services.tools.booking
        return list(filter(booking.is_live, booking.holds_of(self._user_id)))

    def _now(self) -> int:
        return epoch(self._services.clock())

    def _stop_requested(self) -> bool:
        return self._services.store.stop_requested(self._conversation_id, self._number)
