"""What is answered to whoever looks for a performance: what is on, the rest of it, and titles that no tool has told."""

from devstack.bedrock.model import intents, talk
from devstack.bedrock.model.booking import book
from devstack.bedrock.model.dates import date_words
from devstack.bedrock.model.desk import Desk
from devstack.bedrock.model.listing import MORE, genre_of, list_performances, rest_of_list
from devstack.bedrock.model.titles import search_words
from devstack.bedrock.model.wording import OFFERS

MOST_WORDS = 3
"""Of a title that is said alone; more of them that no rule has understood are talk."""


def on_more_listed(desk: Desk) -> str | None:
    """The rest of a list of performances."""
    listed = desk.state.listed[0] == "performances" and desk.state.performance is None and not desk.state.matches
    plain = not (genre_of(desk) or date_words(desk.words))
    return rest_of_list(desk) if listed and plain and MORE.search(desk.words) else None


def on_listing(desk: Desk) -> str | None:
    """What is on; a greeting at the beginning is answered with it."""
    words, settled = desk.conversation.words, desk.state.performance is not None
    if not desk.state.matches or intents.OTHER_PERFORMANCE.search(words):
        greets = bool(intents.GREETING.search(words))
        named = bool(search_words(intents.GREETING.sub(" ", words)))
        if intents.asks_listing(words, genre_of(desk), settled) or (greets and not settled and not named):
            return list_performances(desk, talk.HELLO if greets else "")
    return None


def on_offer(desk: Desk) -> str | None:
    """A yes to the offer to look for something else: what is on."""
    return list_performances(desk) if desk.asked.endswith(OFFERS) and intents.is_yes(desk.conversation.words) else None


def on_unknown_title(desk: Desk) -> str | None:
    """A name alone, while no performance is settled, may be a title."""
    keyword = search_words(desk.conversation.words)
    alone = desk.state.performance is None and 0 < len(keyword.split()) <= MOST_WORDS and "?" not in desk.words
    return book(desk) if alone else None
