"""What is answered about exact seats: those just looked for, picked, written, or wanted in the place of others."""

from devstack.bedrock.model import intents
from devstack.bedrock.model.booking import book, proposed_anew
from devstack.bedrock.model.choices import chosen_place
from devstack.bedrock.model.counts import read_more
from devstack.bedrock.model.desk import Desk
from devstack.bedrock.model.holding import ask_for, other_seats, picked_by_hand, picked_option
from devstack.bedrock.model.live_holds import exchange


def on_proposed(desk: Desk) -> str | None:
    """Seats that this turn has asked for are told, however the context has changed since."""
    return proposed_anew(desk)


def on_picked_option(desk: Desk) -> str | None:
    """One of several options was picked: it is asked about once more."""
    proposal = (
        picked_option(desk) if chosen_place(desk.words, len(desk.conversation.words), bare=True) is not None else None
    )
    return ask_for(proposal) if proposal else None


def on_written_seats(desk: Desk) -> str | None:
    """Seats by row and number, for the date that is settled."""
    return book(desk) if intents.WRITTEN_SEATS.search(desk.words) and desk.state.schedule else None


def on_picked_seats(desk: Desk) -> str | None:
    """Seats that the person picked on the map are named and asked about."""
    proposal = picked_by_hand(desk)
    return f"고르신 좌석이 비어 있어요. {ask_for(proposal)}" if proposal else None


def on_other_seats(desk: Desk) -> str | None:
    """Other seats than those that are proposed or held."""
    wants = intents.OTHER_SEATS.search(desk.words) and not intents.OTHER_DATE.search(desk.words)
    if desk.proposals and (wants or intents.OTHER_ONE.search(desk.words)):
        return other_seats(desk)
    more = read_more(desk.words) and desk.before.count is None and not desk.proposals
    return exchange(desk) if desk.holds and (wants or more) else None
