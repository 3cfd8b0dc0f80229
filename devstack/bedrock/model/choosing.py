"""Which performance and which date words choose, among those that tools told."""

from collections.abc import Sequence

from devstack.bedrock.model.choices import chosen_place
from devstack.bedrock.model.dates import EARLIEST, at_time, date_words, names_day, weekday_of
from devstack.bedrock.model.intents import is_yes
from devstack.bedrock.model.reading import Turn
from devstack.bedrock.model.state import State
from devstack.bedrock.model.titles import match_titles


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
