"""What is answered about exact seats: those just looked for, picked, written, or wanted in the place of others."""

from collections.abc import Mapping
from typing import Any

from devstack.bedrock.model import intents
from devstack.bedrock.model.booking import book, offer, proposed_anew
from devstack.bedrock.model.choices import chosen_place
from devstack.bedrock.model.counts import read_more
from devstack.bedrock.model.dates import date_words
from devstack.bedrock.model.desk import Desk, refusal_code
from devstack.bedrock.model.holding import ask_for, other_seats, picked_by_hand, picked_option
from devstack.bedrock.model.live_holds import exchange
from devstack.bedrock.model.seat_names import PART_OF_HOUSE, WRITTEN_SEATS
from devstack.bedrock.model.seat_wishes import CHEAPER, EARLIER, cheaper_seats, earlier_seats


def on_proposed(desk: Desk) -> str | None:
    """Seats that this turn has asked for are told, however the context has changed since."""
    return proposed_anew(desk)


def on_picked_option(desk: Desk) -> str | None:
    """One of several options was picked: it is asked about once more."""
    proposal = (
        picked_option(desk) if chosen_place(desk.words, len(desk.conversation.words), bare=True) is not None else None
    )
    return ask_for(desk, proposal) if proposal else None


def on_written_seats(desk: Desk) -> str | None:
    """Seats by row and number, for the date that is settled."""
    if WRITTEN_SEATS.search(desk.words):
        return book(desk) if desk.state.schedule else None
    asked = unknown_seats(desk)
    if not asked or not PART_OF_HOUSE.search(desk.words):
        return None
    return propose_written(desk, f"{desk.words} {asked['seats']}", asked)


def unknown_seats(desk: Desk) -> Mapping[str, Any]:
    """The search of the turn before that could not tell which seats were named, empty where there was none."""
    calls = desk.conversation.turns[-2].calls if len(desk.conversation.turns) > 1 else []
    return next(
        (call.input for call in calls if refusal_code(call.result) == "SEAT_UNKNOWN" and "seats" in call.input), {}
    )


def propose_written(desk: Desk, seats: str, asked: Mapping[str, Any]) -> str:
    """Seats whose names were told in two messages."""
    return offer(
        desk, desk.lookup("get_available_seats", scheduleId=asked["scheduleId"], count=asked["count"], seats=seats)
    )


def on_picked_seats(desk: Desk) -> str | None:
    """Seats that the person picked on the map are named and asked about."""
    proposal = picked_by_hand(desk)
    return f"고르신 좌석이 비어 있어요. {ask_for(desk, proposal)}" if proposal else None


def on_other_seats(desk: Desk) -> str | None:
    """Other seats than those that are proposed or held."""
    words = desk.words
    wants = intents.OTHER_SEATS.search(words) and not intents.OTHER_DATE.search(words)
    if desk.proposals and not elsewhere(desk):
        return instead_of_proposed(desk) or (other_seats(desk) if wants else None)
    return exchange(desk) if desk.holds and (wants or wants_more_seats(desk)) else None


def instead_of_proposed(desk: Desk) -> str | None:
    """What somebody wants instead of the proposed seats, by place, by price or because it was shown before."""
    words = desk.words
    if EARLIER.search(words) and len(desk.proposals) == 1:
        return earlier_seats(desk)
    if CHEAPER.search(words):
        return cheaper_seats(desk)
    asks = intents.topics_of(words)
    other = intents.OTHER_ONE.search(words) or (intents.SEAT_PLACE.search(words) and not asks)
    return other_seats(desk) if other else None


def elsewhere(desk: Desk) -> bool:
    """Whether the words want another date or performance than that of the proposed seats."""
    other = desk.state.matches and desk.told.performance not in desk.state.matches
    return bool(date_words(desk.words) or other)


def wants_more_seats(desk: Desk) -> bool:
    """Whether more seats are wanted than are held, and not another booking."""
    another = intents.ANOTHER_BOOKING.search(desk.words) or elsewhere(desk)
    return bool(read_more(desk.words)) and desk.before.count is None and not another
