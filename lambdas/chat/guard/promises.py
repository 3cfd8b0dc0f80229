"""Claims without a number of their own: what is said to be free, or to be possible again."""

import re
from collections.abc import Iterator

from lambdas.chat.guard.bundles import Status
from lambdas.chat.guard.form import squeezed
from lambdas.chat.guard.numerals import read_native
from lambdas.chat.guard.predicates import denies
from lambdas.chat.guard.scene import Scene
from lambdas.chat.guard.shows import Show

_FREE = re.compile(
    r"(?<!취소 )(?<!취소)(?<!추가 )수수료(?:는|가|도)? ?(?:(?:따로|별도로|전혀|하나도) ?)?(?:없|무료|공짜|면제|안 ?(?:붙|들|내)|(?:붙|들|내)지 ?않)"
)
_NO_WAITING = re.compile(r"(?:취소표|빈 ?자리|빈 ?좌석)[^.!?]{0,14}?(?:알려 ?드릴|알림|연락|나올 (?:거|것)|나옵니다)")
_SOLD_OUT = re.compile(r"매진(?:이에요|입니다|이고|이라|됐|되었|될 (?:거|것)|돼요|됩니다)")
_NO_PRICE = re.compile(
    r"(?:좌석|자리|[석권켓표연])(?:은|는|이|가)? ?(?:모두 |전부 )?(?:무료|공짜)(?:예요|이에요|입니다|로)"
)
_ALWAYS_FREE = re.compile(
    r"(?:언제든지?|언제나|항상|아무 ?때나)[^.!?]{0,12}?(?:무료|취소|환불)|전날[^.!?]{0,8}?(?:전액|무료)"
    r"|(?<!예매 )(?<!예매한 )(?<!예매하신 )(?<!예약 )(?<!결제 )당일[^.!?]{0,8}?(?:취소|환불)[^.!?]{0,6}?(?:가능|[돼됩]|할 수 있|하실 수 있)"
)
_BANK = re.compile(
    r"(?:[가-힣]{2,4}은행|계좌|무통장)[^.!?]{0,20}?(?:입금|송금|이체|보내)|[가-힣]{2,4}은행[^.!?]{0,20}?계좌"
)
_HOUSE = re.compile(
    r"공연장(?:은|이) ?(?P<name>[가-힣A-Za-z ]{0,18}(?:전당|홀|극장|센터|씨어터|돔|체육관|회관|하우스))(?:이에요|예요|입니다|이고)"
)
_TIMES = r"(?P<times>\d+|(?<![가-힣])(?:한|두|세|네|다섯)) ?(?:번|회)"
_EXTENDED = re.compile(
    rf"{_TIMES}[^.]{{0,12}}?(?:(?<!공)연장|늘[려릴리])|(?:(?<!공)연장|늘[려릴리])[^.]{{0,12}}?{_TIMES.replace('times', 'after')}"
)

_LONGER = re.compile(
    r"(?<!공)(?:연장(?:을|은|도|이)?|늘[리려릴]) ?(?:할 수 있|하실 수 있|수 있|가능|해 ?드릴|해 ?드려|드릴|드려|하면|하시면|[돼됩])"
)


def false_promises(scene: Scene) -> Iterator[str]:
    """A booking fee that is said to be none, more extensions than there are, what the house does not do."""
    shows = [scene.facts.show(performance_id) for performance_id in scene.thread.titles or scene.facts.focus]
    free = _FREE.search(scene.text)
    if free and not scene.has("취소|환불|해제|이내") and all(show.performance.booking_fee_per_ticket for show in shows):
        yield free[0]
    extended = _EXTENDED.search(scene.text)
    if extended and not denies(scene.text) and _times(extended) > _most_extensions(scene, shows):
        yield extended[0]
    longer = _LONGER.search(scene.text)
    if longer and shows and not denies(scene.text) and not _left_extensions(scene, shows):
        yield longer[0]


def unkept_terms(scene: Scene) -> Iterator[str]:
    """What is never done, or not here: waiting lists, transfers, free tickets, refunds until the end, another house."""
    shows = [scene.facts.show(performance_id) for performance_id in scene.thread.titles or scene.facts.focus]
    claims = [(_NO_WAITING, True), (_BANK, True), (_SOLD_OUT, not (scene.facts.sentences or scene.facts.taken))]
    claims += [(_ALWAYS_FREE, any(map(_charges_at_last, shows)))]
    claims += [(_NO_PRICE, bool(shows) and all(min(show.prices.values()) > 0 for show in shows))]
    for pattern, is_false in claims:
        found = pattern.search(scene.text)
        if found and is_false and not denies(scene.text[found.start() :]):
            yield found[0]
    house = _HOUSE.search(scene.text)
    if house and shows and not any(squeezed(house["name"]) in show.texts for show in shows):
        yield house[0]


def _charges_at_last(show: Show) -> bool:
    """Whether cancelling costs something on the day before a show."""
    tiers = show.performance.cancellation.tiers
    return any(tier.from_days <= 1 and (tier.fee_percent or tier.fee_per_ticket) for tier in tiers)


def _times(found: re.Match[str]) -> int:
    said = found["times"] or found["after"]
    return int(said) if said.isdecimal() else read_native(said)


def _left_extensions(scene: Scene, shows: list[Show]) -> int:
    """How often what is held may still be extended, or else what may be held of the performances that are spoken of."""
    most = {s.schedule_id: s.maximum_extensions for show in shows for s in show.showings}
    held = [bundle for bundle in scene.facts.bundles if bundle.status == Status.HELD and bundle.schedule_id in most]
    left = [most[bundle.schedule_id] - bundle.extensions for bundle in held]
    return max(left, default=_most_extensions(scene, shows))


def _most_extensions(scene: Scene, shows: list[Show]) -> int:
    """Of the dates that the seats spoken of belong to, or else of any date."""
    own = {bundle.schedule_id for bundle in scene.facts.bundles}
    showings = [showing for show in shows for showing in show.showings]
    named = [showing for showing in showings if showing.schedule_id in own] or showings
    return max((showing.maximum_extensions for showing in named), default=0)
