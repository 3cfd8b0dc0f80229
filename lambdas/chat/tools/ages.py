"""Age ratings, told before seats are offered to somebody who is too young for them."""

from collections.abc import Collection

from lambdas.chat.protocol import Choice
from lambdas.chat.tools.base import ToolContext, ToolOutcome
from lambdas.chat.tools.texts import age_text
from megaticket.catalog.models import Performance
from megaticket.seating.seats import House


def age_notice(performance: Performance, ages: tuple[int, ...], grades: Collection[str]) -> str | None:
    """The sentence for a party with somebody too young for seats of these grades; None where nobody is."""
    if not grades:
        return None
    strictest = max(grades, key=performance.minimum_age_of)
    rating = performance.minimum_age_of(strictest)
    young = sorted({age for age in ages if age < rating})
    if not young:
        return None
    own = rating != performance.minimum_age
    rule = f"{strictest} 관람 연령: {age_text(rating)}" if own else f"이 공연의 관람 연령: {performance.age_text}"
    named = ", ".join(f"{age}세" for age in young)
    return f"{rule}. 말씀하신 {named} 손님은 입장하지 못할 수 있어요."


def ask_about_age(house: House, context: ToolContext, grades: Collection[str]) -> ToolOutcome | None:
    """In the turn in which the person is told of a rating no seats of it are offered: they decide first."""
    performance, state = house.performance, context.state
    notice = age_notice(performance, state.ages, grades)
    rating = max(map(performance.minimum_age_of, grades), default=0)
    told_before = state.age_told not in {None, context.turn_key} and rating <= state.age_told_of
    if notice is None or told_before:
        return None
    result = {
        "scheduleId": house.schedule.schedule_id,
        "title": performance.title,
        "ageText": performance.age_text,
        "ageNotice": notice,
    }
    told = {"age_told": context.turn_key, "age_told_of": rating, "proposals": ()}
    choices = (
        Choice("인원 다시 정하기", "인원을 다시 정할게요"),
        Choice("그대로 찾기", "그 인원으로 좌석을 찾아 주세요"),
    )
    return ToolOutcome(result, state.model_copy(update=told), choices=choices, must_say=(notice,))
