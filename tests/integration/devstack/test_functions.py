"""The Lambda emulator, as boto3 sees it."""

import asyncio
import json
import os
import signal
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from types_boto3_lambda import LambdaClient

from devstack.functions.pool import Pool
from devstack.settings import PARTS
from tests.integration.devstack.helpers import (
    eventually,
    exists,
    free_base,
    is_healthy,
    lambda_client,
    processes_that_know,
    python,
    serving,
)
from tests.integration.devstack.serve_functions import FIXTURE

ARN = "arn:aws:lambda:ap-northeast-2:000000000000:function:fixture"
Reply = tuple[Any, str | None]


@pytest.fixture(scope="module")
def client() -> Iterator[LambdaClient]:
    with serving("tests.integration.devstack.serve_functions", "lambda") as url, lambda_client(url) as client:
        yield client


def invoke(client: LambdaClient, name: str, event: object) -> Reply:
    """The payload, and the kind of function error if it is one."""
    answer = client.invoke(FunctionName=name, Payload=json.dumps(event).encode())
    assert answer["StatusCode"] == 200
    with answer["Payload"] as payload:
        return json.loads(payload.read()), answer.get("FunctionError")


@pytest.mark.parametrize("name", ["fixture", ARN, f"{ARN}:live", "fixture:live", "000000000000:fixture"])
def test_an_event_comes_to_the_handler_and_its_answer_back(client: LambdaClient, name: str) -> None:
    reply, error = invoke(client, name, {"좌석": "1층 B구역 7열 15번"})
    assert error is None
    assert reply["event"] == {"좌석": "1층 B구역 7열 15번"}


def test_an_absent_payload_is_an_empty_event(client: LambdaClient) -> None:
    with client.invoke(FunctionName="fixture")["Payload"] as payload:
        assert json.loads(payload.read())["event"] == {}


def test_the_next_event_finds_the_same_process(client: LambdaClient) -> None:
    pids = {invoke(client, "fixture", {})[0]["pid"] for _ in range(5)}
    assert len(pids) == 1


def test_the_context_knows_the_function_and_its_time(client: LambdaClient) -> None:
    context, _ = invoke(client, "fixture", {"do": "context"})
    assert context["arn"] == ARN
    assert 0 < context["remaining"] <= 30_000


def test_the_process_sees_its_own_variables_only(client: LambdaClient) -> None:
    environment, _ = invoke(client, "fixture", {"do": "environment"})
    assert environment["TABLE"] == "seats"
    assert environment["AWS_REGION"] == "ap-northeast-2"
    assert environment["AWS_LAMBDA_FUNCTION_NAME"] == "fixture"
    assert not {"PORT", "HOME", "USER", "PYTEST_CURRENT_TEST"} & set(environment)


def test_an_exception_is_a_function_error(client: LambdaClient) -> None:
    reply, error = invoke(client, "fixture", {"do": "fail"})
    assert error == "Unhandled"
    assert reply["errorType"] == "ValueError"
    assert reply["errorMessage"] == "no such seat"
    assert reply["stackTrace"]


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ({"do": "exit", "code": 3}, "Runtime exited with error: exit status 3"),
        ({"do": "exit", "code": 0}, "Runtime exited without providing a reason"),
        ({"do": "kill"}, "Runtime exited with error: signal: killed"),
    ],
)
def test_a_process_that_ends_is_a_function_error_and_is_replaced(
    client: LambdaClient, event: dict[str, Any], reason: str
) -> None:
    before, _ = invoke(client, "fixture", {})
    reply, error = invoke(client, "fixture", event)
    assert (error, reply["errorType"]) == ("Unhandled", "Runtime.ExitError")
    assert reply["errorMessage"].endswith(reason)
    after, error = invoke(client, "fixture", {"next": True})
    assert error is None
    assert after["event"] == {"next": True}
    assert after["pid"] != before["pid"]


