"""Claims about what cancelling costs and gives back: each with the days before the performance that are named with it."""

import re
from collections.abc import Iterator

from lambdas.chat.guard.bundles import Status
from lambdas.chat.guard.labels import is_of_each, is_share, sums_of
from lambdas.chat.guard.predicates import denies
from lambdas.chat.guard.scene import Scene
from lambdas.chat.guard.tokens import Kind, Token
from megaticket.catalog.models import CancellationTier

_NOTHING = re.compile(
    r"취소 ?수수료(?:는|가|도)? ?(?:(?:따로|별도로|전혀) ?)?(?:없(?!지)|무료|면제|안 ?(?:붙|들|내)|(?:붙|들|내)지 ?않)"
    r"|수수료 ?없이[^.!?]{0,10}(?:취소|환불)|전액(?:을|이)? ?(?:환불|돌려)"
)
_CONDITION = re.compile(r"이내|일 ?전|당일|결제 ?전|선점|해제|동안|취소되|주최")
"""Words of when cancelling is free."""
_CANCELLING = re.compile(r"취소|환불|공제|수수료|위약|일 ?전")


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


def cancelling_fees(token: Token, scene: Scene) -> Iterator[int]:
    """Fees of cancelling: of the days that are named with them, or as they were quoted for a booking."""
    # "12월 5일 11:00까지 취소하면 수수료는": the day is a deadline's and not that of the seats.
    bundles = scene.seats_of(token) or scene.titled(token, Status.BOOKED)
    yield from (bundle.cancelling_fee for bundle in bundles if bundle.cancelling_fee is not None)
    for show in scene.shows(token):
        policy = show.performance.cancellation
        for tier in policy.tiers:
            if tier.fee_per_ticket is not None and _days_fit(tier, token, scene):
                yield tier.fee_per_ticket
                yield from (tier.fee_per_ticket * count.number() for count in scene.of(Kind.COUNT))
        yield 0
    yield from _shares(token, scene)


def _shares(token: Token, scene: Scene) -> Iterator[int]:
    """The share that is named right before an amount, of the amount before that or of the seats: "340,000원의 20%인"."""
    share = scene.last_before(token, Kind.PERCENT)
    if share is None or not is_share(share, token, scene):
        return
    base = scene.last_before(share, Kind.AMOUNT)
    if base and scene.text[base.end : share.start].strip() == "의":
        yield base.number() * share.number() // 100
    else:
        yield from (b.subtotal * share.number() // 100 for b in sums_of(token, scene) if b.subtotal is not None)


def refunds(token: Token, scene: Scene) -> Iterator[int]:
    """What comes back: as quoted for a booking, all of it where nothing is charged, or what is kept of each ticket."""
    sums = list(sums_of(token, scene))
    yield from (bundle.refund for bundle in sums if bundle.refund is not None)
    if scene.has("전액|모두"):
        yield from (bundle.total for bundle in sums if bundle.total is not None)
    if is_of_each(token, scene):
        yield from cancelling_fees(token, scene)


def false_freedom(scene: Scene) -> Iterator[str]:
    """That cancelling a booking costs nothing, where a fee was quoted for it."""
    titles = scene.thread.titles
    fees = [b.cancelling_fee for b in scene.facts.bundles if titles is None or b.performance_id in titles]
    free = _NOTHING.search(scene.text)
    costs = any(fees) and 0 not in fees and not _CONDITION.search(scene.text)
    if free and costs and not denies(scene.text[free.end() :]):
        yield free[0]
