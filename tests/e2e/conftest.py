"""One stack for the whole session, and the people, tables and faults of a test."""

import json
import uuid
from collections.abc import Callable, Iterator

import boto3
import httpx
import pytest

from tests.e2e.bedrock import Bedrock
from tests.e2e.catalogue import Catalogue, House
from tests.e2e.client import Json, Person
from tests.e2e.processes import Stack, running_chat, running_stack
from tests.e2e.tables import Spoken, Tables
from tests.e2e.web import Page, Provider

NewPerson = Callable[[], Person]
Settle = Callable[[], Json]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is said of every request and log line of the session is checked last."""
    items.sort(key=lambda item: item.path.name == "test_whole_session.py")


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with running_stack(tmp_path_factory.mktemp("devstack")) as running:
        yield running


@pytest.fixture(scope="session")
def second_chat(stack: Stack) -> Iterator[str]:
    with running_chat(stack.env, stack.directory / "logs/second-chat.log") as (url, _):
        yield url


@pytest.fixture(scope="session")
def http() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=70, trust_env=False) as client:
        yield client


@pytest.fixture(scope="session")
def tables(stack: Stack) -> Iterator[Tables]:
    session = boto3.Session(
        stack.env["AWS_ACCESS_KEY_ID"], stack.env["AWS_SECRET_ACCESS_KEY"], region_name=stack.env["AWS_REGION"]
    )
    client = session.client("dynamodb", endpoint_url=stack.env["AWS_ENDPOINT_URL_DYNAMODB"])
    yield Tables(client, stack.env)
    client.close()


@pytest.fixture(scope="session")
def catalogue(tables: Tables) -> Catalogue:
    return Catalogue(tables)


@pytest.fixture
def house(catalogue: Catalogue) -> House:
    return catalogue.unused()


@pytest.fixture(scope="session")
def collected_bedrock(stack: Stack, http: httpx.Client) -> Bedrock:
    return Bedrock(http, stack.env["BEDROCK_CONTROL_URL"])


@pytest.fixture(scope="session")
def archive() -> Spoken:
    return Spoken()


@pytest.fixture(autouse=True)
def bedrock(collected_bedrock: Bedrock, tables: Tables, archive: Spoken) -> Iterator[Bedrock]:
    """Each test begins without faults and conversations: moto copies a whole table in every transaction on it."""
    yield collected_bedrock
    collected_bedrock.collect()
    tables.archive_conversations(archive)


@pytest.fixture(scope="session")
def config(stack: Stack, http: httpx.Client) -> Json:
    """What a front end is configured by."""
    read: Json = http.get(f"{stack.url}/config.json").json()
    return read


@pytest.fixture
def new_person(config: Json, http: httpx.Client) -> NewPerson:
    """Signs somebody in as a front end does: by the addresses of config.json."""
    chat_url = config["regions"][config["activeRegion"]]["chatUrl"]

    def sign_in() -> Person:
        sub = f"person-{uuid.uuid4().hex}"
        token = http.post(config["identity"]["devTokenUrl"], json={"sub": sub}).json()["access_token"]
        return Person(http, chat_url, sub, token)

    return sign_in


@pytest.fixture
def person(new_person: NewPerson) -> Person:
    return new_person()


@pytest.fixture
def page(person: Person, config: Json, http: httpx.Client) -> Page:
    """The person's page."""
    return Page(http, config["regions"][config["activeRegion"]]["reservationsUrl"], person)


@pytest.fixture
def provider(stack: Stack, http: httpx.Client) -> Iterator[Provider]:
    """The payment provider, without faults."""
    beside = Provider(http, stack.env["PROVIDER_URL"])
    yield beside
    beside.forget_faults()


@pytest.fixture
def settle(stack: Stack) -> Iterator[Settle]:
    """The settlement's round, as the timer asks for it each minute."""
    session = boto3.Session(
        stack.env["AWS_ACCESS_KEY_ID"], stack.env["AWS_SECRET_ACCESS_KEY"], region_name=stack.env["AWS_REGION"]
    )
    client = session.client("lambda", endpoint_url=stack.env["AWS_ENDPOINT_URL_LAMBDA"])

    def run() -> Json:
        answer = client.invoke(FunctionName=stack.env["SETTLEMENT_FUNCTION_NAME"], Payload=b"{}")
        assert answer.get("FunctionError") is None
        left: Json = json.loads(answer["Payload"].read())
        return left

    yield run
    client.close()
