"""A synthesized app: its templates by stack, and what the rule packs found."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stacks.assembly import build_app
from stacks.settings import Settings, load_settings
from stacks.tables import ROOT

ACCOUNT = "111122223333"
SEOUL, TOKYO = "ap-northeast-2", "ap-northeast-1"
NO_PACKAGES: dict[str, Any] = {"aws:cdk:bundling-stacks": []}

CHANGES: dict[str, Any] = {
    "tablePrefix": "Other-",
    "pageOrigins": ["https://a.example", "http://localhost:3000"],
    "oidcIssuers": ["https://one.example", "https://two.example/pool"],
    "oidcAudience": "another",
    "bedrockPrimaryModel": "claude-haiku-5-5",
    "bedrockModels": {"claude-haiku-5-5": {"maxTokens": 1000}},
    "chatLimits": {"TURNS_PER_MINUTE": 30, "HISTORY_TOKENS": 16000},
    "webAdapterLayerVersion": 31,
    "architecture": "x86_64",
    "reservedConcurrency": {"chat": 40},
    "logRetentionDays": 7,
    "alarmAddress": "night@tickets.example",
    "dailyCostAlarmUsd": 7,
    "monthlyBudgetUsd": 77,
    "drRecoveryMode": True,
    "drRecoveryStartTime": "2026-12-05T10:00:00Z",
}
"""Another value for every setting that a template shows."""

Resource = dict[str, Any]


def context(**changes: Any) -> dict[str, Any]:
    """cdk.json's context, with changes."""
    shipped: dict[str, Any] = json.loads((ROOT / "cdk.json").read_text("utf-8"))["context"]
    return shipped | {"account": ACCOUNT} | changes


def settings(**changes: Any) -> Settings:
    """The settings of cdk.json, with changes."""
    return load_settings(context(**changes))


@dataclass(frozen=True)
class Template:
    """One stack's template, with the pseudo parameters of its place filled in."""

    resources: dict[str, Resource]
    outputs: dict[str, Any]
    parameters: dict[str, Any]
    text: str

    def of(self, kind: str) -> list[Resource]:
        """The properties of every resource of a type: "Lambda::Function"."""
        return [each["Properties"] for each in self.resources.values() if each["Type"] == f"AWS::{kind}"]

    def named(self, kind: str, name: str) -> Resource:
        """The properties of the one resource of a type with this physical name."""
        (found,) = [each for each in self.of(kind) if name in each.values()]
        return found


@dataclass(frozen=True)
class Assembly:
    """What `cdk synth` leaves behind."""

    directory: Path

    def __getitem__(self, stack: str) -> Template:
        """The template of a stack by its short name: "Seoul-Chat"."""
        text = (self.directory / f"MegaTicket-{stack}.template.json").read_text("utf-8")
        template = _filled(json.loads(text), TOKYO if stack.startswith("Tokyo") else SEOUL)
        return Template(template["Resources"], template.get("Outputs", {}), template["Parameters"], text)

    def stacks(self) -> Iterator[str]:
        """The stacks' short names."""
        for file in sorted(self.directory.glob("MegaTicket-*.template.json")):
            yield file.name.removeprefix("MegaTicket-").removesuffix(".template.json")

    def dependencies(self, stack: str) -> set[str]:
        """The stacks that the command line deploys before this one."""
        artifacts = json.loads((self.directory / "manifest.json").read_text("utf-8"))["artifacts"]
        needed = artifacts[f"MegaTicket-{stack}"].get("dependencies", [])
        return {
            name.removeprefix("MegaTicket-") for name in needed if artifacts[name]["type"] == "aws:cloudformation:stack"
        }

    def findings(self) -> list[str]:
        """The rules that the packs found broken, each with its resource."""
        report = json.loads((self.directory / "validation-report.json").read_text("utf-8"))
        return [
            f"{violation['ruleName']} {where.get('constructPath')}"
            for plugin in report["pluginReports"]
            for violation in plugin["violations"]
            for where in violation.get("violatingConstructs") or [{}]
        ]


def synthesize(directory: Path, **changes: Any) -> Assembly:
    """Synthesizes the app of cdk.json's context with changes."""
    build_app(context(**changes) | NO_PACKAGES, outdir=str(directory)).synth()
    return Assembly(directory)


def _filled(value: Any, region: str) -> Any:
    """Joins and pseudo parameters as CloudFormation fills them in, so that an ARN is a text."""
    if isinstance(value, list):
        return [_filled(each, region) for each in value]
    if not isinstance(value, dict):
        return value
    filled = {key: _filled(each, region) for key, each in value.items()}
    match filled:
        case {"Ref": "AWS::Partition" | "AWS::AccountId" | "AWS::Region" as name}:
            return {"AWS::Partition": "aws", "AWS::AccountId": ACCOUNT, "AWS::Region": region}[name]
        case {"Fn::Join": [str(separator), list(parts)]} if all(isinstance(part, str) for part in parts):
            return separator.join(parts)
    return filled
