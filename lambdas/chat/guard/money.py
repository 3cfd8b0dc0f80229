"""Claims about money: an amount counts with the performance, the grade, the count and the sum that it is said to be."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from lambdas.chat.guard.bundles import Bundle, Status
from lambdas.chat.guard.scene import Scene
from lambdas.chat.guard.tokens import Kind, Token
from megaticket.catalog.models import CancellationTier

_ADJUNCT = r"(?!까지|(?:는|를|도|가)? ?(?:포함|더해|더하|합|별도|제외|빼|없))"
_LABELS = (
    ("cancelling", re.compile(r"취소 ?수수료|공제|위약")),
    ("refund", re.compile(r"환불(?: ?(?:예정 ?)?금액| ?받으실 금액)?|돌려")),
    ("fee", re.compile(rf"(?:예매|예약)? ?수수료{_ADJUNCT}")),
    ("total", re.compile(r"합계|총|모두 합|전부|결제(?:하실|할)? ?금액|최종|모두|다 해서|합쳐|합해|합하면")),
    ("subtotal", re.compile(r"(?:티켓|좌석|표) ?(?:금액|값|가격)|소계|(?:티켓|좌석)(?:은|이)? ?$")),
)  # fmt: skip
_COUNTED = re.compile(
    r"(\d+) ?(?:장|매|명|분|자리|좌석|석|인)(?:이면|이라|이니|에|은|는|의|을|를|이)?(?: ?(?:총|합계|합쳐서?|모두|전부|해서|다|기준|가격|금액|[(,:×x=-]))* ?$"
)
_UNIT = re.compile(
    r"(?:\d|장|매|인|자리) ?당 ?[^\d]{0,8}$|(?:^| )각 ?$|각각 ?$|(?<!\d)1 ?(?:장|매|자리)(?:에|은|당)? ?(?:예매 ?)?(?:수수료[가는]? ?)?$"
)
_MULTIPLIED = re.compile(r"^ ?[×xX] ?\d")
_BUDGET = re.compile(r"^ ?(?:이하|이내|미만|안쪽|안에서|대(?!로)|정도|선에|까지|넘|초과|이상|아래|예산|원대)")
_BUDGETED = re.compile(r"예산(?:은|이|을|으로|으로는)? ?$")
_GIVEN_BACK = re.compile(r"^(?:을|를|이|가)? ?(?:돌려|환불)")
_FEE_AFTER = re.compile(r"^(?:씩)?(?: ?총 ?[\d,]+ ?원)?(?:의|인) ?(?:(?:예매|예약) ?)?수수료")
_EACH = re.compile(r" ?\( ?(?:1 ?)?[장매인]당 ?")
_DEARER = re.compile(r"^ ?(?:정도 |쯤 )?(?:더 )?(?:비싸|비쌉|비싼|높)")
_CHEAPER = re.compile(r"^ ?(?:정도 |쯤 )?(?:더 )?(?:저렴|싸|쌉|싼|낮|아끼|절약)")
_CANCELLING = re.compile(r"취소|환불|공제|수수료|위약|일 ?전")


def amount_holds(token: Token, scene: Scene) -> bool:
    """An amount in won."""
    amount = token.values[0]
    if not isinstance(amount, int):
        return False
    if (Kind.AMOUNT, amount) in scene.facts.said and (
        _BUDGET.match(scene.after(token)) or _BUDGETED.search(scene.before(token)) or scene.denied(token)
    ):
        return True
    if _DEARER.match(scene.after(token)) or _CHEAPER.match(scene.after(token)):
        return amount in _differences(token, scene)
    return amount in _allowed(token, scene) or scene.quoted(token)


def percent_holds(token: Token, scene: Scene) -> bool:
    """A share: only of a cancellation fee, and of the days that are named with it."""
    about_cancelling = _CANCELLING.search(scene.text) or scene.thread.cancelling
    if scene.denied(token) and scene.was_said(token):
        return True
    return bool(about_cancelling) and any(
        tier.fee_percent == token.values[0] and _days_fit(tier, token, scene)
        for show in scene.shows(token)
        for tier in show.performance.cancellation.tiers
    )


def _days_fit(tier: CancellationTier, token: Token, scene: Scene) -> bool:
    """Whether the days before a performance that are named with a fee lie in a tier of the policy."""
    sums = scene.of(Kind.AMOUNT, Kind.PERCENT)
    since = max((other.end for other in sums if other.end <= token.start), default=0)
    until = min((other.start for other in sums if other.start >= token.end), default=len(scene.text))
    days = [day for day in scene.of(Kind.DAYS) if day.values[1] == "전"]
    named = [day.number() for day in days if since <= day.start < token.start]
    named = named or [day.number() for day in days if token.end <= day.start < until]
    return all(tier.from_days <= day and (tier.to_days is None or day <= tier.to_days) for day in named)


def _allowed(token: Token, scene: Scene) -> set[int]:
    before = scene.before(token)
    label = _label(token, scene) or ("cancelling" if _is_about_cancelling(scene) else None)
    if label in _BY_LABEL:
        return set(_BY_LABEL[label](token, scene))
    counted = _COUNTED.search(before)
    count = int(counted[1]) if counted and int(counted[1]) > 1 else None
    if _UNIT.search(before) or _MULTIPLIED.match(scene.after(token)):
        return _unit_prices(token, scene) | _shares(token, scene)
    if label == "total":
        return set(_totals(token, scene, count))
    return set(_prices(token, scene, count, label))


def _is_about_cancelling(scene: Scene) -> bool:
    return any(day.values[1] == "전" for day in scene.of(Kind.DAYS)) and not scene.of(Kind.GRADE)


def _label(token: Token, scene: Scene) -> str | None:
    """What the nearest words before an amount say that it is; "두 장이면" after another amount goes on with its label."""
    if _GIVEN_BACK.match(scene.after(token)):
        return "refund"
    if _FEE_AFTER.match(scene.after(token)):
        return "fee"
    earlier = scene.last_before(token, Kind.AMOUNT, Kind.PERCENT)
    start = earlier.end if earlier else 0
    grade = scene.last_before(token, Kind.GRADE)
    graded = grade.end if grade else -1
    words = scene.text[start : token.start]
    found = [(start + match.end(), name) for name, pattern in _LABELS for match in pattern.finditer(words)]
    end, name = max(found, default=(-1, None))
    # "취소 수수료" ends where "수수료" does.
    name = "cancelling" if (end, "cancelling") in found else name
    if end > graded:
        return name
    goes_on = earlier and graded < earlier.start and (_COUNTED.search(words) or _EACH.fullmatch(words))
    return _label(earlier, scene) if earlier and goes_on else None


def _grade(token: Token, scene: Scene) -> str | None:
    after = next((grade for grade in scene.of(Kind.GRADE) if grade.start >= token.end), None)
    if after and re.fullmatch(r" ?(?:\(|짜리|인|의|하는)? ?", scene.text[token.end : after.start]):
        return after.word()
    before = scene.last_before(token, Kind.GRADE)
    return before.word() if before else None


def _unit_prices(token: Token, scene: Scene) -> set[int]:
    """Prices of one ticket: of the named grade, of the named seats, or of any grade."""
    grade, shows = _grade(token, scene), scene.shows(token)
    if grade:
        return {show.prices[grade] for show in shows if grade in show.prices}
    named = scene.seats_of(token)
    if named:
        return {seat.price for bundle in named for seat in bundle.seats if seat.price is not None}
    return {price for show in shows for price in show.prices.values()}


def _differences(token: Token, scene: Scene) -> set[int]:
    """By how much the grade named first differs from the one after it, or the only one from the seats spoken of."""
    named = [grade.word() for grade in scene.of(Kind.GRADE) if grade.end <= token.start][-2:]
    sign = 1 if _DEARER.match(scene.after(token)) else -1
    seats = {seat.price for bundle in _sums(token, scene) for seat in bundle.seats if seat.price is not None}
    counts = {1} | {count.number() for count in scene.of(Kind.COUNT)}
    found: set[int] = set()
    for prices in (show.prices for show in scene.shows(token)):
        known = [prices[grade] for grade in named if grade in prices]
        others = seats if len(known) == 1 else set(known[1:])
        found |= {sign * (price - other) * count for price in known[:1] for other in others for count in counts}
    return found


def _shares(token: Token, scene: Scene) -> set[int]:
    """What each of the tickets costs in all, where they cost the same."""
    sums = [(b.total or 0, len(b.seats)) for b in _sums(token, scene) if len({seat.price for seat in b.seats}) == 1]
    return set() if _grade(token, scene) else {total // count for total, count in sums if total % count == 0}


def _prices(token: Token, scene: Scene, count: int | None, label: str | None) -> Iterator[int]:
    grade, bundles = _grade(token, scene), _sums(token, scene)
    unit = _unit_prices(token, scene)
    if count is None:
        yield from _range_or(unit, token, scene)
    counts = {count} if count else {t.number() for t in scene.of(Kind.COUNT)} - {1}
    yield from (price * count for price in unit for count in counts)
    for bundle in bundles:
        if _is_counted(bundle, count, token, scene) and (grade is None or _is_all(bundle, grade)):
            yield from filter(None, (bundle.subtotal, None if label == "subtotal" else bundle.total))


def _range_or(unit: set[int], token: Token, scene: Scene) -> set[int]:
    """Of "60,000원 ~ 170,000원" or "60,000원부터" exactly the cheapest and the dearest; else any price."""
    if _grade(token, scene) or not unit:
        return unit
    shows = scene.shows(token)
    if re.match(r" ?(?:~|부터|-)", scene.after(token)):
        return {min(show.prices.values()) for show in shows}
    if re.search(r"원?(?:~|부터|-) ?$", scene.before(token)):
        return {max(show.prices.values()) for show in shows}
    return unit


def _totals(token: Token, scene: Scene, count: int | None) -> Iterator[int]:
    bundles = _sums(token, scene)
    yield from (b.total for b in bundles if b.total is not None and count in {None, len(b.seats)})
    without_fee = scene.has(r"수수료(?:는|를)? ?(?:별도|제외|빼)|티켓|좌석 ?(?:값|가격|금액)")
    if without_fee:
        yield from (b.subtotal for b in bundles if b.subtotal is not None and count in {None, len(b.seats)})
    if not scene.has(r"합계|결제|최종") and (count or without_fee):
        yield from (price * (count or 1) for price in _unit_prices(token, scene))


def _fees(token: Token, scene: Scene) -> Iterator[int]:
    one = {show.performance.booking_fee_per_ticket for show in scene.shows(token)}
    yield from one
    if not _UNIT.search(scene.before(token)):
        yield from (bundle.fee for bundle in _sums(token, scene) if bundle.fee is not None)
        yield from (fee * count.number() for fee in one for count in scene.of(Kind.COUNT))
    if scene.thread.cancelling or scene.has("취소|환불|일 ?전"):
        yield from _cancelling_fees(token, scene)


def _cancelling_fees(token: Token, scene: Scene) -> Iterator[int]:
    """Fees of cancelling: of the days that are named with them, or as they were quoted for a booking."""
    yield from (bundle.cancelling_fee for bundle in _sums(token, scene) if bundle.cancelling_fee is not None)
    for show in scene.shows(token):
        policy = show.performance.cancellation
        for tier in policy.tiers:
            if tier.fee_per_ticket is not None and _days_fit(tier, token, scene):
                yield tier.fee_per_ticket
                yield from (tier.fee_per_ticket * count.number() for count in scene.of(Kind.COUNT))
        yield 0


def _refunds(token: Token, scene: Scene) -> Iterator[int]:
    """What comes back: as quoted for a booking, all of it where nothing is charged, or what is kept of each ticket."""
    sums = _sums(token, scene)
    yield from (bundle.refund for bundle in sums if bundle.refund is not None)
    if scene.has("전액|모두"):
        yield from (bundle.total for bundle in sums if bundle.total is not None)
    if _UNIT.search(scene.before(token)):
        yield from _cancelling_fees(token, scene)


def _sums(token: Token, scene: Scene) -> Iterable[Bundle]:
    """The seats whose sums an amount may be: those named before it, else all that are current."""
    current = scene.bundles(token, Status.OFFERED, Status.HELD, Status.BOOKED)
    named = scene.seats_of(token)
    return [bundle for bundle in current if bundle in named] if named else current


def _is_counted(bundle: Bundle, count: int | None, token: Token, scene: Scene) -> bool:
    """Whether the words are about all seats of a bundle: they name them or say how many."""
    if count is not None:
        return count == len(bundle.seats)
    counts = {said.number() for said in scene.of(Kind.COUNT)}
    return bundle in scene.seats_of(token) or len(bundle.seats) in counts or not _grade(token, scene)


def _is_all(bundle: Bundle, grade: str) -> bool:
    return all(seat.grade in {grade, None} for seat in bundle.seats)


_BY_LABEL: Mapping[str | None, Callable[[Token, Scene], Iterator[int]]] = {
    "cancelling": _cancelling_fees,
    "refund": _refunds,
    "fee": _fees,
}
