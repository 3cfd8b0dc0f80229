"""Every role's policy is right as a policy: known actions, fitting resources and conditions."""

import json
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from tests.infrastructure.assembly import ACCOUNT, SEOUL, Assembly
from tests.infrastructure.roles import REGIONS, ROLES, Statement, statements

ACCEPTED = {
    "MISMATCHED_TYPE_BUT_USABLE": "An ARN compared as a text, letter by letter: there is no pattern in it.",
}
MODEL_CALL = "bedrock:InvokeModelWithResponseStream"
RESOURCE_TYPES_OF_A_MODEL_CALL = 7
"""A call needs one of them. The linter wants them all, and lists those that a statement lacks."""
WHEREVER_ROUTED = "arn:aws:bedrock:::foundation-model/"
"""A model without a region: the service's page on inference profiles has it, the linter's data do not."""


def findings(policy: list[Statement]) -> Iterator[tuple[str, Any]]:
    """What the linter finds in a policy, and we have no reason for."""
    with warnings.catch_warnings():
        # It was written for older Pythons, and is imported with their warnings.
        warnings.simplefilter("ignore")
        import parliament  # noqa: PLC0415

    for statement in policy:
        # A colon in a model's id is one too many for its reading of ARNs.
        text = json.dumps({"Version": "2012-10-17", "Statement": [statement]}).replace("-v1:0", "-v1")
        for found in parliament.analyze_policy_string(text).findings:
            if found.issue not in ACCEPTED and not _is_one_kind_of_model(statement, found):
                yield found.issue, found.detail


def _is_one_kind_of_model(statement: Statement, found: Any) -> bool:
    if statement["Action"] != [MODEL_CALL] or found.issue != "RESOURCE_MISMATCH":
        return False
    routed = all(resource.startswith(WHEREVER_ROUTED) for resource in statement["Resource"])
    return routed or len(found.detail) < RESOURCE_TYPES_OF_A_MODEL_CALL


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("role", ROLES)
def test_the_linter_finds_nothing(assembly: Assembly, role: str, region: str) -> None:
    assert list(findings(statements(assembly, role, region))) == []


@pytest.mark.parametrize(
    ("action", "resource", "issue"),
    [
        ("dynamodb:FetchItem", f"arn:aws:dynamodb:{SEOUL}:{ACCOUNT}:table/a", "UNKNOWN_ACTION"),
        ("dynamodb:GetItem", f"arn:aws:lambda:{SEOUL}:{ACCOUNT}:function:a", "RESOURCE_MISMATCH"),
        (MODEL_CALL, f"arn:aws:bedrock:{SEOUL}::modell/a", "RESOURCE_MISMATCH"),
    ],
)
def test_a_wrong_statement_is_found(action: str, resource: str, issue: str) -> None:
    found = list(findings([{"Effect": "Allow", "Action": [action], "Resource": [resource]}]))
    assert [name for name, _ in found] == [issue]
