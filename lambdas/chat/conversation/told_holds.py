"""Which holds an answer spoke of, and in what order: "the second one" and a yes are for what the person saw."""

from collections.abc import Sequence
from dataclasses import dataclass

from lambdas.chat.conversation.asking import last_question
from megaticket.booking.models import Hold
from megaticket.korean.text import normalize


@dataclass(frozen=True)
class NamedSeats:
    """A hold as an answer names it: by the show, and by a seat where several are of one show."""

    hold_id: str
    title: str
    label: str

    @classmethod
    def of(cls, hold: Hold) -> "NamedSeats":
        """As it is stored."""
        return cls(hold.hold_id, normalize(hold.performance_title), normalize(hold.seats[0].label))


def told_holds(text: str, listed: Sequence[str], holds: Sequence[Hold]) -> tuple[str, ...]:
    """The ids of the holds that an answer spoke of, in its order; of those in its last question where that names any.

    Args:
        text: the answer.
        listed: the ids on the card of reservations that the page shows beside it. An answer that goes through them in
            another order, or leaves some out, has told no order at all.
        holds: the person's holds and paid bookings.
    """
    named = [NamedSeats.of(hold) for hold in holds]
    asked = _in_order(last_question(text), named)
    told = asked or _in_order(normalize(text), named)
    if asked or not listed:
        return told
    return tuple(listed) if told in {(), tuple(listed)} else ()


def _in_order(text: str, holds: Sequence[NamedSeats]) -> tuple[str, ...]:
    titles = [hold.title for hold in holds]
    places = {hold.hold_id: text.find(hold.title if titles.count(hold.title) == 1 else hold.label) for hold in holds}
    found = {hold_id: place for hold_id, place in places.items() if place >= 0}
    return tuple(sorted(found, key=found.__getitem__)) if len(set(found.values())) == len(found) else ()
