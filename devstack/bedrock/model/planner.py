"""Decides what to answer: the first rule that knows something to do with the message does it."""

from collections.abc import Callable

from devstack.bedrock.model import intents, talk
from devstack.bedrock.model.booking import book
from devstack.bedrock.model.counts import read_count, read_more
from devstack.bedrock.model.dates import date_words
from devstack.bedrock.model.desk import Desk, Interruption
from devstack.bedrock.model.grades import CHEAPEST, names_grade, speaks_of_grade
from devstack.bedrock.model.holding import (
    ask_again,
    consented,
    hold,
    my_reservations,
)
from devstack.bedrock.model.information import inform, prices
from devstack.bedrock.model.listing_rules import on_listing, on_more_listed, on_offer, on_unknown_title
from devstack.bedrock.model.live_holds import answer_which, extend
from devstack.bedrock.model.money import BUDGET
from devstack.bedrock.model.paying import on_payment, on_terms
from devstack.bedrock.model.performances import wants_another
from devstack.bedrock.model.reading import Conversation
from devstack.bedrock.model.releasing import answer_shall_release, ask_to_release, cancel, keep
from devstack.bedrock.model.reply import Reply
from devstack.bedrock.model.scheduling import newly_chosen, unread_date
from devstack.bedrock.model.seat_rules import (
    on_other_seats,
    on_picked_option,
    on_picked_seats,
    on_proposed,
    on_written_seats,
)
from devstack.bedrock.model.titles import search_words
from devstack.bedrock.model.wording import join, kept_line

Rule = Callable[[Desk], str | None]


def plan(conversation: Conversation) -> Reply:
    """The reply to a conversation. It depends on nothing else."""
    if not conversation.instructed:
        return Reply(talk.NO_INSTRUCTIONS)
    desk = Desk(conversation)
    try:
        return Reply(next(text for rule in RULES if (text := rule(desk))))
    except Interruption as end:
        return end.reply


def on_consent(desk: Desk) -> str | None:
    """Consent comes before everything else."""
    proposal = consented(desk)
    return hold(desk, proposal) if proposal else None


def on_off_limits(desk: Desk) -> str | None:
    """Somebody tries to change or read the instructions, or asks who answers."""
    words = desk.conversation.words
    if intents.OFF_LIMITS.search(words):
        return f"{talk.OFF_LIMITS} {talk.back_to_booking(desk)}"
    if intents.IDENTITY.search(words):
        return f"{talk.IDENTITY} {talk.back_to_booking(desk)}"
    return f"{talk.OFF_TOPIC} {talk.back_to_booking(desk)}" if intents.OFF_TOPIC.search(words) else None


def on_more_time(desk: Desk) -> str | None:
    """More time for a hold, or how much there is."""
    words = desk.conversation.words
    if intents.EXTEND.search(words) and not read_more(words):
        return extend(desk) if desk.holds else nothing_held(desk)
    if desk.holds and intents.TIME_LEFT.search(words):
        return "\n\n".join(map(kept_line, desk.holds))
    return nothing_held(desk) if intents.MINUTES_LEFT.search(words) else None


def nothing_held(desk: Desk) -> str:
    """There is no hold whose time could be told or made longer."""
    return f"아직 선점하신 좌석이 없어요. {talk.back_to_booking(desk)}"


def on_reservations(desk: Desk) -> str | None:
    """What the person has, or wants to give up."""
    words = desk.conversation.words
    if intents.asks_to_keep(words):
        return keep(desk)
    if intents.asks_cancel(words):
        return cancel(desk)
    if intents.wonders_about_cancelling(words):
        return ask_to_release(desk)
    return my_reservations(desk) if intents.MY_RESERVATIONS.search(words) else None


def on_doubts(desk: Desk) -> str | None:
    """The price is too high, or the person wonders how many seats are left."""
    if intents.TOO_DEAR.search(desk.words) and desk.state.performance and not speaks_of_grade(desk.words):
        return prices(desk)
    if intents.SEATS_LEFT.search(desk.words) and not names_slot(desk):
        return f"남은 좌석 수는 말씀드릴 수 없지만, 조건을 알려 주시면 빈자리를 바로 찾아드릴게요. {talk.back_to_booking(desk)}"
    return None


