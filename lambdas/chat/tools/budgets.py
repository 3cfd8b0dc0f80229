"""Which grades of a performance fit what a person wants to spend."""

from megaticket.catalog.models import Performance
from megaticket.contracts import won
from megaticket.errors import ErrorCode, Refusal
from megaticket.korean.money import Budget, Scope


def grades_within(budget: Budget, performance: Performance, count: int) -> tuple[str, ...] | Refusal:
    """The grades to search, in that order: the dearest that fits first, the cheapest where that is asked for.

    Args:
        budget: what the person said.
        performance: its prices.
        count: tickets that an amount for all of them is for, booking fees included.
    """
    dearest_first = sorted(performance.prices, key=performance.price_of, reverse=True)
    fitting = [grade for grade in dearest_first if _fits(budget, performance, grade, count)]
    if not fitting:
        return _nothing_fits(budget, performance, count)
    return tuple(reversed(fitting)) if budget.cheapest else tuple(fitting)


def budget_text(budget: Budget) -> str:
    """How the budget was read, as a sentence: an amount is for one ticket unless it was said to be for all."""
    if not is_bounded(budget):
        return f"가장 {'낮은' if budget.cheapest else '높은'} 가격부터 찾아보았어요."
    return f"{_amount_text(budget)}{'으로' if budget.maximum is None else '로'} 찾아보았어요."


def budget_notice(budget: Budget) -> str | None:
    """That sentence, where the person did not say what their amount is for and must learn how it was taken."""
    return budget_text(budget) if is_bounded(budget) and budget.scope is None else None


def is_bounded(budget: Budget) -> bool:
    """Whether it names an amount."""
    return budget.minimum is not None or budget.maximum is not None


def _amount_text(budget: Budget) -> str:
    low = f"{won(budget.minimum)} 이상" if budget.minimum is not None else ""
    high = f"{won(budget.maximum)} 이하" if budget.maximum is not None else ""
    scope = "수수료까지 모두 합쳐" if budget.scope == Scope.TOTAL else "1매당"
    return " ".join(filter(None, (scope, low, high)))


def _cost(budget: Budget, performance: Performance, grade: str, count: int) -> int:
    """What has to fit the budget: the price, or what all of them come to."""
    price = performance.price_of(grade)
    return (price + performance.booking_fee_per_ticket) * count if budget.scope == Scope.TOTAL else price


def _fits(budget: Budget, performance: Performance, grade: str, count: int) -> bool:
    amount = _cost(budget, performance, grade, count)
    low, high = budget.minimum, budget.maximum
    return (low is None or amount >= low) and (high is None or amount <= high)


def _nothing_fits(budget: Budget, performance: Performance, count: int) -> Refusal:
    wanted = budget.maximum if budget.maximum is not None else budget.minimum or 0
    costs = {grade: _cost(budget, performance, grade, count) for grade in performance.prices}
    nearest = min(costs, key=lambda grade: abs(costs[grade] - wanted))
    whole = f"{count}매에 수수료까지 모두 " if budget.scope == Scope.TOTAL else ""
    return Refusal(
        ErrorCode.INVALID_REQUEST,
        f"말씀하신 금액({_amount_text(budget)})에 맞는 등급이 없어요. "
        f"가장 가까운 등급은 {nearest} {whole}{won(costs[nearest])}이에요.",
    )
