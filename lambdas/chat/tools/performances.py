"""Tools about what is on: the list, one performance, its grades."""

from typing import Annotated, Any

from pydantic import Field

from lambdas.chat.conversation.steps import Step
from lambdas.chat.protocol import Choice
from lambdas.chat.tools import texts
from lambdas.chat.tools.base import Identifier, Tool, ToolContext, ToolInput, ToolOutcome
from lambdas.chat.tools.coming import WHEN, coming, read_text
from lambdas.chat.tools.meant import meant_when
from lambdas.chat.tools.title_search import squeezed, titled
from megaticket.catalog.models import GradeArea, Performance
from megaticket.catalog.venues import Venue
from megaticket.contracts import won
from megaticket.errors import ErrorCode, Refusal
from megaticket.korean.dates import When

MAX_CHOICES = 5
MAX_PERFORMANCES = 10

UNKNOWN_PERFORMANCE = Refusal(ErrorCode.INVALID_REQUEST, "공연을 찾을 수 없어요. 공연 목록에서 다시 골라 주세요.")


class PerformancesInput(ToolInput):
    """Which performances to list."""

    genre: Annotated[str | None, Field(description="장르. 예: 뮤지컬, 연극, 콘서트. 결과의 genres 에 있는 말")] = None
    keyword: Annotated[str | None, Field(description="제목에 들어 있는 말")] = None
    when: Annotated[str | None, Field(description=WHEN)] = None


class PerformanceInput(ToolInput):
    """One performance."""

    performance_id: Annotated[Identifier, Field(description="도구 결과에 나온 performanceId")]


def get_performances(asked: PerformancesInput, context: ToolContext) -> ToolOutcome | Refusal:
    """Performances that have not ended, filtered by genre and title, and by the days on which they can be seen."""
    when = meant_when(asked.when, (), context) if asked.when else None
    if isinstance(when, Refusal):
        return when
    running = [p for p in context.services.catalog.performances().values() if p.period_end >= context.today]
    found = titled([p for p in running if squeezed(asked.genre or "") in squeezed(p.genre)], asked.keyword or "")
    found = [p for p in found if when is None or _on_sale(p, when, context)]
    result = {
        "performances": [_summary(performance, context) for performance in found[:MAX_PERFORMANCES]],
        "total": len(found),
        "genres": sorted({performance.genre for performance in running}),
        **({"read": read_text(when)} if when else {}),
    }
    is_chosen = [p.performance_id for p in found] == [context.state.performance_id]
    choices = () if is_chosen else tuple(Choice(p.title, p.title) for p in found[:MAX_CHOICES])
    # A list of performances is on the table now: "the second one" no longer means a date.
    state = context.state.model_copy(update={"offered": ()})
    return ToolOutcome(result, state, choices=choices, answers=Step.PERFORMANCE)


def get_performance_details(asked: PerformanceInput, context: ToolContext) -> ToolOutcome | Refusal:
    """Everything about one performance but its dates."""
    performance = context.services.catalog.performance(asked.performance_id)
    if performance is None:
        return UNKNOWN_PERFORMANCE
    result = {
        "performanceId": performance.performance_id,
        "title": performance.title,
        "genre": performance.genre,
        "company": performance.company,
        "synopsis": performance.synopsis,
        "venueId": performance.venue_id,
        "venueName": _venue_name(performance, context),
        "periodText": texts.period_text(performance),
        "runningTimeText": texts.running_time_text(performance),
        "ageText": performance.age_text,
        "grades": grade_rows(performance),
        "bookingFeeText": texts.booking_fee_text(performance),
        "cast": [{"role": role.role, "actors": list(role.actors)} for role in performance.cast],
        "cancellationTexts": texts.cancellation_texts(performance.cancellation),
        "notices": list(performance.notices),
        "pickup": performance.pickup,
        "supportText": texts.support_text(performance),
    }
    return ToolOutcome(result)


def get_seat_grades(asked: PerformanceInput, context: ToolContext) -> ToolOutcome | Refusal:
    """The grades of a performance with prices and where they are."""
    performance = context.services.catalog.performance(asked.performance_id)
    venue = context.services.catalog.venue(performance.venue_id) if performance else None
    if performance is None or venue is None:
        return UNKNOWN_PERFORMANCE
    grades = [
        row | {"areaTexts": texts.capped([_area_text(a, venue) for a in performance.areas if a.grade == row["grade"]])}
        for row in grade_rows(performance)
    ]
    result = {
        "performanceId": performance.performance_id,
        "title": performance.title,
        "grades": grades,
        "bookingFeeText": texts.booking_fee_text(performance),
    }
    names = tuple(grade.name for grade in performance.grades)
    state = context.state.choose_performance(performance.performance_id, performance.title, names)
    choices = tuple(Choice(f"{row['grade']} {row['priceText']}", f"{row['grade']} 등급으로 할게요") for row in grades)
    return ToolOutcome(result, state.model_copy(update={"grades": names}), choices=choices, answers=Step.GRADE)


def grade_rows(performance: Performance) -> list[dict[str, Any]]:
    """Grades with prices, in the performance's order, and an age rating where it is their own."""
    return [
        {
            "grade": grade.name,
            "price": grade.price,
            "priceText": won(grade.price),
            **({} if grade.minimum_age is None else {"ageText": texts.age_text(grade.minimum_age)}),
        }
        for grade in performance.grades
    ]


def _on_sale(performance: Performance, when: When, context: ToolContext) -> bool:
    """Whether one of its dates then can be bought now."""
    dates = coming(context.services.catalog.schedules(performance.performance_id), context, when)
    return any(schedule.sale_state(context.now) == "open" for schedule in dates)


def _summary(performance: Performance, context: ToolContext) -> dict[str, Any]:
    return {
        "performanceId": performance.performance_id,
        "title": performance.title,
        "genre": performance.genre,
        "venueName": _venue_name(performance, context),
        "periodText": texts.period_text(performance),
        "priceText": texts.price_text(performance),
        "ageText": performance.age_text,
    }


def _venue_name(performance: Performance, context: ToolContext) -> str:
    venue = context.services.catalog.venue(performance.venue_id)
    return venue.name if venue else ""


def _area_text(area: GradeArea, venue: Venue) -> str:
    label = venue.sections_by_id[area.section].label
    return f"{label} {area.first_row}~{area.last_row}열" if area.first_row else label


TOOLS = (
    Tool(
        "get_performances",
        "공연을 찾고 있어요",
        "지금 예매할 수 있는 공연 목록. 무엇을 하는지 묻거나 제목으로 공연을 찾을 때 쓴다. 손님이 날짜를 말했으면 그 말을 when 에 넣는다. total 이 더 크면 genre 나 keyword 로 좁힌다.",
        PerformancesInput,
        get_performances,
    ),
    Tool(
        "get_performance_details",
        "공연 정보를 확인하고 있어요",
        "한 공연의 상세: 줄거리, 출연진, 관람 연령, 공연 시간, 가격, 수수료, 취소 규정, 유의 사항, 문의처.",
        PerformanceInput,
        get_performance_details,
    ),
    Tool(
        "get_seat_grades",
        "좌석 등급을 확인하고 있어요",
        "한 공연의 좌석 등급과 가격, 등급이 있는 구역.",
        PerformanceInput,
        get_seat_grades,
    ),
)