def on_question(desk: Desk) -> str | None:
    """Questions about a performance. Prices and dates that come with a choice belong to the booking.

    What one or two tickets cost chooses none, unless seats are asked for by their price.
    """
    topics = intents.topics_of(desk.words)
    costs = topics == ["price"] and not desk.state.schedule and not CHEAPEST.search(desk.words)
    chosen = bool(date_words(desk.words) or (read_count(desk.words) and not costs))
    if topics == ["price"] and desk.proposals and "등급" not in desk.words:
        return ask_again(desk)
    if (
        not topics
        or topics == ["schedule"]
        or (chosen and intents.NEEDS.search(desk.words))
        or intents.ACTOR_DATE.search(desk.words)
        or (chosen and set(topics) <= {"price", "schedule", "cast"})
    ):
        return None
    return inform(desk, topics)


def on_yes_or_no(desk: Desk) -> str | None:
    """A yes or no to a proposal. A yes without consent is asked for again: only the server says that it is one."""
    words = desk.conversation.words
    named = names_slot(desk) or names_choice(desk)
    if intents.is_no(words) and not named and not intents.OTHER_DATE.search(words):
        return talk.decline(desk)
    return ask_again(desk) if desk.proposals and intents.is_yes(words) else None


def on_booking(desk: Desk) -> str | None:
    """Anything that brings a booking on."""
    words = desk.conversation.words
    wishes = (
        intents.BOOKING,
        BUDGET,
        intents.SEVERAL,
        intents.OTHER_DATE,
        intents.OTHER_GRADE,
        intents.ACTOR_DATE,
    )
    asked = any(pattern.search(words) for pattern in wishes)
    agreed = desk.state.performance and not desk.holds and intents.is_yes(words)
    if desk.proposals and not (names_slot(desk) or names_choice(desk)) and intents.BOOKING.search(words):
        return ask_again(desk)
    if names_slot(desk) or asked or agreed or intents.topics_of(desk.words) or names_choice(desk):
        return book(desk)
    return None


def names_slot(desk: Desk) -> bool:
    """Whether the words name a performance, a date, a count or a grade."""
    counted = read_count(desk.words, expected=True) or read_more(desk.words)
    said = (date_words(desk.words), counted, speaks_of_grade(desk.words))
    return bool(desk.state.matches) or any(said)


def names_choice(desk: Desk) -> bool:
    """Whether the words choose something that was listed, a grade by name, or a date in unusual words."""
    slots = [(state.performance, state.schedule, state.grade) for state in (desk.told, desk.state)]
    graded = desk.state.grade and names_grade(desk.words, desk.state.grade)
    chosen = slots[0] != slots[1] or graded or newly_chosen(desk) or unread_date(desk) is not None
    return bool(chosen or wants_another(desk, search_words(desk.words)))


def on_thanks(desk: Desk) -> str | None:
    """Thanks, and a greeting in the middle."""
    words = desk.conversation.words
    if names_slot(desk):
        return None
    if intents.THANKS.search(words):
        return f"{talk.THANKS} {talk.back_to_booking(desk)}"
    return f"{talk.HELLO}{talk.back_to_booking(desk)}" if intents.GREETING.search(words) else None


def otherwise(desk: Desk) -> str:
    """Anything else is brought back to the booking."""
    if desk.proposals or intents.is_yes(desk.conversation.words):
        return talk.back_to_booking(desk)
    hint = talk.HOW_TO_ASK if desk.state.performance is None and not desk.holds else ""
    return join([talk.NOT_UNDERSTOOD, hint, talk.back_to_booking(desk)], " ")


RULES: tuple[Rule, ...] = (
    on_consent,
    on_proposed,
    on_off_limits,
    on_picked_option,
    on_picked_seats,
    on_written_seats,
    answer_which,
    answer_shall_release,
    on_offer,
    on_terms,
    on_more_time,
    on_other_seats,
    on_reservations,
    on_payment,
    on_doubts,
    on_more_listed,
    on_listing,
    on_question,
    on_yes_or_no,
    on_thanks,
    on_booking,
    on_unknown_title,
    otherwise,
)
