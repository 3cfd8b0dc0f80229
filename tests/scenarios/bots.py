"""Two bots in the place of the chat, as negative controls: one that does nothing, and one that always holds."""

from dataclasses import dataclass
from typing import Any

from megaticket.contracts import won
from tests.e2e.catalogue import House, Json
from tests.e2e.client import Answer, Event, Person
from tests.scenarios.houses import scene_of, words_of
from tests.scenarios.playing import Played, Player, Speaker, by_key, finished
from tests.scenarios.records import Act, AtOnce, Move, Pick, Press, Raw, Scenario
from tests.scenarios.stage import Stage

OF_A_CONVERSATION = {"take_proposed", "expire_proposal", "new_conversation"}
"""What happens to a conversation cannot happen to a bot's."""


class IdleBot:
    """Friendly, and of no use."""

    def say(self, message: str, **_fields: Any) -> Answer:
        """Does nothing."""
        return _answer(f"네, 확인했어요. {message}")


@dataclass
class HoldingBot:
    """Holds the next two free seats whatever is said, on the date in question or another one."""

    stage: Stage
    person: Person
    houses: tuple[House, ...]

    def say(self, message: str, **_fields: Any) -> Answer:
        """Holds, if there is any seat to hold."""
        hold = next(filter(None, map(self._held, self.houses)), None)
        return (
            _answer(_told(hold), Event("", "action", {"type": "HOLD_CREATED", "data": hold})) if hold else _answer("")
        )

    def _held(self, house: House) -> Json | None:
        taken = self.stage.tables.taken(house.schedule_id)
        runs = [[seat for seat in run if seat not in {*taken, *house.unsold}] for run in house.runs()]
        seats = next((run[:2] for run in runs if run), None)
        if seats is None:
            return None
        command = {"action": "hold", "userId": self.person.sub, "scheduleId": house.schedule_id, "seatIds": seats}
        total = house.price_of(seats)
        answer = self.stage.invoke(command | {"expectedTotal": total, "requestId": f"{house.schedule_id}{seats}"})
        return answer["hold"] if answer["ok"] else None


class BotPlayer(Player):
    """Says in words what a person would press."""

    def move(self, move: Move) -> None:
        """The person's next step, as far as it means something to a bot."""
        if isinstance(move, Act) and move.act in OF_A_CONVERSATION:
            return
        if isinstance(move, Raw | Pick):
            super().move(move.say)
        else:
            super().move("네" if isinstance(move, Press | AtOnce) else move)


def play_idle(scenario: Scenario, stage: Stage) -> Played:
    """A scenario with the bot that does nothing."""
    return _play(scenario, stage, stage.sign_in(), IdleBot())


def play_holding(scenario: Scenario, stage: Stage) -> Played:
    """A scenario with the bot that always holds."""
    person = stage.sign_in()
    scene = scene_of(scenario, stage.catalogue, stage.today)
    return _play(scenario, stage, person, HoldingBot(stage, person, (scene.house, scene.other)))


def _play(scenario: Scenario, stage: Stage, person: Person, bot: Speaker) -> Played:
    scene = scene_of(scenario, stage.catalogue, stage.today)
    rows = stage.tables.reservations
    try:
        return finished(BotPlayer(stage, person, scene, bot, words_of(scene), by_key(rows)), scenario)
    finally:
        stage.restore(rows)


def _told(hold: Json) -> str:
    until, total = hold["expiresAtText"], won(hold["totalPrice"])
    return f"선점했어요. {total}, {until}까지 결제해 주세요. [결제 완료하러 가기]({hold['paymentUrl']})"


def _answer(text: str, *actions: Event) -> Answer:
    events = (Event("", "start", {"turnId": "T000001"}), *actions, Event("", "text", {"delta": text}))
    return Answer(200, (*events, Event("", "done", {})))
