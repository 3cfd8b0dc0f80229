"""Playing a scenario: what the person does, and what came of it."""

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from string import Formatter
from typing import Any, Protocol

from megaticket.clock import Clock, epoch, utc_now
from megaticket.errors import ERRORS
from tests.e2e.catalogue import Json
from tests.e2e.client import Answer, Person
from tests.scenarios.acts import ACTS
from tests.scenarios.houses import Scene, scene_of, words_of
from tests.scenarios.records import Act, AtOnce, Expectation, Move, Pick, Press, Raw, Scenario
from tests.scenarios.stage import Stage

Rows = Sequence[Json]


class Speaker(Protocol):
    """Who answers a person: the chat, or a bot in its place."""

    def say(self, message: str, **fields: Any) -> Answer:
        """The answer to a message."""


@dataclass(frozen=True)
class Played:
    """A scenario that was played, with everything that the judge needs.

    Attributes:
        before: the reservations without what the conversation did: those in the beginning, and what acts changed since.
        at: when it ended, in seconds since 1970.
        codes: the refusals that people or models were given.
        facts: everything that tools told the models.
    """

    sub: str
    scene: Scene
    expected: Expectation
    said: tuple[str, ...]
    before: Rows
    after: Rows
    answers: tuple[Answer, ...]
    at: int = 0
    codes: frozenset[str] = frozenset()
    facts: str = ""


@dataclass
class Player:
    """One person in one scenario."""

    stage: Stage
    person: Person
    scene: Scene
    speaker: Speaker
    words: dict[str, str]
    given: dict[str, Json] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    def act(self, act: Act) -> None:
        """Something happens beside the conversation, which is not the bot's doing."""
        start = by_key(self.stage.tables.reservations)
        filled = act.model_copy(update={"grade": self.fill(act.grade) if act.grade else None})
        ACTS[act.act](self.stage, self.person, self.scene, filled)
        end = by_key(self.stage.tables.reservations)
        changed = {key for key in start | end if start.get(key) != end.get(key)}
        for key in changed:
            self.given.pop(key, None)
            if key in end:
                self.given[key] = end[key]
        self._learn_holds()

    def move(self, move: Move) -> None:
        """The person's next step."""
        self.said.append(self.fill(move) if isinstance(move, str) else str(move))
        if isinstance(move, Act):
            self.act(move)
        elif isinstance(move, AtOnce):
            consent = self.answers[-1].consent
            with ThreadPoolExecutor() as pool:
                self.answers += pool.map(lambda _: self._press(consent), range(move.press_at_once))
        else:
            self.answers.append(self._spoken(move))

    def fill(self, text: str) -> str:
        """A text with the words of the catalogue in it."""
        names = {name for _, name, _, _ in Formatter().parse(text) if name}
        return text.format(**{name: self.words[name] for name in names})

    def _spoken(self, move: str | Press | Pick | Raw) -> Answer:
        if isinstance(move, str):
            return self.speaker.say(self.fill(move))
        if isinstance(move, Press):
            return self._press(self._button(move))
        if isinstance(move, Pick):
            seats = [self.fill(seat) for seat in move.seats] or self.scene.house.pick(move.pick, move.skip)
            selection = {"scheduleId": self.scene.house.schedule_id, "seatIds": seats}
            return self.speaker.say(move.say, selection=selection)
        return self._raw(move)

    def _button(self, move: Press) -> Json:
        if move.press == "agree":
            return self.answers[-1].consent
        label, choices = self.fill(move.press), self.answers[-1].choices
        found = [choice for choice in choices if label in choice["label"]]
        said = "\n".join(answer.text for answer in self.answers)
        assert found, f"no button {label!r} among {[choice['label'] for choice in choices]} after {said}"
        return found[0]

    def _press(self, choice: Json) -> Answer:
        return self.speaker.say(choice["message"], **{key: choice[key] for key in ("confirm",) if key in choice})

    def _raw(self, move: Raw) -> Answer:
        changed = {"confirm": move.confirm, "conversationId": move.conversation_id}
        fields = {key: self.fill(value) for key, value in changed.items() if value is not None}
        if move.token is None:
            return self.speaker.say(self.fill(move.say), **fields)
        return replace(self.person, token=move.token).say(self.fill(move.say), **fields)

    def _learn_holds(self) -> None:
        """Ids that a message may name: the person's hold, and somebody else's."""
        for row in self.given.values():
            if row["sk"] == "HOLD":
                self.words["hold" if row["userId"] == self.person.sub else "others_hold"] = row["holdId"]


def play(scenario: Scenario, stage: Stage, manner: str = "") -> Played:
    """Plays a scenario and takes back what it has changed."""
    rows = stage.tables.reservations
    scene = scene_of(scenario, stage.catalogue, stage.today)
    person = stage.sign_in(manner)
    try:
        return finished(Player(stage, person, scene, person, words_of(scene), by_key(rows)), scenario)
    finally:
        stage.restore(rows)


def finished(player: Player, scenario: Scenario, clock: Clock = utc_now) -> Played:
    """All that a player has done, and what came of it by a clock."""
    for move in (*scenario.given, *scenario.say):
        player.move(move)
    stage = player.stage
    rows = stage.tables.rows("conversations")
    return Played(
        sub=player.person.sub,
        scene=player.scene,
        expected=_filled(scenario.expect, player),
        said=tuple(player.said),
        before=list(player.given.values()),
        after=stage.tables.reservations,
        answers=tuple(player.answers),
        at=epoch(clock()),
        codes=frozenset(_codes(player.answers, rows, stage.contexts())),
        facts=json.dumps([row.get("messages") for row in rows], ensure_ascii=False),
    )


def transcript(played: Played) -> Iterator[str]:
    """The conversation, for whoever reads a failure."""
    yield from (f"> {said}" for said in played.said)
    for answer in played.answers:
        kinds = [action["type"] for action in answer.named("action")]
        yield f"< {answer.text if answer.status == 200 else answer.body}  {kinds}"


def _filled(expected: Expectation, player: Player) -> Expectation:
    holds = tuple(
        hold.model_copy(update={"grade": player.fill(hold.grade) if hold.grade else None}) for hold in expected.holds
    )
    texts = ("says", "says_one_of")
    told = {name: tuple(map(player.fill, getattr(expected, name))) for name in texts}
    return expected.model_copy(update={"holds": holds, **told})


def _codes(answers: Sequence[Answer], conversations: Rows, asked: str) -> Iterator[str]:
    """Refusals: of requests, of tools, and those that the server told a model in the table's own words."""
    yield from (code for answer in answers for code in answer.error_codes)
    yield from (code.value for code, info in ERRORS.items() if f'"notice":"{info.message}' in asked)
    for row in conversations:
        for message in row.get("messages", []):
            yield from (code for block in message["content"] for code in _codes_of(block.get("toolResult", {})))


def _codes_of(result: Json) -> Iterator[str]:
    for content in result.get("content", []):
        told = content.get("json") or _parsed(content.get("text", ""))
        error = told.get("error") if isinstance(told, dict) else None
        if isinstance(error, dict) and "code" in error:
            yield str(error["code"])


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def by_key(rows: Rows) -> dict[str, Json]:
    """Rows by their keys."""
    return {f"{row['pk']}|{row['sk']}": row for row in rows}
