"""How an answer ends that did not come to its own end: in the server's words, so that nobody is left with half a sentence."""

from dataclasses import dataclass
from typing import Literal

from lambdas.chat.bedrock.call import WITHHELD

TRUNCATED = frozenset({"max_tokens", "model_context_window_exceeded"})

TO_BE_CONTINUED = "\n\n답변이 길어 여기까지만 보여 드렸어요. 이어서 보시려면 '계속'이라고 말씀해 주세요."
UNFINISHED = (
    "한 번에 확인할 것이 많아 답을 마무리하지 못했어요. 원하시는 것을 하나씩 나누어 말씀해 주시면 바로 찾아볼게요."
)
NOT_ANSWERED = "그 말씀에는 답해 드리기 어려워요. 공연이나 예매에 대해 궁금한 점을 말씀해 주세요."
NOTHING_SAID = "죄송해요, 답변을 준비하지 못했어요. 다시 한번 말씀해 주세요."


@dataclass(frozen=True)
class Closing:
    """The words that an answer ends with, and why those before them are void, if they are."""

    words: str = ""
    reset: Literal["preamble", "corrected"] | None = None


def closing(text: str, stop_reason: str, *, still_calls: bool) -> Closing:
    """What a turn's last answer needs.

    Args:
        text: the model's words.
        stop_reason: Bedrock's.
        still_calls: whether it calls tools though none may be called any more: what it says before is no answer.
    """
    if stop_reason in WITHHELD:
        return Closing(NOT_ANSWERED, "corrected")
    if still_calls:
        return Closing(UNFINISHED, "preamble")
    if not text.strip():
        return Closing(NOTHING_SAID, "corrected")
    return Closing(TO_BE_CONTINUED) if stop_reason in TRUNCATED else Closing()
