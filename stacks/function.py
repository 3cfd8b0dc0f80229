"""A function with its role, its log group, a published version and the alias that everybody calls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aws_cdk import Duration, RemovalPolicy, Stack
from aws_cdk.aws_iam import PolicyStatement, Role, ServicePrincipal
from aws_cdk.aws_lambda import (
    Alias,
    Architecture,
    Code,
    Function,
    FunctionUrl,
    FunctionUrlAuthType,
    FunctionUrlCorsOptions,
    HttpMethod,
    ILayerVersion,
    InvokeMode,
    Runtime,
    VersionOptions,
)
from aws_cdk.aws_logs import CfnLogGroup
from constructs import Construct

from stacks.arns import log_streams_arn
from stacks.exceptions import OF_A_FUNCTION, accept, accept_log_streams
from stacks.names import ALIAS, LOG_GROUP_PREFIX
from stacks.settings import Settings

ARCHITECTURES = {"arm64": Architecture.ARM_64, "x86_64": Architecture.X86_64}
PREFLIGHT_KEPT = Duration.hours(1)


@dataclass(frozen=True)
class FunctionSpec:
    """A function as its stack declares it. `reserved` is how many environments it keeps and has at most."""

    name: str
    handler: str
    code: Code
    layers: Sequence[ILayerVersion]
    environment: Mapping[str, str]
    statements: Sequence[PolicyStatement]
    timeout_seconds: int
    memory_mb: int = 1024
    reserved: float | None = None


class PublishedFunction(Construct):
    """The function behind `alias`. Published versions are kept, so that the alias can be moved back to one."""

    def __init__(self, scope: Construct, construct_id: str, spec: FunctionSpec, settings: Settings) -> None:
        super().__init__(scope, construct_id)
        logs = CfnLogGroup(
            self,
            "Logs",
            log_group_name=f"{LOG_GROUP_PREFIX}{spec.name}",
            retention_in_days=settings.log_retention_days,
        )
        function = self._function(spec, settings, self._role(spec))
        # Lambda would make the group by itself at the first call, and keep its lines for ever.
        function.node.add_dependency(logs)
        accept(function, OF_A_FUNCTION)
        self.alias = Alias(self, "Alias", alias_name=ALIAS, version=function.current_version)

    def _role(self, spec: FunctionSpec) -> Role:
        role = Role(self, "Role", assumed_by=ServicePrincipal("lambda.amazonaws.com"))
        logs = log_streams_arn(Stack.of(self), spec.name)
        writing = PolicyStatement(actions=["logs:CreateLogStream", "logs:PutLogEvents"], resources=[logs])
        for statement in [writing, *spec.statements]:
            role.add_to_policy(statement)
        accept_log_streams(role, spec.name)
        return role

    def _function(self, spec: FunctionSpec, settings: Settings, role: Role) -> Function:
        return Function(
            self,
            "Function",
            function_name=spec.name,
            runtime=Runtime.PYTHON_3_13,
            architecture=ARCHITECTURES[settings.architecture],
            handler=spec.handler,
            code=spec.code,
            layers=spec.layers,
            environment=dict(spec.environment),
            role=role,
            timeout=Duration.seconds(spec.timeout_seconds),
            memory_size=spec.memory_mb,
            reserved_concurrent_executions=spec.reserved,
            current_version_options=VersionOptions(removal_policy=RemovalPolicy.RETAIN),
        )

    def add_url(self, mode: InvokeMode, origins: Sequence[str]) -> FunctionUrl:
        """A public address of the alias for pages of these origins. Who calls is told by the bearer token alone."""
        return self.alias.add_function_url(
            auth_type=FunctionUrlAuthType.NONE,
            invoke_mode=mode,
            cors=FunctionUrlCorsOptions(
                allowed_origins=list(origins),
                allowed_methods=[HttpMethod.GET, HttpMethod.POST],
                allowed_headers=["authorization", "content-type"],
                exposed_headers=["retry-after"],
                max_age=PREFLIGHT_KEPT,
            ),
        )
