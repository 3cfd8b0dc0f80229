"""The loop: read a line, obey it or send it, show the answer."""

import re
import unicodedata
from collections.abc import Callable
from functools import partial
from uuid import uuid4

from devstack.terminal.client import ChatClient, Message
from devstack.terminal.commands import Commands
from devstack.terminal.delivery import Pause, deliver
from devstack.terminal.errors import ChatError
from devstack.terminal.keyboard import Keyboard
from devstack.terminal.records import Choice
from devstack.terminal.screen import Screen
from devstack.terminal.state import ChatState
from devstack.terminal.stopping import Stopper
from devstack.terminal.texts import countdown
from devstack.terminal.turn import Clock, TurnPlayer

GREETING = "MegaTicket 예매 도우미 · 사람이 아니라 인공지능(AI)이 답하며, 틀릴 수 있습니다."
PRIVACY = "입력한 내용은 한국 밖에서 처리될 수 있습니다. 카드 번호는 입력하지 마세요."
EXAMPLES = "예) 이번 주말에 볼 수 있는 뮤지컬 있어?\n예) 내 예약 보여 줘  (명령은 /help)"


class Session:
    """One person's sitting at the terminal."""

    def __init__(
        self, client: ChatClient, screen: Screen, keyboard: Keyboard, front: str, clock: Clock, pause: Pause
    ) -> None:
        """Speaks to `client`, draws on `screen`, reads from `keyboard`; `front` makes links absolute."""
        self._client = client
        self._screen = screen
        self._keyboard = keyboard
        self._clock = clock
        self._pause = pause
        self._state = ChatState()
        self._player = TurnPlayer(screen, self._state, front, clock)
        self._commands = Commands(client, screen, self._state, self._player)
        self._interrupted = False

    def run(self) -> None:
        """Until /quit or the end of the input. Raises KeyboardInterrupt when the person insists on leaving."""
        self._greet()
        if self._keyboard.interactive:
            self._guarded(self._commands.resume)
        while (line := self._read()) not in {None, "/quit"}:
            if line:
                self._guarded(partial(self._obey, line))

    def _greet(self) -> None:
        self._screen.note(GREETING, "bold")
        self._screen.note(PRIVACY, "yellow")
        self._screen.note(EXAMPLES + "\n")

    def _read(self) -> str | None:
        """What the person typed, composed as Korean keyboards do; empty after a Ctrl-C."""
        for hold in self._state.take_expired(self._clock()):
            self._screen.note(f"! 선점 시간이 끝났습니다: {hold.performance_title}", "yellow")
            self._screen.note("  결제하셨다면 ‘내 예약’으로 확인해 주세요.")
        try:
            line = self._keyboard.read(self._status())
        except KeyboardInterrupt:
            if self._interrupted or not self._keyboard.interactive:
                raise
            self._interrupted = True
            self._screen.note("\n  한 번 더 Ctrl-C 를 누르면 끝냅니다.")
            return ""
        self._interrupted = False
        return line and unicodedata.normalize("NFC", line).strip()

    def _status(self) -> str:
        """The time left of the hold that ends first: "[선점 9:41] "."""
        expiry = self._state.next_expiry()
        return f"[선점 {countdown(expiry, self._clock())}] " if expiry else ""

    def _guarded(self, step: Callable[[], None]) -> None:
        try:
            step()
        except ChatError as error:
            self._screen.note(f"! {error.message}", "bold red")
            if error.remedy:
                self._screen.note(f"  {error.remedy}")
        self._screen.note("")

    def _obey(self, line: str) -> None:
        if line.startswith("/"):
            self._commands.run(line)
            return
        choice = self._chosen(line)
        if choice is not None:
            self._screen.note(f"  → {choice.label}")
        self._say(choice or Choice(label=line, message=line))

    def _chosen(self, line: str) -> Choice | None:
        """The button of a number, "1" or "1번"; any other text is a message."""
        number = re.fullmatch(r"([1-9]\d?)번?", unicodedata.normalize("NFKC", line))
        place = int(number[1]) - 1 if number else len(self._state.choices)
        return self._state.choices[place] if place < len(self._state.choices) else None

    def _say(self, choice: Choice) -> None:
        message = Message(
            message=choice.message,
            confirm=choice.confirm,
            conversation_id=self._state.conversation_id,
            client_message_id=uuid4().hex,
        )
        stopper = Stopper(self._client, self._state)
        with stopper.on_interrupt():
            self._player.play(deliver(lambda: self._client.send(message), self._pause), stopper.started)
