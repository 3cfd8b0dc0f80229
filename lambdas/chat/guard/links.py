"""Links and codes: the way to pay for a live hold is the only address, a support number the only telephone."""

import re
from collections.abc import Iterator

from lambdas.chat.guard.bundles import Status
from lambdas.chat.guard.grounding import Grounding
from lambdas.chat.guard.places import seat_id_holds
from lambdas.chat.guard.scene import Scene
from lambdas.chat.guard.tokens import Token
from megaticket.seating.seats import SeatId

_LINK = re.compile(r"!?\[([^\]]*)\]\(\s*<?([^()\s>]*)>?[^()]*\)")
_ADDRESS = re.compile(
    r"(?:[A-Za-z][\w+.-]*://|(?:javascript|data|tel|mailto|sms|intent|market|file):(?=\S))\S+|//\S+|www\.\S+|\S+@\S+\.\w+|(?<![\w/.)])/[A-Za-z][\w-]*(?:/[\w-]*)*|"
    r"[\w-]+\.(?:com|net|org|kr|co|io|me|shop|store|app|dev|info|biz|xyz|site|online|link|ly|gl|to|tv|jp|cn|한국)(?![A-Za-z])\S*",
    re.IGNORECASE,
)


def without_links(text: str, facts: Grounding) -> tuple[str, list[str]]:
    """A visible phrase without its addresses, labels kept; and the addresses that are not the server's."""
    allowed = {bundle.payment_url for bundle in facts.bundles if bundle.status == Status.HELD}
    wrong: list[str] = []

    def judged(found: re.Match[str]) -> str:
        if not (found[2] in allowed and "결제" in found[1]):
            wrong.append(found[0])
        return found[1]

    rest = _LINK.sub(judged, text)
    wrong += [found[0] for found in _addresses(rest) if found[0].rstrip(".,)") not in allowed]
    return _ADDRESS.sub(" ", rest), wrong


def _addresses(text: str) -> Iterator[re.Match[str]]:
    return _ADDRESS.finditer(text)


def code_holds(token: Token, scene: Scene) -> bool:
    """A telephone number of the performance's support, a seat's id, or a code of the catalogue's texts."""
    code = token.word()
    seat_id = SeatId.parse(code)
    if seat_id:
        return seat_id_holds(seat_id, token, scene)
    phones = {_digits(show.performance.support.phone) for show in scene.shows(token)}
    if code in scene.facts.codes:
        return True
    return _digits(code) in phones or scene.in_texts(token)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
