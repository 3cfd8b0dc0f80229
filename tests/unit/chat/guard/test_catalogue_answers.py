"""Whatever the tools tell of any performance may be read out: the words of the devstack's own model, for the whole catalogue."""

from typing import Any, cast

import pytest

from devstack.bedrock.model.information import DETAILS, detail_section, price_section, schedule_section
from devstack.bedrock.model.wording import numbered, performance_line
from lambdas.chat.bedrock.stream import ToolCall
from lambdas.chat.conversation.state import ConversationState
from lambdas.chat.tools.base import Services, ToolContext
from lambdas.chat.tools.registry import run_tool
from megaticket.catalog.store import CatalogStore
from tests.unit.chat.guard.facts import NOW, PERFORMANCES, USER, VENUES, about, false_kinds, schedules_of


class Shelf:
    """The catalogue store's reading side, over the demo catalogue."""

    def performances(self) -> Any:
        return PERFORMANCES

    def performance(self, performance_id: str) -> Any:
        return PERFORMANCES.get(performance_id)

    def schedules(self, performance_id: str) -> Any:
        return schedules_of(performance_id)

    def venue(self, venue_id: str) -> Any:
        return VENUES.get(venue_id)


def told(name: str, **asked: Any) -> dict[str, Any]:
    """A tool's result."""
    services = Services(cast(CatalogStore, Shelf()), cast(Any, None), cast(Any, None))
    context = ToolContext(services, USER, ConversationState(), None, (), "c1:1", NOW)
    return run_tool(ToolCall("t1", name, asked), context).result


@pytest.mark.parametrize("performance_id", sorted(PERFORMANCES))
def test_everything_about_a_performance_may_be_read_out(performance_id: str) -> None:
    details = told("get_performance_details", performanceId=performance_id)
    grades = told("get_seat_grades", performanceId=performance_id)
    dates = told("get_performance_schedules", performanceId=performance_id)
    venue = told("get_venue_info", venueId=details["venueId"])
    sections = [*(detail_section(topic, details) for topic in DETAILS), price_section(grades), schedule_section(dates)]
    place = "\n".join(str(venue[key]) for key in ("address", "directions", "facilities", "accessibility"))
    facts = about(performance_id, results=[details, grades, dates, venue])
    for section in [*sections, f"{venue['name']}\n{place}\n규모: {venue['seatCount']:,}석"]:
        assert false_kinds(section, facts) == set(), section
    assert false_kinds("\n\n".join([f"**{details['title']}** 안내예요.", *sections]), facts) == set()


def test_the_list_of_performances_may_be_read_out() -> None:
    listed = told("get_performances")
    facts = about("PF001", results=[listed])
    assert false_kinds(numbered(map(performance_line, listed["performances"])), facts) == set()
