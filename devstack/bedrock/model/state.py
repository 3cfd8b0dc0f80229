"""What a conversation has settled: performance, date, count and grade, and the facts that tools have told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from devstack.bedrock.model.choices import chosen_place
from devstack.bedrock.model.counts import read_count, read_more
from devstack.bedrock.model.dates import EARLIEST, at_time, date_words, names_day, weekday_of
from devstack.bedrock.model.grades import names_grade, read_grade
from devstack.bedrock.model.intents import ANOTHER_BOOKING, OTHER_DATE, OTHER_GRADE, OTHER_PERFORMANCE, is_yes
from devstack.bedrock.model.reading import CallRecord, Conversation, Turn, proposals_of
from devstack.bedrock.model.titles import match_titles, without_title
from devstack.bedrock.model.wording import OFFERS

Facts = dict[str, Any]


@dataclass
class State:
    """The fold over a conversation. Slots are None while they are open; the grade is "" where any will do."""

    performances: dict[str, Facts] = field(default_factory=dict)
    schedules: dict[str, Facts] = field(default_factory=dict)
    genres: list[str] = field(default_factory=list)
    listed: tuple[Literal["performances", "schedules", ""], list[str]] = ("", [])
    """What was listed last, for "두 번째 거"."""
    performance: str | None = None
    schedule: str | None = None
    last_schedule: str | None = None
    """The date that was settled last, also where another one is looked for since."""
    count: int | None = None
    grade: str | None = None
    proposed: list[Facts] = field(default_factory=list)
    """Results that proposed seats, oldest first."""
    wish: str = ""
    """Words for a date that no tool was asked about yet."""
    matches: list[str] = field(default_factory=list)
    """The performances that the last words fit equally well."""

    @property
    def titles(self) -> dict[str, str]:
        """Known titles by id."""
        return {identifier: str(facts["title"]) for identifier, facts in self.performances.items() if "title" in facts}

    @property
    def title(self) -> str:
        """The title of the settled performance, "" where there is none or its title is unknown."""
        return self.titles.get(self.performance or "", "")

    @property
    def grades(self) -> list[Facts]:
        """The grades of the settled performance, as far as a tool has told them."""
        return list(self.performances.get(self.performance or "", {}).get("grades", []))

    def settle_performance(self, identifier: str) -> None:
        """Choose a performance; what was chosen of another one is void."""
        if identifier != self.performance:
            self.performance, self.schedule, self.grade = identifier, None, None
            self.last_schedule = None


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
    listed = state.listed
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


def learn(state: State, call: CallRecord) -> None:
    """Keep what a tool told. A refusal tells nothing."""
    result = call.result
    if call.name == "get_performances" and "performances" in result:
        state.genres = list(result.get("genres", state.genres))
        for facts in result["performances"]:
            state.performances.setdefault(facts["performanceId"], {}).update(facts)
        state.listed = ("performances", [facts["performanceId"] for facts in result["performances"]])
    elif call.name in {"get_performance_details", "get_seat_grades"} and "performanceId" in result:
        state.performances.setdefault(result["performanceId"], {}).update(result)
        state.settle_performance(result["performanceId"])
    elif call.name == "get_performance_schedules" and "schedules" in result:
        learn_schedules(state, result)


def learn_proposals(state: State, turn: Turn) -> None:
    """Keep the seats that a turn proposed: what they were asked for with is settled, whatever the words seemed to say."""
    for call in turn.calls:
        if call.name == "get_available_seats" and proposals_of(call.result):
            state.schedule = call.input.get("scheduleId", state.schedule)
            state.count = call.input.get("count", state.count)
            state.grade = call.input.get("grade", "")
        if call.name in {"get_available_seats", "hold_seats"}:
            state.proposed += proposals_of(call.result)


def learn_schedules(state: State, result: Mapping[str, Any]) -> None:
    """Keep listed dates and the performance that they are of."""
    performance = result.get("performanceId", state.performance)
    if performance:
        title = {"title": result["title"]} if "title" in result else {}
        state.performances.setdefault(performance, {}).update(title)
        state.settle_performance(performance)
    listed = result["schedules"] or result.get("alternatives", [])
    for facts in listed:
        state.schedules[facts["scheduleId"]] = {**facts, "performanceId": performance}
    state.listed = ("schedules", [facts["scheduleId"] for facts in listed])


def choose_performance(state: State, words: str, listed: tuple[str, list[str]]) -> None:
    """Settle the performance that the words name, by title or by its place in the list before."""
    state.matches = match_titles(words, state.titles)
    if state.performance in state.matches:
        state.matches = [state.performance]
    if not state.matches and listed[0] == "performances":
        place = chosen_place(words, len(listed[1]), bare=state.performance is None)
        if place is None and len(listed[1]) == 1 and is_yes(words):
            place = 0
        state.matches = [] if place is None else [listed[1][place]]
    if len(state.matches) == 1:
        state.settle_performance(state.matches[0])


def choose_schedule(state: State, turn: Turn, words: str, listed: tuple[str, list[str]]) -> None:
    """Settle the date that the words name: the only one that a tool found for them, or one of the list before."""
    found = [call for call in turn.calls if call.name == "get_performance_schedules" and "schedules" in call.result]
    if found:
        told = [facts["scheduleId"] for facts in found[-1].result["schedules"]]
        options = on_sale(state, at_named_time(told, state, words) or told)
        first = len(options) == 1 or EARLIEST.search(words)
        state.schedule = options[0] if options and first else None
        return
    options = on_sale(state, chosen_of_list(state, words, listed))
    if len(options) == 1:
        state.schedule = options[0]


def chosen_of_list(state: State, words: str, listed: tuple[str, list[str]]) -> list[str]:
    """The dates of the last list that the words choose without naming a day; none where they do not choose."""
    here = [identifier for identifier in listed[1] if identifier in state.schedules]
    here = [item for item in here if state.schedules[item].get("performanceId") in {None, state.performance}]
    if listed[0] != "schedules" or not here:
        return []
    if names_day(words):
        # A weekday alone means the one of the list, not the next one of the calendar.
        day = f"({weekday_of(words)})"
        same = [
            item for item in at_named_time(here, state, words) if day in state.schedules[item].get("startsAtText", "")
        ]
        return same if len(same) == 1 and len(here) > 1 else []
    place = chosen_place(words, len(here), bare=state.schedule is None)
    if place is not None:
        return [here[place]]
    if date_words(words):
        return at_named_time(here, state, words)
    return here if len(here) == 1 and is_yes(words) else []


def at_named_time(identifiers: Sequence[str], state: State, words: str) -> list[str]:
    """The dates at the time of day that the words name; all of them where none is."""
    return [item for item in identifiers if at_time(words, str(state.schedules[item].get("startsAtText", "")))]


def on_sale(state: State, identifiers: Sequence[str]) -> list[str]:
    """The dates that can be bought now, or that nothing is said of."""
    return [item for item in identifiers if state.schedules[item].get("saleState", "open") == "open"]
