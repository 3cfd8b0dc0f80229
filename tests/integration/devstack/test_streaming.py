"""A function URL that streams: what a client sees while the function still runs."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.integration.devstack.helpers import answers_http, serving

TEXT = {"Content-Type": "text/plain"}


@pytest.fixture(scope="module")
def http() -> Iterator[httpx.Client]:
    with (
        serving("tests.integration.devstack.serve_functions", "front", answers_http) as url,
        httpx.Client(base_url=url, timeout=30, trust_env=False) as client,
    ):
        yield client


def test_pieces_arrive_before_the_function_has_ended(http: httpx.Client, tmp_path: Path) -> None:
    with http.stream("POST", "/pause", content=str(tmp_path), headers=TEXT) as answer:
        received = answer.iter_bytes()
        assert next(received) == b"first"
        assert (answer.status_code, answer.headers["content-type"]) == (201, "text/event-stream")
        assert answer.cookies["a"] == "1"
        (tmp_path / "go").touch()
        assert b"".join(received) == b"second"


def test_a_function_that_still_streams_is_not_given_another_event(http: httpx.Client, tmp_path: Path) -> None:
    with http.stream("POST", "/pause", content=str(tmp_path), headers=TEXT) as answer:
        assert next(answer.iter_bytes()) == b"first"
        assert http.get("/").text == "firstsecond"
        (tmp_path / "go").touch()


def test_a_function_serves_again_after_a_client_has_left(http: httpx.Client, tmp_path: Path) -> None:
    with http.stream("POST", "/pause", content=str(tmp_path), headers=TEXT):
        pass
    (tmp_path / "go").touch()
    assert [http.get("/").text for _ in range(3)] == ["firstsecond"] * 3


def test_an_answer_that_breaks_off_has_no_end(http: httpx.Client) -> None:
    with http.stream("GET", "/die") as answer:
        received = answer.iter_bytes()
        assert next(received) == b"first"
        with pytest.raises(httpx.RemoteProtocolError):
            next(received)
    assert http.get("/").text == "firstsecond"


def test_an_answer_without_a_prelude_is_a_bad_gateway(http: httpx.Client) -> None:
    assert http.get("/mute").status_code == 502
