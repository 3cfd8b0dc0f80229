"""The commands that begin with a slash, and going on with the last conversation."""

from devstack.terminal.answer import SPEAKER
from devstack.terminal.client import ChatClient
from devstack.terminal.keyboard import PROMPT
from devstack.terminal.records import Conversation, Turn
from devstack.terminal.screen import Screen
from devstack.terminal.state import ChatState
from devstack.terminal.turn import TurnPlayer

HELP = """  /new    새 대화를 시작합니다
  /holds  지금 선점한 좌석과 남은 시간을 봅니다
  /stop   나오고 있는 답변을 멈춥니다 (답변 중에는 Ctrl-C)
  /help   이 도움말을 봅니다
  /quit   끝냅니다 (Ctrl-D)
  번호가 붙은 단추는 번호만 입력하면 됩니다."""


class Commands:
    """What a person can ask of the terminal itself."""

    def __init__(self, client: ChatClient, screen: Screen, state: ChatState, player: TurnPlayer) -> None:
        """Works on the session's parts."""
        self._client = client
        self._screen = screen
        self._state = state
        self._player = player
        self._commands = {"/new": self._new, "/holds": self._holds, "/stop": self._stop, "/help": self._help}

    def run(self, line: str) -> None:
        """Obeys one command. Raises ChatError where the server refuses."""
        self._commands.get(line, self._unknown)()

    def resume(self) -> None:
        """Goes on where the person left off, and says how not to. Raises ChatError."""
        latest = self._client.latest()
        if latest is None or not latest.turns:
            return
        self._screen.note("지난 대화에 이어서 합니다. 새로 시작하려면 /new", "bold")
        for turn in latest.turns[-2:]:
            self._recall(turn)
        self._state.restore(latest)
        self._player.show_holds()
        self._player.offer_choices()

    def _recall(self, turn: Turn) -> None:
        if turn.text:
            self._screen.note((PROMPT if turn.role == "user" else SPEAKER) + self._screen.unmarked(turn.text))

    def _new(self) -> None:
        self._state.conversation_id, self._state.choices = None, ()
        self._screen.note("  새 대화를 시작합니다.")

    def _holds(self) -> None:
        conversation = self._current()
        if conversation is not None:
            self._state.restore(conversation)
        self._player.show_holds()
        if not self._state.holds:
            self._screen.note("  지금 선점한 좌석이 없습니다.")

    def _stop(self) -> None:
        conversation = self._current()
        if conversation is None or conversation.running_turn_id is None or self._state.conversation_id is None:
            self._screen.note("  지금 나오고 있는 답변이 없습니다.")
            return
        self._client.stop(self._state.conversation_id, conversation.running_turn_id)
        self._screen.note("  답변을 멈추도록 했습니다.")

    def _help(self) -> None:
        self._screen.note(HELP, "")

    def _unknown(self) -> None:
        self._screen.note("  모르는 명령입니다. /help 로 명령을 볼 수 있습니다.")

    def _current(self) -> Conversation | None:
        identifier = self._state.conversation_id
        return self._client.conversation(identifier) if identifier else None
