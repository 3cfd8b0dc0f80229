"""A turn cut down to what one item holds: 400 KB are the table's limit, and a turn that cannot be saved would be lost."""

import json

from lambdas.chat.conversation.records import Turn

MAX_TURN_BYTES = 380_000
"""As JSON, which is a little longer than the item; DynamoDB's 409,600 bytes leave room for keys and the shape of lists."""


def fitted(turn: Turn, most_bytes: int = MAX_TURN_BYTES) -> Turn:
    """The turn as it is, or without what can be spared: first the tool exchange, then the oldest cards.

    What was said and the cards of holds always stay. Without its messages a turn is seen by models as its words.
    """
    if _size(turn) <= most_bytes:
        return turn
    turn = turn.model_copy(update={"messages": ()})
    return _without_oldest_cards(turn, _size(turn) - most_bytes)


def _without_oldest_cards(turn: Turn, excess: int) -> Turn:
    dropped = set()
    for action in turn.actions:
        if excess > 0 and not str(action.get("type")).startswith("HOLD_"):
            dropped.add(action.get("actionId"))
            excess -= 2 * len(_json(action))  # it stands in the events as well
    if not dropped:
        return turn
    actions = tuple(action for action in turn.actions if action.get("actionId") not in dropped)
    events = tuple(event for event in turn.events if event["data"].get("actionId") not in dropped)
    return turn.model_copy(update={"actions": actions, "events": events})


def _size(turn: Turn) -> int:
    return len(_json(turn.model_dump(mode="json", by_alias=True)))


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()
