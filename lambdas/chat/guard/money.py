"""Claims about money: an amount counts with the performance, the grade, the count and the sum that it is said to be."""

import re
from collections.abc import Callable, Iterator, Mapping

from lambdas.chat.guard.bundles import Bundle
from lambdas.chat.guard.cancelling import cancelling_fees, refunds
from lambdas.chat.guard.differences import difference_holds, is_difference
from lambdas.chat.guard.labels import (
    counted,
    grade_of,
    is_base,
    is_multiplied,
    is_of_each,
    is_with_fee,
    label_of,
    sums_of,
)
from lambdas.chat.guard.scene import Scene
from lambdas.chat.guard.tokens import Kind, Token

_BUDGET = re.compile(r"^ ?(?:이하|이내|미만|안쪽|안에서|대(?!로)|정도|선에|까지|넘|초과|이상|아래|예산|원대)")
_BUDGETED = re.compile(r"예산(?:은|이|을|으로|으로는)? ?$")
_WITHOUT_FEE = r"수수료(?:는|를)? ?(?:별도|제외|빼)"


def amount_holds(token: Token, scene: Scene) -> bool:
    """An amount in won."""
    amount = token.values[0]
    if not isinstance(amount, int):
        return False
    if (Kind.AMOUNT, amount) in scene.facts.said and (
        _BUDGET.match(scene.after(token)) or _BUDGETED.search(scene.before(token)) or scene.denied(token)
    ):
        return True
    if is_difference(token, scene):
        return difference_holds(token, scene)
    return amount in _allowed(token, scene) or scene.quoted(token)


def _allowed(token: Token, scene: Scene) -> set[int]:
    label, count = label_of(token, scene), counted(token, scene)
    if is_base(token, scene):
        return set(_prices(token, scene, count, "subtotal"))
    if label in _BY_LABEL:
        return set(_BY_LABEL[label](token, scene))
    if is_of_each(token, scene) or is_multiplied(token, scene):
        with_fee = _with_fee(token, scene, {1}) if is_with_fee(scene) else set()
        return _unit_prices(token, scene) | _shares(token, scene) | with_fee
    if label == "total":
        return set(_totals(token, scene, count))
    return set(_prices(token, scene, count, label))


def _unit_prices(token: Token, scene: Scene) -> set[int]:
    """Prices of one ticket: of the named grade, of the named seats, or of any grade."""
    grade, shows = grade_of(token, scene), scene.shows(token)
    if grade:
        return {show.prices[grade] for show in shows if grade in show.prices}
    named = scene.seats_of(token)
    if named:
        return {seat.price for bundle in named for seat in bundle.seats if seat.price is not None}
    return {price for show in shows for price in show.prices.values()}


def _with_fee(token: Token, scene: Scene, counts: set[int]) -> set[int]:
    """What so many tickets of the named grade cost with the booking fee."""
    grade = grade_of(token, scene)
    each = {
        show.prices[grade] + show.performance.booking_fee_per_ticket
        for show in scene.shows(token)
        if grade in show.prices
    }
    return {price * count for price in each for count in counts}


def _shares(token: Token, scene: Scene) -> set[int]:
    """What each of the tickets costs in all, where they cost the same."""
    sums = [(b.total or 0, len(b.seats)) for b in sums_of(token, scene) if len({seat.price for seat in b.seats}) == 1]
    return set() if grade_of(token, scene) else {total // count for total, count in sums if total % count == 0}


def _counts(count: int | None, scene: Scene) -> set[int]:
    """How many tickets an amount may be of: the number beside it, or else those of the phrase."""
    return {count} if count else {said.number() for said in scene.of(Kind.COUNT)}


def _prices(token: Token, scene: Scene, count: int | None, label: str | None) -> Iterator[int]:
    grade, bundles = grade_of(token, scene), sums_of(token, scene)
    unit, counts = _unit_prices(token, scene), _counts(count, scene)
    if count is None:
        yield from _range_or(unit, token, scene)
    yield from (price * several for price in unit for several in counts - {1})
    if label != "subtotal" and not scene.has(_WITHOUT_FEE):
        yield from _with_fee(token, scene, counts if is_with_fee(scene) else counts - {1})
    for bundle in bundles:
        if _is_counted(bundle, count, token, scene) and (grade is None or _is_all(bundle, grade)):
            yield from filter(None, (bundle.subtotal, None if label == "subtotal" else bundle.total))


def _range_or(unit: set[int], token: Token, scene: Scene) -> set[int]:
    """Of "60,000원 ~ 170,000원" or "60,000원부터" exactly the cheapest and the dearest; else any price."""
    if grade_of(token, scene) or not unit:
        return unit
    shows = scene.shows(token)
    if re.match(r" ?(?:~|부터|-)", scene.after(token)):
        return {min(show.prices.values()) for show in shows}
    if re.search(r"원?(?:~|부터|-) ?$", scene.before(token)):
        return {max(show.prices.values()) for show in shows}
    return unit


def _totals(token: Token, scene: Scene, count: int | None) -> Iterator[int]:
    bundles = sums_of(token, scene)
    yield from (b.total for b in bundles if b.total is not None and count in {None, len(b.seats)})
    without_fee = scene.has(rf"{_WITHOUT_FEE}|티켓|좌석 ?(?:값|가격|금액)")
    if without_fee:
        yield from (b.subtotal for b in bundles if b.subtotal is not None and count in {None, len(b.seats)})
    else:
        yield from _with_fee(token, scene, _counts(count, scene))
    if not scene.has(r"합계|결제|최종") and not is_with_fee(scene) and (count or without_fee):
        yield from (price * (count or 1) for price in _unit_prices(token, scene))


def _fees(token: Token, scene: Scene) -> Iterator[int]:
    one = {show.performance.booking_fee_per_ticket for show in scene.shows(token)}
    yield from one
    if not is_of_each(token, scene):
        yield from (bundle.fee for bundle in sums_of(token, scene) if bundle.fee is not None)
        yield from (fee * count.number() for fee in one for count in scene.of(Kind.COUNT))
    if scene.thread.cancelling or scene.has("취소|환불|일 ?전"):
        yield from cancelling_fees(token, scene)


def _is_counted(bundle: Bundle, count: int | None, token: Token, scene: Scene) -> bool:
    """Whether the words are about all seats of a bundle: they name them or say how many."""
    if count is not None:
        return count == len(bundle.seats)
    counts = {said.number() for said in scene.of(Kind.COUNT)}
    return bundle in scene.seats_of(token) or len(bundle.seats) in counts or not grade_of(token, scene)


def _is_all(bundle: Bundle, grade: str) -> bool:
    return all(seat.grade in {grade, None} for seat in bundle.seats)


_BY_LABEL: Mapping[str | None, Callable[[Token, Scene], Iterator[int]]] = {
    "cancelling": cancelling_fees,
    "refund": refunds,
    "fee": _fees,
}
