"""Claims about one of several offers that is named by its place: "1번은 344,000원", "두 번째는 R석이에요"."""

import re
from collections.abc import Iterator

from lambdas.chat.guard.bundles import Bundle, Status
from lambdas.chat.guard.differences import is_difference
from lambdas.chat.guard.scene import Scene
from lambdas.chat.guard.tokens import Kind, Token

_PLACE = re.compile(
    r"(?<![\d열층가-힣])(?<!열 )(?P<place>[첫두세네]|\d) ?(?:번째?|안)(?: ?(?:제안|좌석|자리|안|추천|조합))?(?:은|는|이|가|:)(?= )"
)
_NUMBERS = {"첫": 1, "두": 2, "세": 3, "네": 4}
_COMPARED = re.compile(r"^ ?(?:보다|말고|대신|바로|쪽)")


def broken_options(scene: Scene) -> Iterator[str]:
    """Amounts and grades that are said of an offer by its place and are another's."""
    offers = [bundle for bundle in scene.facts.bundles if bundle.status == Status.OFFERED]
    if len(offers) < 2 or scene.seat_tokens:
        return
    places = list(_PLACE.finditer(scene.text))
    ends = [*(place.start() for place in places[1:]), len(scene.text)]
    for place, end in zip(places, ends, strict=False):
        number = _NUMBERS.get(place["place"]) or int(place["place"])
        if 0 < number <= len(offers):
            said = [token for token in scene.of(Kind.AMOUNT, Kind.GRADE) if place.end() <= token.start < end]
            yield from (scene.text[t.start : t.end] for t in said if not _is_of(offers[number - 1], t, scene))


def _is_of(offer: Bundle, token: Token, scene: Scene) -> bool:
    if token.kind == Kind.GRADE:
        grades = {seat.grade for seat in offer.seats}
        return token.word() in grades or _COMPARED.match(scene.after(token)) is not None or scene.denied(token)
    sums = {offer.total, offer.subtotal, offer.fee, *(seat.price for seat in offer.seats)}
    each = offer.total // len(offer.seats) if offer.total and offer.seats else None
    one_fee = offer.fee // len(offer.seats) if offer.fee and offer.seats else None
    return is_difference(token, scene) or token.values[0] in sums | {each, one_fee}
