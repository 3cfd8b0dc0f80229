"""What a phrase says was done already: seats taken, more time given, a booking made, seats given back."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from lambdas.chat.guard.bundles import CURRENT, Bundle, Status
from lambdas.chat.guard.scene import Scene
from lambdas.chat.guard.ties import bundles_meant

_FILL = (
    r"(?:[이가을를도은는]|까지|까지도)?"
    r"(?: ?(?:모두|전부|다|잘|바로|방금|이미|정상(?:적으로)?|성공적으로|무사히|자동으로|최종|진행|처리|완료|확정|\d+ ?분|\d+ ?[번회])[이가을를도]?)*+ ?"
)
_OPEN = r"(?!다면|다고|다는|으면|더라도|는지|을|나요|던|어야|지 ?(?:않|못))"
_PAST = rf"(?:[했됐]|하였|되었|해 ?(?:드렸|주었|줬|두었|뒀|놓았|놨)|되어 ?있|돼 ?있|마쳤|마무리(?:했|됐|되었)|끝났|끝냈|성공했){_OPEN}"
_COMPLETE = r"완료(?:예요|이에요|입니다|됨|(?= ?(?:[!.~,·😊🎉]|$)))"
_DONE = rf"{_FILL}(?:{_PAST}|(?<!완료)(?:{_COMPLETE})|(?<=완료)(?:예요|이에요|입니다|(?= ?[!.~,]|$)))"
_SEATS = r"(?:좌석|자리|석|번|장|선점)[^.!?]{0,12}?"

_HELD = re.compile(
    rf"(?:선점|확보){_DONE}|선점(?:해 ?둔|된) 상태|선점 중(?:이에요|입니다|이고)"
    rf"|(?<!사로)(?<!바로)(?<!붙)(?<!로 자리 )(?<!로 자리를 )잡(?:아 ?(?:드렸|두었|뒀|놓았|놨|놓아 ?드렸)|았|혔){_OPEN}"
    rf"|맡아 ?(?:드렸|두었|뒀|놓았|놨){_OPEN}|{_SEATS}맡았{_OPEN}"
)
_BOOKED = re.compile(
    rf"(?:예매|예약|결제|확정){_DONE}|결제[가를]? ?확인(?:했|됐|되었|해 ?드렸){_OPEN}|(?:예매|예약|결제)[를을]? ?도와 ?드렸{_OPEN}"
)
_RELEASED = re.compile(
    rf"(?:해제|취소|반납){_DONE}"
    rf"|{_SEATS}(?<![아어해] )(?<![아어해])(?:풀(?:어 ?(?:드렸|주었|줬|놓았)|었|렸)|놓(?:아 ?(?:드렸|주었|줬)|았)|놔 ?(?:드렸|줬)){_OPEN}"
)
_EXTENDED = re.compile(
    rf"(?<!공)연장{_DONE}|(?:선점|시간|\d분)[^.!?]{{0,8}}?늘(?:려 ?(?:드렸|주었|줬|두었|뒀|놓았)|렸|어났){_OPEN}"
    rf"|(?:시간을?|\d분을?) ?더 ?(?:드렸|주었|줬){_OPEN}"
)
_EXPIRED = re.compile(
    rf"선점[^.!?]{{0,12}}?(?:만료[됐되]|(?:지나|끝나)서[^.!?]{{0,8}}?해제[됐되]|풀렸){_OPEN}(?!어요\?|면|니|는|지|기|고 ?나)"
)
_UNPAID = re.compile(
    r"(?:아직|미) ?결제 ?전|(?:아직 )(?:예매|결제|예약)(?:가)? ?(?:되지|하지|완료되지|확인되지) ?않|아직 안 ?(?:예매|결제)"
)
_BY_OTHERS = re.compile(r"다른 (?:분|손님|고객|사람)|매진|팔[렸린]|나[갔간]")
_BY_ITSELF = re.compile("시간|만료|지나|자동")
_SALE_ENDED = re.compile("판매|마감|(?:공연|회차)(?:은|는|의)? ?예매(?:가|는)? ?(?:이미|모두|다)? ?끝났")


def deeds_not_done(scene: Scene) -> Iterator[str]:
    """What a phrase says was done to seats, and was not: holding, extending, booking, giving back."""
    if _BY_OTHERS.search(scene.facts.names.with_roles(scene.text)) or (scene.facts.taken and scene.has("이미")):
        return
    for deed, pattern in _DEEDS.items():
        excuse = _EXCUSES.get(deed)
        if excuse and excuse.search(scene.text):
            continue
        for found in pattern.finditer(scene.text):
            if not _DONE_TO[deed](bundles_meant(found.start(), scene), scene):
                yield found[0]


def _was_held(bundles: Sequence[Bundle], _: Scene) -> bool:
    return any(bundle.status in {Status.HELD, Status.BOOKED} for bundle in bundles)


def _was_booked(bundles: Sequence[Bundle], _: Scene) -> bool:
    return any(bundle.status == Status.BOOKED for bundle in bundles)


def _was_extended(bundles: Sequence[Bundle], _: Scene) -> bool:
    return any(bundle.extensions for bundle in bundles)


def _was_released(_: Sequence[Bundle], scene: Scene) -> bool:
    return scene.facts.released


def _has_expired(bundles: Sequence[Bundle], scene: Scene) -> bool:
    return scene.facts.released or not any(bundle.status == Status.HELD for bundle in bundles)


def _is_unpaid(bundles: Sequence[Bundle], _: Scene) -> bool:
    return {bundle.status for bundle in bundles if bundle.status in CURRENT} != {Status.BOOKED}


_DEEDS = {
    "held": _HELD,
    "extended": _EXTENDED,
    "booked": _BOOKED,
    "released": _RELEASED,
    "expired": _EXPIRED,
    "unpaid": _UNPAID,
}
_DONE_TO: Mapping[str, Callable[[Sequence[Bundle], Scene], bool]] = {
    "held": _was_held,
    "extended": _was_extended,
    "booked": _was_booked,
    "released": _was_released,
    "expired": _has_expired,
    "unpaid": _is_unpaid,
}
_EXCUSES = {"released": _BY_ITSELF, "booked": _SALE_ENDED}
"""What happens without anybody's deed: a hold that ran out, a sale that closed."""
