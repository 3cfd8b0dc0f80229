"""What each function may do: exact actions on exact resources, and which keys of a table, read off the code's calls.

TransactWriteItems and TransactGetItems have no action of their own: each of their parts needs PutItem, UpdateItem,
DeleteItem or GetItem. Nobody may write the control item or the catalogue, and nobody may Scan.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from aws_cdk import Stack
from aws_cdk.aws_iam import PolicyStatement

from stacks.arns import function_alias_arn, provider_secret_arn, table_arn
from stacks.names import HOLD_SEATS
from stacks.settings import Settings

HOLD, SEAT, LIMIT, CLAIM = "HOLD#*", "SCHEDULE#*", "USER#*", "CLAIM#*"
OPEN_PAYMENT, REFUND_DUE, CONTROL = "PAYMENT_OPEN#*", "REFUND_DUE#*", "CONTROL#WRITER"
CONVERSATION, PERSON = "CONVERSATION#*", "USER#*"


@dataclass(frozen=True)
class Grant:
    """Actions on a table's items whose partition keys match `keys`; or on an index of it, whatever its keys."""

    table: str
    actions: tuple[str, ...]
    keys: tuple[str, ...] = ()
    index: str = ""

    def statement(self, stack: Stack, settings: Settings) -> PolicyStatement:
        """The grant in the stack's region."""
        arn = table_arn(stack, settings, self.table) + (f"/index/{self.index}" if self.index else "")
        # Without a value the condition would hold: it is only used for actions that always name their key.
        leading = {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": list(self.keys)}} if self.keys else None
        return PolicyStatement(
            actions=[f"dynamodb:{action}" for action in self.actions], resources=[arn], conditions=leading
        )


DATES = (
    Grant("performances", ("GetItem", "Query"), ("CATALOG",)),
    Grant("schedules", ("Query",), ("PERFORMANCE#*",)),
)
CATALOGUE = (*DATES, Grant("venues", ("Query",), ("VENUE#*",)))
HOLDS_OF_A_PERSON = Grant("reservations", ("Query",), index="userId-index")

CHAT_GRANTS = (
    *CATALOGUE,
    Grant("reservations", ("GetItem",), (HOLD, CONTROL)),
    Grant("reservations", ("Query",), (SEAT, LIMIT)),
    HOLDS_OF_A_PERSON,
    Grant("conversations", ("GetItem", "PutItem", "UpdateItem"), (CONVERSATION, PERSON)),
    Grant("conversations", ("Query",), (CONVERSATION,)),
)
HOLD_SEATS_GRANTS = (
    *CATALOGUE,
    Grant("reservations", ("GetItem",), (HOLD, SEAT, LIMIT, CONTROL)),
    Grant("reservations", ("PutItem",), (HOLD, SEAT)),
    Grant("reservations", ("UpdateItem",), (LIMIT,)),
    Grant("reservations", ("DeleteItem",), (SEAT,)),
)
RESERVATIONS_GRANTS = (
    *CATALOGUE,
    Grant("reservations", ("GetItem",), (HOLD, SEAT, LIMIT, CONTROL)),
    Grant("reservations", ("Query",), (SEAT, LIMIT)),
    HOLDS_OF_A_PERSON,
    Grant("reservations", ("PutItem",), (HOLD, SEAT, CLAIM, OPEN_PAYMENT, REFUND_DUE)),
    Grant("reservations", ("UpdateItem",), (LIMIT,)),
    Grant("reservations", ("DeleteItem",), (SEAT, OPEN_PAYMENT)),
)
SETTLEMENT_GRANTS = (
    *DATES,
    Grant("reservations", ("GetItem",), (HOLD, SEAT, LIMIT, OPEN_PAYMENT, CONTROL)),
    Grant("reservations", ("Query",), (OPEN_PAYMENT, REFUND_DUE)),
    Grant("reservations", ("PutItem",), (HOLD, SEAT, CLAIM, OPEN_PAYMENT, REFUND_DUE)),
    Grant("reservations", ("UpdateItem",), (LIMIT,)),
    Grant("reservations", ("DeleteItem",), (SEAT, OPEN_PAYMENT, REFUND_DUE)),
)


def table_statements(stack: Stack, settings: Settings, grants: Iterable[Grant]) -> list[PolicyStatement]:
    """A function's access to the tables."""
    return [grant.statement(stack, settings) for grant in grants]


def hold_seats_invocation(stack: Stack) -> PolicyStatement:
    """The one function that the chat may call."""
    return PolicyStatement(actions=["lambda:InvokeFunction"], resources=[function_alias_arn(stack, HOLD_SEATS)])


def provider_key_reading(stack: Stack) -> PolicyStatement:
    """The payment provider's key, and no other secret."""
    return PolicyStatement(actions=["secretsmanager:GetSecretValue"], resources=[provider_secret_arn(stack)])
