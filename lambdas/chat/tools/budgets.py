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
        return _nothing_fits(budget, performance)
    return tuple(reversed(fitting)) if budget.cheapest else tuple(fitting)


def budget_text(budget: Budget) -> str:
    """How the budget was read, to be told: an amount is for one ticket unless it was said to be for all."""
    low = f"{won(budget.minimum)} 이상" if budget.minimum is not None else ""
    high = f"{won(budget.maximum)} 이하" if budget.maximum is not None else ""
    amount = " ".join(filter(None, (low, high)))
    if not amount:
        return "가장 낮은 가격부터" if budget.cheapest else "가장 높은 가격부터"
    return f"{'수수료까지 모두 합쳐' if budget.scope == Scope.TOTAL else '1매당'} {amount}"


def _fits(budget: Budget, performance: Performance, grade: str, count: int) -> bool:
    amount = performance.price_of(grade)
    if budget.scope == Scope.TOTAL:
        amount = (amount + performance.booking_fee_per_ticket) * count
    low, high = budget.minimum, budget.maximum
    return (low is None or amount >= low) and (high is None or amount <= high)


def _nothing_fits(budget: Budget, performance: Performance) -> Refusal:
    wanted = budget.maximum if budget.maximum is not None else budget.minimum or 0
    nearest = min(performance.grades, key=lambda grade: abs(grade.price - wanted))
    text = budget_text(budget)
    return Refusal(
        ErrorCode.INVALID_REQUEST,
        f"말씀하신 금액({text})에 맞는 등급이 없어요. 가장 가까운 등급은 {nearest.name} {won(nearest.price)}이에요.",
    )
