"""The life of a turn: it begins, answers, meets whatever goes wrong, is saved, and says its last word."""

from collections.abc import Sequence
from dataclasses import dataclass

from lambdas.chat import metrics
from lambdas.chat.answer import done_data
from lambdas.chat.bedrock.fallback import Converser, ModelsUnavailableError
from lambdas.chat.conversation.history import HistoryLimit, recall
from lambdas.chat.conversation.mending import mended
from lambdas.chat.conversation.records import Message, Turn, TurnStatus, turn_id_of
from lambdas.chat.conversation.store import Begun, ConversationStore
from lambdas.chat.conversation.writes import Ending
from lambdas.chat.dialogue import Dialogue
from lambdas.chat.patience import TurnDeadlineError, TurnPatience, TurnStoppedError
from lambdas.chat.protocol import Action, ChatRequest, Event
from lambdas.chat.situation import Situation
from lambdas.chat.tools.base import Services
from lambdas.chat.tools.hold_service import HoldServiceUnavailableError
from lambdas.chat.transcript import Emit, Transcript
from megaticket.clock import Clock
from megaticket.errors import ErrorCode
from megaticket.telemetry import log_defect


@dataclass(frozen=True)
class TurnServices:
    """What every turn of a process shares. `history` is how much of the conversation models are sent."""

    store: ConversationStore
    converser: Converser
    tools: Services
    clock: Clock
    history: HistoryLimit


class TurnRun:
    """A turn under way, in a thread of its own. It goes on when the person's connection does not."""

    def __init__(
        self, services: TurnServices, begun: Begun, request: ChatRequest, emit: Emit, notice: str | None = None
    ) -> None:
        self._services = services
        self._begun = begun
        self._history_from = begun.head.history_from
        self._request = request
        self._conversation_id = begun.head.conversation_id
        self._number = begun.number
        self._emit = emit
        self._transcript = Transcript(begun.number, request.message, emit)
        self._situation = Situation(begun, services.tools, services.clock, notice)
        self._dialogue = Dialogue(
            request.message,
            services.converser,
            self._situation,
            self._transcript,
            TurnPatience(self._stop_requested),
            self._save_progress,
        )

    def execute(self) -> None:
        """Runs the turn to its end. Nothing leaves it but events; it is saved before its last one."""
        self._transcript.start(self._conversation_id, turn_id_of(self._number))
        status, error = self._guarded()
        self._complete()
        if error:
            self._transcript.fail(error)
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
        return "failed", error

    def _complete(self) -> None:
        """Says what the answer must not lack, also where it broke off: nobody holds seats without the way to pay."""
        text = self._transcript.text
        missing = self._situation.assurance.missing(text)
        if missing:
            self._transcript.say(f"\n\n{missing}" if text else missing)

    def _answer(self) -> None:
        for action in self._situation.read(self._request):
            self._transcript.act(action)
        self._dialogue.run(self._history())

    def _history(self) -> Sequence[Message]:
        past = mended(self._services.store.past_turns(self._begun))
        history = recall(past, self._services.history, self._number)
        self._history_from = history.first
        return history.messages

    def _closed(self, status: TurnStatus) -> Event:
        """Ends the transcript: the buttons, and the last event, which is sent only once the turn is saved."""
        if status == "completed":
            self._situation.conclude(self._transcript.text)
            choices = self._situation.choices()
            if choices:
                self._transcript.act(Action("CHOICES", {"items": [choice.as_json() for choice in choices]}))
        step = self._situation.step()
        return self._transcript.done(done_data(status, step, self._dialogue.last, self._dialogue.usage))

    def _save_progress(self) -> None:
        self._services.store.save_progress(self._conversation_id, self._turn("running"), self._situation.state)

    def _turn(self, status: TurnStatus) -> Turn:
        turn = self._transcript.as_turn(status, self._dialogue.messages)
        return turn.model_copy(update={"is_retold": self._dialogue.is_retold})

    def _saved(self, status: TurnStatus) -> bool:
        turn = self._turn(status)
        situation = self._situation
        tokens = self._dialogue.meter.tokens
        ending = Ending(situation.state, situation.step(), self._history_from, tokens)
        try:
            self._services.store.finish(self._begun, turn, ending)
        except Exception as defect:  # noqa: BLE001 (the thread has no caller: a defect is logged here or nowhere)
            log_defect("turn not saved", defect, conversation=self._conversation_id, turn=self._number)
            return False
        return True

    def _stop_requested(self) -> bool:
        return self._services.store.stop_requested(self._conversation_id, self._number)
