"""The age rating, told before seats are offered to somebody who is too young."""

from lambdas.chat.protocol import Choice
from lambdas.chat.tools.base import ToolContext, ToolOutcome
from megaticket.catalog.models import Performance
from megaticket.seating.seats import House


def age_notice(performance: Performance, ages: tuple[int, ...]) -> str | None:
    """The sentence for a party with somebody below the rating; None where nobody is."""
    young = sorted({age for age in ages if age < performance.minimum_age})
    if not young:
        return None
    named = ", ".join(f"{age}세" for age in young)
    return f"이 공연의 관람 연령: {performance.age_text}. 말씀하신 {named} 손님은 입장하지 못할 수 있어요."


def ask_about_age(house: House, context: ToolContext) -> ToolOutcome | None:
    """In the turn in which the person is told of the rating no seats are offered: they decide first."""
    notice = age_notice(house.performance, context.state.ages)
    if notice is None or context.state.age_told not in {None, context.turn_key}:
        return None
    result = {
        "scheduleId": house.schedule.schedule_id,
        "title": house.performance.title,
        "ageText": house.performance.age_text,
        "ageNotice": notice,
    }
    state = context.state.model_copy(update={"age_told": context.turn_key, "proposals": ()})
    choices = (
        Choice("인원 다시 정하기", "인원을 다시 정할게요"),
        Choice("그대로 찾기", "그 인원으로 좌석을 찾아 주세요"),
    )
    return ToolOutcome(result, state, choices=choices, must_say=(notice,))
