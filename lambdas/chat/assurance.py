"""What the person must have read at the end of a turn, whatever the model wrote: the server says what is missing."""

from typing import Any

from lambdas.chat.protocol import Action
from megaticket.contracts import won

_HELD = frozenset({"HOLD_CREATED", "HOLD_REPLACED", "HOLD_EXTENDED"})


class Assurance:
    """Grows with what a turn does. Sentences are said once, holds with their seats, their end and the way to pay."""

    def __init__(self) -> None:
        self._sentences: dict[str, None] = {}
        self._holds: dict[str, dict[str, Any]] = {}

    def require(self, *sentences: str) -> None:
        """These must be said as they are."""
        self._sentences.update(dict.fromkeys(sentences))

    def take(self, action: Action) -> None:
        """Something was done: seats that are held must be told with the way to pay."""
        if action.type in _HELD:
            self._holds[action.data["holdId"]] = action.data
        elif action.type == "HOLD_RELEASED":
            self._holds.pop(action.data["holdId"], None)

    def missing(self, text: str) -> str:
        """What an answer lacks, to be put behind it; empty where it lacks nothing."""
        parts = [sentence for sentence in self._sentences if sentence not in text]
        parts += filter(None, (_missing_of(hold, text) for hold in self._holds.values()))
        return "\n\n".join(parts)


def _missing_of(hold: dict[str, Any], text: str) -> str:
    link = f"[결제 완료하러 가기]({hold['paymentUrl']})"
    if link in text:
        return ""
    labels = [seat["label"] for seat in hold["seats"]]
    facts = [*labels, won(hold["totalPrice"]), hold["expiresAtText"]]
    return link if all(fact in text for fact in facts) else f"{_held_sentence(hold, labels)}\n\n{link}"


def _held_sentence(hold: dict[str, Any], labels: list[str]) -> str:
    return (
        f"{', '.join(labels)} 좌석을 선점하고 있어요. 합계는 {won(hold['totalPrice'])}이에요. "
        f"**{hold['expiresAtText']}까지** 결제하시면 예매가 끝나요."
    )
