"""The tool about a venue: where it is and what it has."""

from typing import Annotated

from pydantic import Field

from lambdas.chat.tools import texts
from lambdas.chat.tools.base import Identifier, Tool, ToolContext, ToolInput, ToolOutcome
from megaticket.catalog.venues import Venue
from megaticket.errors import ErrorCode, Refusal

UNKNOWN_VENUE = Refusal(ErrorCode.INVALID_REQUEST, "공연장을 찾을 수 없어요.")


class VenueInput(ToolInput):
    """One venue."""

    venue_id: Annotated[Identifier, Field(description="공연 상세 결과에 나온 venueId")]


def get_venue_info(asked: VenueInput, context: ToolContext) -> ToolOutcome | Refusal:
    """Where a venue is and what it has."""
    venue = context.services.catalog.venue(asked.venue_id)
    if venue is None:
        return UNKNOWN_VENUE
    result = {
        "venueId": venue.venue_id,
        "name": venue.name,
        "address": venue.address,
        "directions": venue.directions,
        "facilities": list(venue.facilities),
        "accessibility": venue.accessibility,
        "seatCount": venue.seat_count,
        "sectionTexts": _floor_texts(venue),
    }
    return ToolOutcome(result)


def _floor_texts(venue: Venue) -> list[str]:
    """One line a floor, since a large house has over a hundred sections."""
    floors: dict[str, list[str]] = {}
    for section in venue.sections:
        floors.setdefault(section.floor, []).append(section.name)
    return [f"{floor}: {', '.join(texts.capped(names))}" for floor, names in floors.items()]


TOOLS = (
    Tool(
        "get_venue_info",
        "공연장을 확인하고 있어요",
        "공연장의 주소, 오시는 길, 편의 시설, 휠체어석 안내.",
        VenueInput,
        get_venue_info,
    ),
)
