"""What the functions asked for while the whole system was tested, against what their roles grant in both regions."""

from collections.abc import Mapping

import pytest

from lambdas.chat.tools.registry import TOOLS
from stacks.models import chosen_models
from stacks.tables import TABLES
from tests.infrastructure.assembly import SEOUL, Assembly, settings
from tests.infrastructure.least_privilege.calls import Call, Request, log_requests, requests_of
from tests.infrastructure.least_privilege.evaluator import refused
from tests.infrastructure.least_privilege.grants import (
    Grant,
    grants_of,
    with_one_pattern_widened,
    without_one_statement_or_action,
)
from tests.infrastructure.least_privilege.probes import beyond
from tests.infrastructure.least_privilege.unused_grants import UNUSED
from tests.infrastructure.roles import REGIONS, ROLES, Statement, statements

pytestmark = pytest.mark.slow

Traffic = Mapping[str, list[Call]]
every_role = pytest.mark.parametrize("role", ROLES)
every_region = pytest.mark.parametrize("region", REGIONS)


def asked(traffic: Traffic, role: str, region: str) -> list[Request]:
    """Everything that IAM would be asked with a role, once each."""
    code, function = REGIONS[region], f"megaticket-{role}"
    calls = {request for call in traffic[function] for request in requests_of(call, code)}
    return sorted(calls | set(log_requests(function, code)))


def unasked(traffic: Traffic, role: str, region: str) -> list[Request]:
    """Items of every table that the role was not seen to ask for, by the actions that any role was seen to use."""
    everybody = [request for each in ROLES for request in asked(traffic, each, region)]
    return beyond(asked(traffic, role, region), everybody, REGIONS[region])


def reaches(statement: Statement, request: Request) -> bool:
    """Whether a statement is about the request, but for its condition."""
    return request.action in statement["Action"] and request.resource in statement["Resource"]


def samples(requests: list[Request]) -> list[Request]:
    """One request of each shape."""
    return list({request.shape: request for request in requests}.values())


def unused(policy: list[Statement], requests: list[Request]) -> list[Grant]:
    """The grants without which everything would still be allowed."""
    parts = grants_of(policy)
    without = [[other for grant, other in parts.items() if grant != left_out] for left_out in parts]
    lacking = refused((policy, requests) for policy in without)
    return [grant for grant, missing in zip(parts, lacking, strict=True) if not missing]


@every_region
@every_role
def test_every_call_is_allowed(role: str, region: str, assembly: Assembly, traffic: Traffic) -> None:
    policy = statements(assembly, role, region)
    assert refused([(policy, asked(traffic, role, region))]) == [[]]


@every_region
@every_role
def test_every_grant_is_used(role: str, region: str, assembly: Assembly, traffic: Traffic) -> None:
    found = unused(statements(assembly, role, region), samples(asked(traffic, role, region)))
    accepted = UNUSED.get(role, {})
    assert {(grant.action, grant.resource.rsplit("/", 1)[-1], grant.key) for grant in found} == set(accepted)


@every_region
@every_role
def test_no_item_is_reached_that_was_not_asked_for(
    role: str, region: str, assembly: Assembly, traffic: Traffic
) -> None:
    requests = unasked(traffic, role, region)
    (found,) = refused([(statements(assembly, role, region), requests)])
    assert sorted(set(requests) - set(found)) == []


@every_role
def test_a_pattern_of_keys_too_wide_is_found(role: str, assembly: Assembly, traffic: Traffic) -> None:
    requests = unasked(traffic, role, "Seoul")
    cases = [
        ([each], [request for request in requests if reaches(each, request)])
        for each in with_one_pattern_widened(statements(assembly, role))
    ]
    assert [policy for (policy, within), found in zip(cases, refused(cases), strict=True) if found == within] == []


def test_at_most_three_grants_are_unused_each_with_its_reason() -> None:
    reasons = [reason for accepted in UNUSED.values() for reason in accepted.values()]
    assert len(reasons) <= 3
    assert all(reasons)


@every_region
@every_role
def test_without_any_statement_or_action_a_call_is_refused(
    role: str, region: str, assembly: Assembly, traffic: Traffic
) -> None:
    policy, requests = statements(assembly, role, region), samples(asked(traffic, role, region))
    words, policies = zip(*without_one_statement_or_action(policy), strict=True)
    lacking = refused((each, requests) for each in policies)
    assert [word for word, missing in zip(words, lacking, strict=True) if not missing] == []


@every_role
def test_a_grant_too_many_is_found(role: str, assembly: Assembly, traffic: Traffic) -> None:
    (resource,) = {
        each
        for statement in statements(assembly, role)
        for each in statement["Resource"]
        if each.endswith(TABLES["performances"]["name"])
    }
    scan: Statement = {"Effect": "Allow", "Action": ["dynamodb:Scan"], "Resource": [resource]}
    policy = [*statements(assembly, role), scan]
    assert Grant("dynamodb:Scan", resource) in unused(policy, samples(asked(traffic, role, "Seoul")))


def test_a_call_that_nobody_granted_is_found(assembly: Assembly) -> None:
    table = TABLES["reservations"]["name"]
    item = {"TableName": table, "Item": {"pk": {"S": "CONTROL#WRITER"}}}
    call = Call("dynamodb", "TransactWriteItems", SEOUL, {"TransactItems": [{"Put": item}]})
    requests = list(requests_of(call, SEOUL))
    assert requests
    for role in ROLES:
        assert refused([(statements(assembly, role), requests)]) == [requests]


def test_every_tool_and_both_models_were_used(traffic: Traffic) -> None:
    asked_models = [call.parameters for call in traffic["megaticket-chat"] if call.service == "bedrock-runtime"]
    contents = [block for each in asked_models for message in each["messages"] for block in message["content"]]
    assert {block["toolUse"]["name"] for block in contents if "toolUse" in block} >= set(TOOLS)
    assert {each["modelId"] for each in asked_models} == {model.id for model in chosen_models(settings())}


def test_every_function_calls_its_own_region_alone(traffic: Traffic) -> None:
    assert {call.region for calls in traffic.values() for call in calls} == {SEOUL}
