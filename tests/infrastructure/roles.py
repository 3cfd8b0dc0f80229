"""The functions' roles in the synthesized templates."""

from typing import Any

from tests.infrastructure.assembly import SEOUL, TOKYO, Assembly

Statement = dict[str, Any]

ROLES = {
    "chat": ("Chat", "ChatRole"),
    "hold-seats": ("Booking", "HoldSeatsRole"),
    "reservations": ("Booking", "ReservationsRole"),
    "settlement": ("Booking", "SettlementRole"),
}
"""Each function's stack, and what the logical id of its role begins with."""

REGIONS = {"Seoul": SEOUL, "Tokyo": TOKYO}


def statements(assembly: Assembly, role: str, region: str = "Seoul") -> list[Statement]:
    """The statements of a function's role, actions and resources always as lists."""
    stack, name = ROLES[role]
    found = [
        statement
        for policy in assembly[f"{region}-{stack}"].of("IAM::Policy")
        if policy["Roles"][0]["Ref"].startswith(name)
        for statement in policy["PolicyDocument"]["Statement"]
    ]
    return [each | {"Action": _listed(each["Action"]), "Resource": _listed(each["Resource"])} for each in found]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