def test_a_process_that_ended_while_it_waited_swallows_no_event(client: LambdaClient) -> None:
    before, _ = invoke(client, "single", {})
    os.kill(before["pid"], signal.SIGKILL)
    eventually(lambda: not exists(before["pid"]))
    after, error = invoke(client, "single", {"next": True})
    assert (error, after["event"]) == (None, {"next": True})


def test_a_handler_over_its_time_is_killed(client: LambdaClient, tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    reply, error = invoke(client, "impatient", {"do": "hang", "mark": str(mark)})
    assert (error, reply["errorType"]) == ("Unhandled", "Sandbox.Timedout")
    assert reply["errorMessage"].endswith("Task timed out after 0.50 seconds")
    eventually(lambda: not exists(int(mark.read_text())))
    assert invoke(client, "impatient", {})[1] is None


def test_a_module_that_cannot_be_imported_is_a_function_error(client: LambdaClient) -> None:
    reply, error = invoke(client, "unloadable", {})
    assert (error, reply["errorType"]) == ("Unhandled", "Runtime.ImportModuleError")


def test_a_process_that_ends_while_loading_is_a_function_error(client: LambdaClient) -> None:
    reply, error = invoke(client, "quitter", {})
    assert (error, reply["errorType"]) == ("Unhandled", "Runtime.ExitError")


def test_calls_run_side_by_side_up_to_the_limit_and_no_further(client: LambdaClient, tmp_path: Path) -> None:
    event = {"do": "wait", "folder": str(tmp_path)}
    with ThreadPoolExecutor(3) as threads:
        running = [threads.submit(invoke, client, "fixture", event) for _ in range(3)]
        eventually(lambda: len(list(tmp_path.iterdir())) == 3)
        with pytest.raises(ClientError) as refusal:
            invoke(client, "fixture", {})
        (tmp_path / "go").touch()
        replies = [call.result() for call in running]
    assert refusal.value.response["Error"]["Code"] == "TooManyRequestsException"
    assert refusal.value.response["ResponseMetadata"]["HTTPStatusCode"] == 429
    assert [error for _, error in replies] == [None] * 3
    assert len({reply["pid"] for reply, _ in replies}) == 3
    assert invoke(client, "fixture", {})[0]["pid"] in {reply["pid"] for reply, _ in replies}


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="only Linux shows a process's environment")
@pytest.mark.parametrize("prewarmed", [True, False])
def test_a_process_waits_for_the_first_call_only_where_the_function_is_declared_so(prewarmed: bool) -> None:
    name = f"fixture-{uuid.uuid4().hex}"

    async def processes() -> int:
        pool = Pool(replace(FIXTURE, name=name, prewarmed=prewarmed))
        try:
            await pool.prewarm()
            return len(processes_that_know(f"AWS_LAMBDA_FUNCTION_NAME={name}"))
        finally:
            await pool.close()

    assert asyncio.run(processes()) == int(prewarmed)


def test_an_unknown_function_is_not_found(client: LambdaClient) -> None:
    with pytest.raises(client.exceptions.ResourceNotFoundException, match="Function not found"):
        invoke(client, "nobody", {})


def test_a_payload_that_is_no_json_is_refused(client: LambdaClient) -> None:
    with pytest.raises(client.exceptions.InvalidRequestContentException, match="Could not parse"):
        client.invoke(FunctionName="fixture", Payload=b"{")


def test_an_asynchronous_invocation_is_refused(client: LambdaClient) -> None:
    with pytest.raises(client.exceptions.InvalidParameterValueException):
        client.invoke(FunctionName="fixture", InvocationType="Event", Payload=b"{}")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_of_a_function_outlives_the_server(number: signal.Signals) -> None:
    base = free_base()
    url = f"http://127.0.0.1:{base + PARTS.index('lambda')}"
    with python("-m", "tests.integration.devstack.serve_functions", environment={"PORT": str(base)}) as server:
        eventually(lambda: is_healthy(url), of=server)
        with lambda_client(url) as client:
            pid = invoke(client, "fixture", {})[0]["pid"]
        server.send_signal(number)
        server.communicate(timeout=30)
        eventually(lambda: not exists(pid))
