"""Every finding of the rule packs that we live with, and why."""

from collections.abc import Mapping

from aws_cdk import Acknowledgment, Stack, Token, Validations
from constructs import IConstruct

from stacks.names import LOG_GROUP_PREFIX

OF_A_FUNCTION = {
    "AwsSolutions-L1": "Wheels and bytecode are made for python3.13; a newer runtime is a change of its own, measured first.",
    "Serverless-LambdaLatestVersion": "Wheels and bytecode are made for python3.13.",
    "Serverless-LambdaTracing": "Tracing adds 370 ms to a cold start; metrics and logs carry what it would tell.",
    "Serverless-LambdaDLQ": "Called for an answer, so whoever calls sees the failure; the settlement's next round finds the "
    "same rows a minute later.",
}
MADE_UP_FOR = "A round that was lost is made up for by the next one, a minute later."
OF_THE_SCHEDULE = {"Serverless-EventBusDLQ": MADE_UP_FOR}
OF_THE_ROUNDS = {"Serverless-LambdaAsyncFailureDestination": MADE_UP_FOR}
OF_THE_SECRET = {"AwsSolutions-SMG4": "The payment provider issues the key: it changes there first, then here by hand."}
OF_THE_ADDRESS = {"Serverless-SNSRedrivePolicy": "Mail is delivered or not; the alarm itself stays in its state."}


def accept(scope: IConstruct, findings: Mapping[str, str]) -> None:
    """Acknowledges findings, by their rule's name, with their reasons."""
    rules = [Acknowledgment(id=finding, reason=reason) for finding, reason in findings.items()]
    Validations.of(scope).acknowledge(*rules)


def accept_log_streams(scope: IConstruct, function: str) -> None:
    """The one wildcard of a function's role: the streams of its own log group."""
    stack = Stack.of(scope)
    account = "<AWS::AccountId>" if Token.is_unresolved(stack.account) else stack.account
    arn = f"arn:<AWS::Partition>:logs:{stack.region}:{account}:log-group:{LOG_GROUP_PREFIX}{function}:*"
    reason = "Lambda names a stream for each environment when it starts it: nobody knows the names before."
    accept(scope, {f"AwsSolutions-IAM5[Resource::{arn}]": reason})
