"""From an action to its card."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from rich.console import Group, RenderableType

from devstack.terminal.cards import hold_card, notice_card, options_card, proposal_card, released_card
from devstack.terminal.records import Action, Hold, Proposal, Reservations, SeatOptions
from devstack.terminal.reservations_table import reservations_card
from devstack.terminal.state import HOLD_TITLES, hold_of

Draw = Callable[[Mapping[str, Any], str, datetime], RenderableType]


def action_card(action: Action, holds: Mapping[str, Hold], front: str, now: datetime) -> RenderableType | None:
    """The card of an action; None for one that has none or is unknown.

    `holds` are those before the action. Raises pydantic.ValidationError for data that cannot be read.
    """
    if action.type in HOLD_TITLES:
        return hold_card(hold_of(action.data), front, now, HOLD_TITLES[action.type])
    if action.type == "HOLD_RELEASED":
        return released_card(holds.get(str(action.data.get("holdId"))))
    draw = CARDS.get(action.type)
    return draw(action.data, front, now) if draw else None


def pay_links(action: Action) -> list[str]:
    """The links to pay that an action's card shows."""
    records = [action.data, *action.data.get("reservations", [])]
    return [str(record["paymentUrl"]) for record in records if record.get("paymentUrl")]


def _proposal(data: Mapping[str, Any], _front: str, _now: datetime) -> RenderableType:
    return proposal_card(Proposal.model_validate(data))


def _options(data: Mapping[str, Any], _front: str, _now: datetime) -> RenderableType:
    return options_card(SeatOptions.model_validate(data).options)


def _reservations(data: Mapping[str, Any], front: str, _now: datetime) -> RenderableType:
    return reservations_card(Reservations.model_validate(data).reservations, front)


def _notice(data: Mapping[str, Any], front: str, now: datetime) -> RenderableType:
    return Group(notice_card(str(data.get("message", ""))), hold_card(hold_of(data), front, now))


CARDS: dict[str, Draw] = {
    "PROPOSAL": _proposal,
    "SEAT_OPTIONS": _options,
    "MY_RESERVATIONS": _reservations,
    "DR_NOTICE": _notice,
}
