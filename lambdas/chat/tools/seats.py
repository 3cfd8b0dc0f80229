"""The tool that finds free seats and turns them into proposals."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from pydantic import Field

from lambdas.chat.conversation.choices import head_counts
from lambdas.chat.conversation.needs import read_needs, read_wheelchairs
from lambdas.chat.conversation.said import Part, Said
from lambdas.chat.conversation.state import matching_grade
from lambdas.chat.tools.ages import ask_about_age
from lambdas.chat.tools.base import Identifier, Tool, ToolContext, ToolInput, ToolOutcome
from lambdas.chat.tools.budgets import budget_notice, budget_text, grades_within, is_bounded
from lambdas.chat.tools.finding import offer_best, offer_exact
from lambdas.chat.tools.meant import meant_schedule
from lambdas.chat.tools.search import Wish
from megaticket.booking.quotes import sale_refusal
from megaticket.booking.service import UNKNOWN_SCHEDULE
from megaticket.clock import moment_text
from megaticket.errors import ErrorCode, Refusal
from megaticket.korean.money import Budget, read_budget
from megaticket.korean.seats import read_seats
from megaticket.korean.unclear import Unclear
from megaticket.seating.party import Party
from megaticket.seating.seats import House, SeatId
from megaticket.seating.written import seats_of

HOW_MANY = "몇 분이 오시는지 알려 주세요."
WHICH_SEATS = "어느 구역 몇 열 몇 번인지 알려 주세요. 예: 1층 B구역 7열 15~17번"


class AvailableSeatsInput(ToolInput):
    """How many seats, for whom, or exactly which."""

    schedule_id: Annotated[Identifier, Field(description="일정 결과에 나온 scheduleId")]
    count: Annotated[int, Field(ge=1, le=20, description="매수")]
    grade: Annotated[str | None, Field(description="등급 이름. 없으면 모든 등급에서 찾는다")] = None
    seats: Annotated[
        str | None, Field(description="손님이 좌석을 직접 말했을 때만, 그 말 그대로. 예: B구역 7열 15~17번")
    ] = None
    budget: Annotated[str | None, Field(description="손님이 금액에 대해 한 말 그대로. 예: 10만원 이하, 제일 싼 거")] = (
        None
    )
    needs: Annotated[
        str | None, Field(description="손님이 휠체어석, 동반석, 시야제한석을 원한다고 했을 때만, 그 말 그대로")
    ] = None
    options: Annotated[int, Field(ge=1, le=3, description="손님이 여러 자리 중에서 고르고 싶어 하면 2나 3")] = 1
    other_than: Annotated[list[str] | None, Field(description="다른 좌석을 원할 때, 지금까지의 proposalId 목록")] = None


def get_available_seats(passed: AvailableSeatsInput, context: ToolContext) -> ToolOutcome | Refusal:
    """Proposes exact seats: those asked for, or the best that are free."""
    schedule = context.services.catalog.schedule(passed.schedule_id)
    meant = meant_schedule(schedule, context) if schedule else UNKNOWN_SCHEDULE
    if isinstance(meant, Refusal):
        return meant
    house = context.services.booking.house(meant.schedule_id)
    if house is None:
        return UNKNOWN_SCHEDULE
    # Before a search, of whoever is too young for every seat; behind it, for those that it found.
    anywhere = min(house.performance.prices, key=house.performance.minimum_age_of)
    young = ask_about_age(house, context, [anywhere])
    if young:
        return young
    outcome = _sought(passed, house, context)
    found = outcome.state if isinstance(outcome, ToolOutcome) else None
    return (ask_about_age(house, context, found.offered_grades) if found else None) or outcome


def _sought(passed: AvailableSeatsInput, house: House, context: ToolContext) -> ToolOutcome | Refusal:
    if context.state.said.fewer and passed.count >= (context.state.count or 0):
        return Refusal(ErrorCode.INVALID_REQUEST, HOW_MANY)
    if passed.seats:
        return _written(passed.seats, house, context)
    asked = _as_said(passed, context.state.said)
    refusal = sale_refusal(house, asked.count, context.now_seconds)
    if refusal:
        return _not_sold(refusal, house, context)
    return _best(asked, house, context, _overruled(passed, asked, house))


def _not_sold(refusal: Refusal, house: House, context: ToolContext) -> ToolOutcome:
    """The date sells no such number, or nothing at all: what is to be said anew is one of the two."""
    too_many = refusal.code == ErrorCode.LIMIT_EXCEEDED
    part: Part = "count" if too_many else "dates"
    choices = head_counts(house.schedule.ticket_limit) if too_many else ()
    return ToolOutcome({"error": refusal.as_json()}, context.state.unmet(part), refusal=refusal, choices=choices)


def _as_said(passed: AvailableSeatsInput, said: Said) -> AvailableSeatsInput:
    """The call with what the person said in the place of what a model made of it."""
    update = {"count": said.count or passed.count, "grade": said.grade or passed.grade}
    return passed.model_copy(update=update)


def _overruled(passed: AvailableSeatsInput, asked: AvailableSeatsInput, house: House) -> dict[str, str]:
    """Tells a model that its call was not what the person said."""
    if (passed, passed.schedule_id) == (asked, house.schedule.schedule_id):
        return {}
    wish = [moment_text(house.schedule.starts_at), f"{asked.count}매", asked.grade]
    return {"readText": f"손님이 말한 대로 찾은 좌석: {', '.join(filter(None, wish))}"}


def _best(
    asked: AvailableSeatsInput, house: House, context: ToolContext, read: Mapping[str, str]
) -> ToolOutcome | Refusal:
    grade = _grade(asked, house)
    if isinstance(grade, Refusal):
        return grade
    budget = _budget(asked, context)
    grades = _grades(grade, asked.count, budget, house)
    if isinstance(grades, Refusal):
        return grades
    wish = _wish(asked, grades, context)
    if budget is None:
        return offer_best(house, wish, context, most=asked.options, extra=read)
    told = {**read, "budgetText": budget_text(budget)}
    notice = filter(None, [budget_notice(budget)])
    outcome = offer_best(house, wish, context, most=asked.options, extra=told)
    return replace(outcome, must_say=(*notice, *outcome.must_say))


def _written(words: str, house: House, context: ToolContext) -> ToolOutcome | Refusal:
    """The seats that the person named; where somebody has one of them, the next best."""
    written = read_seats(words)
    seats = written if isinstance(written, Unclear) else seats_of(written, house.venue)
    if isinstance(seats, Unclear) or not seats:
        unclear = seats.message if isinstance(seats, Unclear) else None
        return Refusal(ErrorCode.SEAT_UNKNOWN, unclear or WHICH_SEATS)
    count = context.state.said.count
    if count not in {None, len(seats)}:
        return Refusal(ErrorCode.INVALID_REQUEST, f"말씀하신 매수({count}매)와 좌석의 수가 달라요. {WHICH_SEATS}")
    return offer_exact(house, tuple(map(str, seats)), context)


def _grade(asked: AvailableSeatsInput, house: House) -> str | Refusal | None:
    """The grade as the performance calls it, None for any."""
    if asked.grade is None:
        return None
    names = house.performance.prices
    unknown = f"이 공연에 없는 등급이에요. 고를 수 있는 등급: {', '.join(names)}"
    return matching_grade(asked.grade, names) or Refusal(ErrorCode.INVALID_REQUEST, unknown)


def _budget(asked: AvailableSeatsInput, context: ToolContext) -> Budget | None:
    """What the person wants to spend, by the server's own reading before the model's; whoever names a grade has chosen."""
    chosen = context.state.said.grade is not None
    words = (context.state.budget_words, None if chosen else asked.budget)
    budget = next(filter(None, map(read_budget, filter(None, words))), None)
    return None if budget is None or (chosen and not is_bounded(budget)) else budget


def _grades(grade: str | None, count: int, budget: Budget | None, house: House) -> tuple[str | None, ...] | Refusal:
    """The grades to search: a budget decides over a grade that it does not allow, since a model may have guessed it."""
    if budget is None:
        return (grade,)
    within = grades_within(budget, house.performance, count)
    return (grade,) if is_bounded(budget) and not isinstance(within, Refusal) and grade in within else within


def _wish(asked: AvailableSeatsInput, grades: tuple[str | None, ...], context: ToolContext) -> Wish:
    # A need counts only where the person has spoken of it: a model cannot invent one.
    needs = set(read_needs(asked.needs or "")).intersection(context.state.needs)
    wheelchairs = read_wheelchairs(asked.needs or "") if "wheelchair" in needs else 0
    party = Party(
        count=asked.count,
        grade=grades[0],
        wheelchairs=min(wheelchairs, asked.count),
        restricted_view="restricted_view" in needs,
        only_restricted_view="only_restricted_view" in needs and not wheelchairs,
    )
    shown = context.state.shown if asked.other_than else ()
    return Wish(party, grades, frozenset(filter(None, map(SeatId.parse, shown))))


TOOLS = (
    Tool(
        "get_available_seats",
        "빈 좌석을 찾고 있어요",
        "한 회차에서 함께 앉을 빈 좌석을 찾아 제안을 만든다. 없으면 다른 회차나 등급을 알려 준다. 손님이 동의하기 전에는 아무것도 선점하지 않는다.",
        AvailableSeatsInput,
        get_available_seats,
    ),
)
