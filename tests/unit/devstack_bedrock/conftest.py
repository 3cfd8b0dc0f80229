"""The service on a free port of the loopback, and a real SDK client for it."""

import socket
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from threading import Thread
from typing import Any

import boto3
import httpx
import pytest
import uvicorn
from botocore.config import Config

from devstack.bedrock.server import Service, create_app
from tests.unit.devstack_bedrock.product import HAIKU, Product, tool_config

Events = list[dict[str, Any]]


@dataclass
class Endpoint:
    """A running service and the ways to it."""

    service: Service
    runtime: Any
    control: httpx.Client

    def fault(self, kind: str, **fields: Any) -> None:
        """Order a fault."""
        self.control.post("/control/faults", json={"kind": kind, **fields}).raise_for_status()

    def converse(self, words: str = "안녕하세요", model: str = HAIKU, **fields: Any) -> Generator[dict[str, Any]]:
        """The events of one answer, as the SDK yields them."""
        response = self.runtime.converse_stream(modelId=model, **(request(words) | fields))
        try:
            yield from response["stream"]
        finally:
            response["stream"].close()

    def last_request(self) -> dict[str, Any]:
        """The newest entry of the journal."""
        newest: dict[str, Any] = self.control.get("/control/requests").json()["requests"][-1]
        return newest


def request(words: str) -> dict[str, Any]:
    """A request of one message with a context."""
    content = [{"text": '<context>{"toolsAllowed": true}</context>'}, {"text": words}]
    return {
        "system": [{"text": "공연 예매 상담원"}],
        "messages": [{"role": "user", "content": content}],
        "toolConfig": tool_config(),
    }


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    """One service for a module's tests."""
    service = Service()
    server = uvicorn.Server(uvicorn.Config(create_app(service), log_level="critical", ws="none"))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        runtime = sdk_client(url)
        try:
            with httpx.Client(base_url=url) as control:
                yield Endpoint(service, runtime, control)
        finally:
            runtime.close()
            server.should_exit = True
            thread.join()


def sdk_client(url: str) -> Any:
    """A boto3 client that retries nothing and gives up reading after a second."""
    return boto3.client(
        "bedrock-runtime",
        endpoint_url=url,
        region_name="ap-northeast-2",
        aws_access_key_id="local",
        aws_secret_access_key="local",
        config=Config(retries={"mode": "standard", "total_max_attempts": 1}, read_timeout=1),
    )


@pytest.fixture(autouse=True)
def _forget(request: pytest.FixtureRequest) -> None:
    """No fault outlives its test."""
    if "endpoint" in request.fixturenames:
        request.getfixturevalue("endpoint").service.book.clear()


@pytest.fixture
def product() -> Product:
    """A conversation that has not begun."""
    return Product()
