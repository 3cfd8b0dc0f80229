"""Tokyo needs nothing of Seoul, and no deployment says who writes."""

import json
import re

import pytest

from tests.infrastructure.assembly import SEOUL, Assembly

TOKYO_STACKS = ("Tokyo-Booking", "Tokyo-Chat", "Tokyo-Observability")
OF_THE_ACCOUNT = {
    "CloudWatch::Dashboard": "DashboardName",
    "IAM::Role": "RoleName",
    "IAM::ManagedPolicy": "ManagedPolicyName",
}
"""What has no region, with the property that names it."""

REFERENCES = ("Fn::ImportValue", "Fn::GetStackOutput", "{{resolve:ssm", "Custom::")


@pytest.mark.parametrize("stack", TOKYO_STACKS)
def test_tokyo_deploys_without_any_other_stack_but_its_own(assembly: Assembly, stack: str) -> None:
    assert assembly.dependencies(stack) <= {"Tokyo-Booking"}


def test_no_stack_reads_anything_of_another(assembly: Assembly) -> None:
    for stack in assembly.stacks():
        for reference in REFERENCES:
            assert reference not in assembly[stack].text, (stack, reference)
        assert not [output for output in assembly[stack].outputs.values() if "Export" in output]
        # The one parameter is the version of the bootstrap in the stack's own region.
        assert set(assembly[stack].parameters) == {"BootstrapVersion"}


def test_what_the_account_has_once_is_named_once(assembly: Assembly) -> None:
    """The second stack with the same name would not deploy."""
    for kind, name in OF_THE_ACCOUNT.items():
        named = [each[name] for stack in assembly.stacks() for each in assembly[stack].of(kind) if name in each]
        assert sorted(set(named)) == sorted(named)


@pytest.mark.parametrize("stack", TOKYO_STACKS)
def test_tokyo_names_seoul_only_where_it_looks_at_it(assembly: Assembly, stack: str) -> None:
    """As a region that a model may answer from, and as the receiver of replicated bookings."""
    text = re.sub(rf"arn:aws:bedrock:{SEOUL}::foundation-model/amazon\.[a-z0-9:-]+", "", assembly[stack].text)
    text = re.sub(rf'\\"ReceivingRegion\\",\\"{SEOUL}\\"', "", text)
    text = re.sub(rf'"Name": "ReceivingRegion",\s+"Value": "{SEOUL}"', "", text)
    text = text.replace(f"ReplicationLatency-{SEOUL}", "")
    assert SEOUL not in re.sub(r'"ReplicationLatency[a-z0-9A-F]*":', "", text)


def test_the_data_comes_first_at_home(assembly: Assembly) -> None:
    assert assembly.dependencies("Data") == set()
    for stack in ("Seoul-Booking", "Seoul-Chat", "Seoul-Observability"):
        assert "Data" in assembly.dependencies(stack)


def test_no_template_writes_an_item(assembly: Assembly) -> None:
    """The control item says which region writes: a deployment or a rollback must never set it back."""
    for stack in assembly.stacks():
        kinds = {resource["Type"] for resource in assembly[stack].resources.values()}
        assert not [kind for kind in kinds if "Custom" in kind or kind == "AWS::Lambda::Invoke"], stack
        for policy in assembly[stack].of("IAM::Policy"):
            for statement in policy["PolicyDocument"]["Statement"]:
                if "CONTROL#WRITER" in json.dumps(statement):
                    assert statement["Action"] == "dynamodb:GetItem"
