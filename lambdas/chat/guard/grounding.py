"""What may be said: the facts of a conversation as tuples, built by pure functions from what the server knows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lambdas.chat.conversation.records import Message
from lambdas.chat.conversation.state import ConversationState
from lambdas.chat.guard.bundles import Bundle, bundles_of
from lambdas.chat.guard.catalogue import Catalogue
from lambdas.chat.guard.form import bare, numbered
from lambdas.chat.guard.names import Names
from lambdas.chat.guard.shows import Show, Spoken, grade_core, spoken_in
from lambdas.chat.guard.tokens import Kind, Token, tokens_of
from megaticket.booking.models import Hold, HoldState
from megaticket.catalog.items import performance_of_schedule
from megaticket.clock import KST, epoch
from megaticket.seating.seats import SeatId

_SENTENCES = frozenset({"message", "notice", "ageNotice", "budgetText", "closedText", "noteTexts"})
"""Fields of results that hold the server's own sentences."""


@dataclass(frozen=True)
class Grounding:
    """The facts of one answer.

    Attributes:
        told: performances that a tool result, the state or a hold of this conversation speaks of.
        focus: of those, the ones meant where no title is named.
        said: what the person's own words hold.
        counts: how many people or tickets may be meant.
        sentences: the server's own sentences (refusals, notices), which may be repeated as they are.
        taken: "row-number" of seats that a result named as gone.
        codes: reservation numbers.
        released: whether a result of this conversation gave seats back.
    """

    now: datetime
    catalogue: Catalogue
    told: frozenset[str]
    focus: frozenset[str]
    bundles: tuple[Bundle, ...] = ()
    said: Spoken = frozenset()
    counts: frozenset[int] = frozenset({1})
    sentences: tuple[str, ...] = ()
    taken: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    released: bool = False

    @property
    def names(self) -> Names:
        """The catalogue's names."""
        return self.catalogue.names

    def show(self, performance_id: str) -> Show:
        """One performance. Raises KeyError for one that the catalogue does not have."""
        return self.catalogue.show(performance_id)

    def read(self, text: str) -> tuple[str, list[Token]]:
        """A phrase in the form that claims are read from, and its tokens."""
        return _read(text, self.catalogue, self.told)


def ground(
    catalogue: Catalogue,
    state: ConversationState,
    holds: Sequence[Hold],
    messages: Sequence[Message],
    now: datetime,
    notices: Sequence[str] = (),
) -> Grounding:
    """The facts for the next answer.

    Args:
        catalogue: what can be booked.
        state: what the conversation has come to know.
        holds: the person's live holds, and paid ones.
        messages: the stored history and this turn's messages, in Converse's form.
        now: the time.
        notices: the server's sentences about this message.
    """
    results = list(_results(messages))
    bundles = tuple(bundles_of(state, holds, results, epoch(now)))
    told = frozenset(filter(catalogue.performances.__contains__, _told(state, bundles, results)))
    lines = [line for text in _words(messages) for line in text.splitlines()]
    said = spoken_in([token for line in lines for token in _read(line, catalogue, told)[1]])
    return Grounding(
        now=now.astimezone(KST),
        catalogue=catalogue,
        told=told,
        focus=_focus(state, bundles, results) & told or told,
        bundles=bundles,
        said=said,
        counts=frozenset(_counts(state, bundles, said)),
        sentences=tuple(_sentences(results, notices)),
        taken=frozenset(_taken(results)),
        codes=frozenset(_codes(holds, results)),
        released=any("released" in result for result in results),
    )


def _read(text: str, catalogue: Catalogue, told: Iterable[str]) -> tuple[str, list[Token]]:
    form = numbered(catalogue.names.marked(bare(text)))
    grades = frozenset(grade_core(g.name) for key in told for g in catalogue.performances[key].grades)
    return form, tokens_of(form, catalogue.names, grades)


def _results(messages: Sequence[Message]) -> Iterator[dict[str, Any]]:
    for message in messages:
        for block in message["content"]:
            for part in block.get("toolResult", {}).get("content", ()):
                if isinstance(part.get("json"), dict):
                    yield part["json"]


def _words(messages: Sequence[Message]) -> Iterator[str]:
    """What the person said: the first block. In a conversation that was told as text, records of tools follow it."""
    for message in messages:
        if message["role"] == "user":
            yield from (block["text"] for block in message["content"][:1] if "text" in block)


def _told(state: ConversationState, bundles: Iterable[Bundle], results: Iterable[Any]) -> Iterator[str]:
    if state.performance_id:
        yield state.performance_id
    yield from (bundle.performance_id for bundle in bundles)
    for result in results:
        yield from _named_in(result)


def _named_in(value: Any) -> Iterator[str]:
    """The performances whose ids stand anywhere in a result."""
    if isinstance(value, dict):
        if "performanceId" in value:
            yield str(value["performanceId"])
        if "scheduleId" in value:
            yield performance_of_schedule(str(value["scheduleId"]))
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _named_in(part)


def _focus(state: ConversationState, bundles: Iterable[Bundle], results: Sequence[Any]) -> frozenset[str]:
    """What is chosen, else what the last result that names any is about, else what the person holds."""
    if state.performance_id:
        return frozenset({state.performance_id})
    named = (frozenset(_named_in(result)) for result in reversed(results))
    return next(filter(None, named), frozenset(bundle.performance_id for bundle in bundles))


def _counts(state: ConversationState, bundles: Iterable[Bundle], said: Spoken) -> Iterator[int]:
    yield from {1, state.count or 1}
    yield from (len(bundle.seats) for bundle in bundles)
    yield from (value for kind, value in said if kind == Kind.COUNT and isinstance(value, int))


def _sentences(results: Iterable[Any], notices: Iterable[str]) -> Iterator[str]:
    yield from notices
    for key, value in _leaves(results):
        if key in _SENTENCES or (key == "text" and "~" in value):
            yield value


def _codes(holds: Sequence[Hold], results: Iterable[Any]) -> Iterator[str]:
    yield from (hold.reservation_number for hold in holds if hold.state == HoldState.CONFIRMED)
    yield from (value for key, value in _leaves(results) if key == "reservationNumber")


def _leaves(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """The texts of results, each with the name of its field; those in a list have the list's."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _leaves(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from _leaves(part, key)


def _taken(results: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for result in results:
        error = result.get("error")
        ids = error.get("seatIds", ()) if isinstance(error, dict) else ()
        yield from (f"{seat.row.upper()}-{seat.number}" for seat in map(SeatId.parse, ids) if seat)
