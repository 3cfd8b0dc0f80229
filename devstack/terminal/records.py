"""What the server says, as typed data: lenient, because a client must outlive fields it does not know."""

from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


class Wire(BaseModel):
    """Immutable data: camelCase in JSON, snake_case here, unknown fields ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore", alias_generator=to_camel, populate_by_name=True)


class Seat(Wire):
    """One seat. `seat_id` is "{section}-{row}-{number}", `price` is in won."""

    seat_id: str
    label: str = ""
    grade: str = ""
    price: int | None = None


class Proposal(Wire):
    """Exact seats that are offered, not held. Amounts in won."""

    seats: tuple[Seat, ...]
    booking_fee: int | None = None
    total_price: int | None = None
    adjacent: bool = True


class SeatOptions(Wire):
    """Several proposals to choose from."""

    options: tuple[Proposal, ...]


class Hold(Wire):
    """Seats kept for the person until `expires_at`. Amounts in won."""

    hold_id: str
    performance_title: str = ""
    starts_at_text: str = ""
    seats: tuple[Seat, ...] = ()
    booking_fee: int | None = None
    total_price: int | None = None
    expires_at: AwareDatetime | None = None
    expires_at_text: str = ""
    payment_url: str = ""


class Choice(Wire):
    """A button: what it says, what it sends, and the proposal that it agrees to."""

    label: str
    message: str
    confirm: str | None = None


class Choices(Wire):
    """The buttons under an answer."""

    items: tuple[Choice, ...]


class Reservation(Wire):
    """One line of the person's reservations, in words where the server has them, else in figures."""

    hold_id: str = ""
    reservation_number: str = ""
    state: str = ""
    state_text: str = ""
    performance_title: str = ""
    starts_at_text: str = ""
    seat_labels: tuple[str, ...] = ()
    seats: tuple[Seat, ...] = ()
    total_text: str = ""
    total_price: int | None = None
    expires_at_text: str = ""
    payment_url: str = ""


class Reservations(Wire):
    """Everything the person has held or booked."""

    reservations: tuple[Reservation, ...]


class Action(Wire):
    """Something to draw besides text. `data` is read by the card of its `type`."""

    action_id: str = ""
    type: str
    data: dict[str, Any] = Field(default_factory=dict)


class Turn(Wire):
    """A stored turn of one side."""

    turn_id: str = ""
    role: str = ""
    text: str = ""
    actions: tuple[Action, ...] = ()


class Conversation(Wire):
    """A stored conversation with the holds that are live now."""

    conversation_id: str = ""
    turns: tuple[Turn, ...] = ()
    running_turn_id: str | None = None
    holds: tuple[Hold, ...] = ()
