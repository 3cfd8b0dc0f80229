"""The life of a turn: it begins, answers, meets whatever goes wrong, is saved, and says its last word."""

from collections.abc import Callable, Sequence
from typing import Any

from lambdas.chat import metrics
from lambdas.chat.answer import done_data
from lambdas.chat.bedrock.fallback import ModelsUnavailableError
from lambdas.chat.conversation.history import recall
from lambdas.chat.conversation.mending import mended
from lambdas.chat.conversation.records import Message, Turn, TurnStatus, turn_id_of
from lambdas.chat.conversation.steps import Step
from lambdas.chat.conversation.store import Begun
from lambdas.chat.conversation.writes import Ending
from lambdas.chat.dialogue import Dialogue
from lambdas.chat.patience import TurnDeadlineError, TurnPatience, TurnStoppedError
from lambdas.chat.protocol import Action, ChatRequest, Event
from lambdas.chat.services import TurnServices
from lambdas.chat.situation import Situation
from lambdas.chat.tools.hold_service import HoldServiceUnavailableError
from lambdas.chat.transcript import Emit, Transcript
from megaticket.errors import ErrorCode
from megaticket.telemetry import log_defect


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
            TurnPatience(self._stop_requested, services.now),
            self._save_progress,
        )

    def execute(self) -> None:
        """Runs the turn to its end. Nothing leaves it but events; it is saved before its last one."""
        self._transcript.start(self._conversation_id, turn_id_of(self._number))
        status, error = self._guarded(self._answer)
        ended = self._guarded(lambda: self._end(status))
        status, error = (status, error) if error or not ended[1] else ended
        if error:
            self._transcript.fail(error)
        done = self._transcript.done(self._done(status))
        if not self._saved(status):
            done = Event("done", self._done("failed"))
            if error is None:
                error = ErrorCode.MODEL_UNAVAILABLE
                self._transcript.fail(error)
        self._emit(done)
        metrics.report_turn(error)

    def _guarded(self, work: Callable[[], None]) -> tuple[TurnStatus, ErrorCode | None]:
        """Does a part of the turn, and turns whatever goes wrong into the code for it."""
        try:
            work()
        except TurnStoppedError:
            return "stopped", None
        except TurnDeadlineError:
            error = ErrorCode.TURN_DEADLINE
        except ModelsUnavailableError:
            error = ErrorCode.MODEL_UNAVAILABLE
        except HoldServiceUnavailableError:
            error = ErrorCode.HOLD_SERVICE_UNAVAILABLE
        except Exception as defect:  # noqa: BLE001 (a defect is logged with its stack, and never shown)
            self._log("turn failed", defect)
            error = ErrorCode.MODEL_UNAVAILABLE
        else:
            return "completed", None
        return "failed", error

    def _answer(self) -> None:
        for action in self._situation.read(self._request):
            self._transcript.act(action)
        self._dialogue.run(self._history())

    def _history(self) -> Sequence[Message]:
        past = mended(self._services.store.past_turns(self._begun))
        history = recall(past, self._services.history, self._number)
        self._history_from = history.first
        return history.messages

    def _end(self, status: TurnStatus) -> None:
        self._complete()
        if status == "completed":
            self._conclude()

    def _complete(self) -> None:
        """Says what the answer must not lack, also where it broke off: nobody holds seats without the way to pay."""
        self._append(self._situation.assurance.missing(self._transcript.text))

    def _append(self, words: str) -> None:
        if words:
            self._transcript.say(f"\n\n{words}" if self._transcript.text else words)

    def _conclude(self) -> None:
        """What the answer means for the booking, and the buttons that fit."""
        self._append(self._situation.unasked_offer(self._transcript.text))
        self._situation.conclude(self._transcript.text)
        choices = self._situation.choices()
        if choices:
            self._transcript.act(Action("CHOICES", {"items": [choice.as_json() for choice in choices]}))

    def _done(self, status: TurnStatus) -> dict[str, Any]:
        return done_data(status, self._step(), self._dialogue.last, self._dialogue.usage)

    def _step(self) -> Step:
        """Where the booking stands; where that cannot be said, it stands where it stood."""
        try:
            return self._situation.step()
        except Exception as defect:  # noqa: BLE001 (a turn ends, whatever happens)
            self._log("step unknown", defect)
            return Step(self._begun.head.step)

    def _save_progress(self) -> None:
        self._services.store.save_progress(self._conversation_id, self._turn("running"), self._situation.state)

    def _turn(self, status: TurnStatus) -> Turn:
        turn = self._transcript.as_turn(status, self._dialogue.messages)
        return turn.model_copy(update={"is_retold": self._dialogue.is_retold})

    def _saved(self, status: TurnStatus) -> bool:
        """Saves the turn, with which its lease is free. A history that no model took begins anew with it."""
        history_from = self._number if self._dialogue.drops_history else self._history_from
        tokens = self._dialogue.meter.tokens
        try:
            ending = Ending(self._situation.state, self._step(), history_from, tokens)
            self._services.store.finish(self._begun, self._turn(status), ending)
        except Exception as defect:  # noqa: BLE001 (the thread has no caller: a defect is logged here or nowhere)
            self._log("turn not saved", defect)
            return False
        return True

    def _log(self, what: str, defect: Exception) -> None:
        log_defect(what, defect, conversation=self._conversation_id, turn=self._number)

    def _stop_requested(self) -> bool:
        return self._services.store.stop_requested(self._conversation_id, self._number)
