"""A history that models once refused stays told as text, so that no later turn pays for it again."""

from collections.abc import Sequence

from lambdas.chat.bedrock.retelling import retold
from lambdas.chat.conversation.history import closed
from lambdas.chat.conversation.records import Turn


def mended(turns: Sequence[Turn]) -> list[Turn]:
    """Past turns, oldest first: those before one that had to tell them as text are told so for good."""
    last = max((turn.number for turn in turns if turn.is_retold), default=0)
    return [_as_text(turn) if turn.number < last else turn for turn in turns]


def _as_text(turn: Turn) -> Turn:
    return turn.model_copy(update={"messages": tuple(retold(closed(turn)))})
