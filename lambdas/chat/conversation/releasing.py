"""What a message says about giving seats back: which held ones, or that those on offer are not wanted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lambdas.chat.conversation.naming import named_hold
from lambdas.chat.conversation.state import ConversationState
from megaticket.korean.consent import Release, Which, means_held_seats, read_release, read_which


@dataclass(frozen=True)
class ReleaseWish:
    """What is said of giving back.

    Attributes:
        said: whether held seats are to be given back.
        hold_id: the hold that the person means: by its name, its place in what was told, or as the last one made.
        every: whether all of them are to be given back.
        sets_aside: whether the words may be for what lies open, which the person then wants no more.
    """

    said: Release = Release.NOT_MENTIONED
    hold_id: str | None = None
    every: bool = False
    sets_aside: bool = False


def read_release_wish(
    message: str, state: ConversationState, called: Mapping[str, Sequence[str]], now: int
) -> ReleaseWish:
    """The wish of a message that agrees to nothing; `called` is what the person's live holds are called, by their ids.

    While seats lie open, "이거 취소할게요" sets those aside: nothing that is held is given back by it.
    """
    said = read_release(message, asked=state.release_asked)
    named = named_hold(message, called) if said != Release.WANTED else None
    if named and read_release(named.rest, asked=state.release_asked, named=True) == Release.WANTED:
        return ReleaseWish(Release.WANTED, named.hold_id)
    if said == Release.WANTED and state.open_proposals(now) and not (state.release_asked or means_held_seats(message)):
        return ReleaseWish(Release.ASKED_ABOUT, sets_aside=True)
    return _which(message, state) if said == Release.WANTED else ReleaseWish(said)


def _which(message: str, state: ConversationState) -> ReleaseWish:
    """Of several holds the one that is meant; none where the words do not say, and then none of several is given back."""
    which, told = read_which(message), state.told_holds
    if isinstance(which, int):
        return ReleaseWish(Release.WANTED, told[which - 1] if 0 < which <= len(told) else None)
    if which == Which.LAST:
        return ReleaseWish(Release.WANTED, state.held_id)
    asked_of = told[0] if state.release_asked and len(told) == 1 else None
    return ReleaseWish(Release.WANTED, asked_of, every=which == Which.EVERY)
