"""What is answered about exact seats: those just looked for, picked, written, or wanted in the place of others."""

from devstack.bedrock.model import intents
from devstack.bedrock.model.booking import book, proposed_anew
from devstack.bedrock.model.choices import chosen_place
from devstack.bedrock.model.counts import read_more
from devstack.bedrock.model.dates import date_words
from devstack.bedrock.model.desk import Desk
from devstack.bedrock.model.holding import ask_for, other_seats, picked_by_hand, picked_option
from devstack.bedrock.model.live_holds import exchange
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
    return book(desk) if intents.WRITTEN_SEATS.search(desk.words) and desk.state.schedule else None


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
