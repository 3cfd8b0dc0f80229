"""The fold of a conversation into its state: what words reset and choose, what tools tell, what the server reads."""

from collections.abc import Mapping
from typing import Any

from devstack.bedrock.model.choosing import choose_performance, choose_schedule
from devstack.bedrock.model.counts import read_count, read_more
from devstack.bedrock.model.dates import date_words, names_day
from devstack.bedrock.model.grades import names_grade, read_grade
from devstack.bedrock.model.intents import ANOTHER_BOOKING, OTHER_DATE, OTHER_GRADE, OTHER_PERFORMANCE, is_yes
from devstack.bedrock.model.learning import as_numbered, learn, learn_proposals
from devstack.bedrock.model.reading import Conversation, Turn
from devstack.bedrock.model.state import Facts, State
from devstack.bedrock.model.titles import without_title
from devstack.bedrock.model.wording import OFFERS


def fold(conversation: Conversation) -> State:
    """The state after every turn, the current one included as far as it has gone."""
    state = State()
    answers = ["", *(turn.answer for turn in conversation.turns[:-1])]
    for turn, asked in zip(conversation.turns[:-1], answers, strict=False):
        apply_turn(state, turn, asked)
        if any(call.name == "get_performance_schedules" for call in turn.calls):
            state.wish = ""
    news = read_by_server(state, conversation.facts, conversation.words)
    apply_context(state, conversation.facts)
    if conversation.turns:
        apply_turn(state, conversation.turns[-1], answers[-1])
        heed(state, news, conversation.turns[-1])
    return state


def read_by_server(state: State, context: Mapping[str, Any], words: str) -> Facts:
    """The slots that the context tells otherwise than the history: the server read them from the last words."""
    known = {"schedule": state.last_schedule, "count": state.count, "grade": state.grade}
    told = {**context, "schedule": context.get("schedule", {}).get("scheduleId")}
    news = {slot: told[slot] for slot, value in known.items() if told.get(slot) not in {None, value}}
    if "grade" in news and not names_grade(words, news["grade"]):
        del news["grade"]
    return news


def apply_context(state: State, context: Mapping[str, Any]) -> None:
    """Take over what the server says is settled."""
    performance, schedule = context.get("performance"), context.get("schedule")
    if performance:
        state.performances.setdefault(performance["performanceId"], {}).update(performance)
        state.settle_performance(performance["performanceId"])
    if schedule:
        state.schedules.setdefault(schedule["scheduleId"], {}).update(schedule)
        # The server keeps a date until another one is chosen: told again, it does not undo the wish for another.
        if schedule["scheduleId"] != state.last_schedule:
            state.schedule = schedule["scheduleId"]
    state.count = context.get("count", state.count)
    state.grade = context.get("grade", state.grade)


def apply_turn(state: State, turn: Turn, asked: str) -> None:
    """Take over a turn after what was asked: what its words reset, what its tools told, what its words then choose."""
    state.listed = listed = as_numbered(state, asked)
    reset(state, turn.words, asked)
    for call in turn.calls:
        learn(state, call)
    choose_performance(state, turn.words, listed)
    words = without_title(turn.words, state.title)
    choose_schedule(state, turn, words, listed)
    state.wish = date_words(words) if names_day(words) else state.wish
    expected = state.performance is not None and (state.schedule is not None or not listed[1])
    more = read_more(words)
    state.count = state.count + more if state.count and more else read_count(words, expected) or state.count
    grade = read_grade(words, state.grades)
    state.grade = state.grade if grade is None else grade
    learn_proposals(state, turn)
    if any(call.name == "hold_seats" and "hold" in call.result for call in turn.calls):
        state.schedule = state.last_schedule = state.count = state.grade = None
        # A yes to what was listed before the hold would begin the same booking again.
        state.listed = ("", [])
    state.last_schedule = state.schedule or state.last_schedule


def heed(state: State, news: Facts, turn: Turn) -> None:
    """The server's reading of the last words wins over one's own, until a tool of this turn has settled the slot."""
    called = {call.name for call in turn.calls}
    if called & {"get_available_seats", "hold_seats"}:
        return
    looked_up = "get_performance_schedules" in called or OTHER_DATE.search(turn.words)
    schedule = news.get("schedule")
    here = state.schedules.get(schedule or "", {}).get("performanceId") in {None, state.performance}
    if schedule and here and not looked_up:
        state.schedule = schedule
    state.count = news.get("count", state.count)
    state.grade = state.grade if OTHER_GRADE.search(turn.words) else news.get("grade", state.grade)


def reset(state: State, words: str, asked: str) -> None:
    """Open again what the words want otherwise."""
    another = state.count is None and ANOTHER_BOOKING.search(words)
    if another or OTHER_PERFORMANCE.search(words) or (asked.endswith(OFFERS) and is_yes(words)):
        state.performance = state.schedule = state.grade = None
    if OTHER_DATE.search(words):
        state.schedule = None
    if OTHER_GRADE.search(words):
        state.grade = None
