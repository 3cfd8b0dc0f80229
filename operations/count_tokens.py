"""`make count-tokens`: the prompt's tokens in every step, by Bedrock's own count where there are credentials, else estimated.

python -m operations.count_tokens [--region ap-northeast-1] [--model KEY]

CountTokens takes the id of a foundation model, never a profile's, in a region that runs the model itself, which Seoul does
not. The caller needs bedrock:CountTokens; it costs nothing.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from lambdas.chat.bedrock.registry import Model, load_registry
from lambdas.chat.bedrock.request import Prompt, build_request, estimate_tokens
from lambdas.chat.conversation.history import user_message
from lambdas.chat.conversation.steps import Step
from lambdas.chat.prompts.composer import base_prompt, step_prompt
from lambdas.chat.tools.registry import tool_specs

if TYPE_CHECKING:
    from types_boto3_bedrock_runtime import BedrockRuntimeClient

NO_CREDENTIALS = "No AWS credentials: CountTokens needs some that allow bedrock:CountTokens. These are the estimates."
CONFIG = Config(connect_timeout=3, read_timeout=20, retries={"mode": "standard", "total_max_attempts": 3})


def prompt_of(model: Model, step: Step) -> dict[str, Any]:
    """What a model reads in a step beside the conversation and its context, in Converse's terms, without checkpoints."""
    caching = model.caching.model_copy(update={"places": frozenset()})
    prompt = Prompt(base_prompt(), tool_specs(), [], [user_message(step_prompt(step))])
    request = build_request(model.model_copy(update={"caching": caching}), prompt)
    return {name: request[name] for name in ("messages", "system", "toolConfig")}


def estimated(prompt: Mapping[str, Any]) -> int:
    """Tokens by the house's estimator."""
    texts = [block["text"] for message in prompt["messages"] for block in message["content"]]
    texts += [block["text"] for block in prompt["system"]]
    tools = [json.dumps(tool, ensure_ascii=False) for tool in prompt["toolConfig"]["tools"]]
    return sum(map(estimate_tokens, texts + tools))


def counted(client: "BedrockRuntimeClient", model: Model, prompt: Mapping[str, Any]) -> int:
    """Tokens by the service. Raises ClientError and BotoCoreError as boto3 does."""
    asked: Any = {"converse": prompt}
    return client.count_tokens(modelId=model.profile.foundation_model, input=asked)["inputTokens"]


def report(client: "BedrockRuntimeClient | None", model: Model) -> None:
    """Prints a line per step; without a client the estimate alone. Raises as `counted` does."""
    print(f"{'step':<20} {'estimated':>9}" + (f" {'counted':>9} {'ratio':>6}" if client else ""))
    for step in Step:
        prompt = prompt_of(model, step)
        estimate = estimated(prompt)
        line = f"{step.value:<20} {estimate:>9}"
        if client:
            tokens = counted(client, model, prompt)
            line += f" {tokens:>9} {tokens / estimate:>6.2f}"
        print(line)


def main(arguments: Sequence[str]) -> int:
    """The command. 1 where the service could not be asked."""
    models = load_registry().models
    parser = argparse.ArgumentParser(
        prog="python -m operations.count_tokens", description="Counts the prompt's tokens."
    )
    parser.add_argument("--region", default="ap-northeast-1", help="one that runs the model itself")
    parser.add_argument("--model", default=load_registry().roles.primary, choices=sorted(models))
    asked = parser.parse_args(arguments)
    if boto3.Session().get_credentials() is None:
        print(NO_CREDENTIALS)
        report(None, models[asked.model])
        return 0
    try:
        report(boto3.client("bedrock-runtime", region_name=asked.region, config=CONFIG), models[asked.model])
    except (ClientError, BotoCoreError) as error:
        print(f"{asked.region} did not count: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
