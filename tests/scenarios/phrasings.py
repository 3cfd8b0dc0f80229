"""What people may write for the same few wishes, each said once: whether the server and the stand-in model understand it."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from megaticket.base import Record
from tests.e2e.catalogue import Json
from tests.e2e.client import Answer, Person
from tests.scenarios.houses import Scene, grade_of, words_of
from tests.scenarios.stage import Stage

FILE = Path(__file__).parent / "phrasings.toml"
HOUSES = {"any": "small", "cast": "small", "saturday-evening": "small next sat evening"}


class Expected(Record):
    """What shows that a wish was understood: an event, the tables, or words from the data."""

    kind: Literal["text", "offer", "held", "unchanged", "reservations", "released", "extended"]
    seats: int = 2
    grade: Literal["middle", "cheapest"] | None = None
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()


class Wish(Record):
    """One wish, and the many ways to say it. `before` is what has been done so far."""

    name: str
    house: Literal["any", "cast", "saturday-evening"]
    before: Literal["nothing", "offer", "hold"] = "nothing"
    expect: Expected
    phrasings: tuple[str, ...]


class Wishes(Record):
    """The wishes of a file."""

    wish: tuple[Wish, ...]


@dataclass(frozen=True)
class Said:
    """A phrasing that was said, and what it led to."""

    person: Person
    scene: Scene
    answer: Answer
    words: dict[str, str]
    before: list[Json]
    after: list[Json]

    @property
    def holds(self) -> list[Json]:
        """What the person holds or held."""
        return [row for row in self.after if row["sk"] == "HOLD" and row["userId"] == self.person.sub]


def wishes() -> tuple[Wish, ...]:
    """All wishes. Raises pydantic.ValidationError for a file in another form."""
    return Wishes.model_validate(tomllib.loads(FILE.read_text("utf-8"))).wish


def say(wish: Wish, phrasing: str, stage: Stage) -> tuple[str, Said]:
    """Somebody new says it once. Gives the words in which it was said, and what came of them."""
    scene = stage.scene(HOUSES[wish.house])
    words = words_of(scene)
    person = stage.sign_in()
    rows = stage.tables.reservations
    try:
        _prepare(wish, person, scene, stage)
        before = stage.tables.reservations
        message = phrasing.format(**words)
        return message, Said(person, scene, person.say(message), words, before, stage.tables.reservations)
    finally:
        stage.restore(rows)


def _prepare(wish: Wish, person: Person, scene: Scene, stage: Stage) -> None:
    if wish.before == "hold":
        stage.hold(person.sub, scene.house, scene.house.pick(wish.expect.seats))
    if wish.before == "offer":
        words = "{title} {when} {grade} 2장이요".format(**words_of(scene))
        assert person.say(words).actions("PROPOSAL"), words


def is_understood(expected: Expected, said: Said) -> bool:
    """Whether the answer does what was wished for."""
    return _JUDGES[expected.kind](expected, said)


def _text(expected: Expected, said: Said) -> bool:
    told = [words.format(**said.words) in said.answer.text for words in expected.all]
    return all(told) and (
        not expected.any or any(words.format(**said.words) in said.answer.text for words in expected.any)
    )


def _offer(expected: Expected, said: Said) -> bool:
    offers = list(_proposals(said.answer))
    grade = said.scene.grade if expected.grade is None else grade_of(said.scene.house, expected.grade)
    return bool(offers) and all(
        offer["scheduleId"] == said.scene.house.schedule_id
        and len(offer["seats"]) == expected.seats
        and {seat["grade"] for seat in offer["seats"]} == {grade}
        for offer in offers
    )


def _proposals(answer: Answer) -> Iterator[Json]:
    yield from answer.actions("PROPOSAL")
    for options in answer.actions("SEAT_OPTIONS"):
        yield from options["options"]


def _held(expected: Expected, said: Said) -> bool:
    return [(hold["state"], len(hold["seats"])) for hold in said.holds] == [("HOLDING", expected.seats)]


def _unchanged(_expected: Expected, said: Said) -> bool:
    return said.before == said.after


def _reservations(_expected: Expected, said: Said) -> bool:
    return bool(said.answer.actions("MY_RESERVATIONS")) and said.before == said.after


def _released(_expected: Expected, said: Said) -> bool:
    return [hold["state"] for hold in said.holds] == ["RELEASED"]


def _extended(_expected: Expected, said: Said) -> bool:
    return [(hold["state"], hold.get("extensions")) for hold in said.holds] == [("HOLDING", 1)]


_JUDGES: dict[str, Callable[[Expected, Said], bool]] = {
    "text": _text,
    "offer": _offer,
    "held": _held,
    "unchanged": _unchanged,
    "reservations": _reservations,
    "released": _released,
    "extended": _extended,
}
