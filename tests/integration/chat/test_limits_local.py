"""Many turns of one person at once, from two processes, on a DynamoDB that serves them side by side: exactly so many begin."""

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from devstack.product import load_tables
from devstack.settings import ROOT
from devstack.tables import create_tables
from lambdas.chat.conversation.allowance import RESERVED_TOKENS
from megaticket.clock import utc_now
from tests.integration.devstack.helpers import answers_http, dynamodb_client, serving

pytestmark = pytest.mark.slow

TURNS_EACH = 40
WITHIN = 13
PROGRAM = """
import json, sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from lambdas.chat.conversation.allowance import Allowance
from lambdas.chat.conversation.store import ConversationStore
from megaticket.clock import utc_now
from tests.integration.devstack.helpers import dynamodb_client

url, table, turns, moment, allowance = sys.argv[1:]
clock = datetime.fromisoformat(moment)
with dynamodb_client(url) as client, ThreadPoolExecutor(8) as pool:
    store = ConversationStore(client, table, lambda: clock, Allowance(**json.loads(allowance)))
    print("ready", flush=True)
    sys.stdin.readline()
    begun = pool.map(lambda _: store.begin("alice", None, None, "?"), range(int(turns)))
    print(json.dumps([getattr(outcome, "code", "BEGUN") for outcome in begun]))
"""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving("devstack.dynamodb_local", "dynamodb", up=answers_http) as url:
        yield url


@pytest.fixture
def table(url: str) -> Iterator[str]:
    described = load_tables()["conversations"]
    with dynamodb_client(url) as client:
        create_tables(client, {"conversations": described})
        yield described["name"]
        client.delete_table(TableName=described["name"])


def compete(url: str, table: str, allowance: dict[str, int]) -> list[str]:
    """What became of all turns of two processes that begin together."""
    # one moment for both, and today's: DynamoDB Local deletes by TTL as well
    moment = utc_now().isoformat()
    command = [sys.executable, "-c", PROGRAM, url, table, str(TURNS_EACH), moment, json.dumps(allowance)]
    environment = {"PYTHONPATH": f"{ROOT}:{ROOT / 'layers/shared/python'}"}
    with ExitStack() as both:
        processes: list[subprocess.Popen[str]] = [
            both.enter_context(
                subprocess.Popen(
                    command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
                )
            )
            for _ in range(2)
        ]
        assert [process.stdout.readline() for process in processes if process.stdout] == ["ready\n"] * 2
        with ThreadPoolExecutor() as waiting:
            outputs = list(waiting.map(lambda process: json.loads(process.communicate("\n", 120)[0]), processes))
    return [outcome for output in outputs for outcome in output]


def items(url: str, table: str) -> int:
    """How many turns are stored."""
    with dynamodb_client(url) as client:
        found = client.scan(
            TableName=table,
            FilterExpression="begins_with(sk, :turn)",
            ExpressionAttributeValues={":turn": {"S": "TURN#"}},
        )
        return int(found["Count"])


@pytest.mark.parametrize(
    ("allowance", "code"),
    [
        ({"turns_per_minute": WITHIN}, "TOO_MANY_TURNS"),
        ({"turns_per_minute": 1_000, "daily_tokens": WITHIN * RESERVED_TOKENS + 1}, "DAILY_BUDGET_EXCEEDED"),
    ],
)
def test_exactly_as_many_turns_begin_as_the_person_may(
    url: str, table: str, allowance: dict[str, int], code: str
) -> None:
    outcomes = compete(url, table, allowance)
    assert sorted(outcomes) == sorted(["BEGUN"] * WITHIN + [code] * (2 * TURNS_EACH - WITHIN))
    assert items(url, table) == WITHIN
