"""DynamoDB Local as `DYNAMODB=local` starts it."""

import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from devstack.product import load_tables
from devstack.tables import create_tables
from tests.integration.devstack.helpers import answers_http, dynamodb_client, python, serving

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving("devstack.dynamodb_local", "dynamodb", up=answers_http) as url:
        yield url


def test_it_serves_the_products_tables_to_one_region_only(url: str) -> None:
    with dynamodb_client(url) as seoul, dynamodb_client(url, region="ap-northeast-1") as tokyo:
        create_tables(seoul, load_tables())
        assert set(seoul.list_tables()["TableNames"]) == {table["name"] for table in load_tables().values()}
        assert tokyo.list_tables()["TableNames"] == []


def test_it_listens_on_the_loopback_only(url: str) -> None:
    port = urlsplit(url).port
    assert port is not None
    # an address of the loopback network that only a server on every interface would answer at
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", port))


def test_missing_tools_are_named_with_their_remedy() -> None:
    with python("-m", "devstack.dynamodb_local", environment={"PATH": "/nowhere"}) as process:
        output, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert output.startswith("DYNAMODB=local needs java, javac, mvn: install a JDK, 17 or newer, and Maven")
    assert "Traceback" not in output
