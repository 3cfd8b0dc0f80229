"""One load for everybody, for a while."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest

from megaticket.catalog.cache import LoadingCache
from tests.unit.megaticket.stage import FakeTime

PATIENCE = 10.0
"""Seconds after which a test gives a thread up; none waits for as long."""


class Loader:
    """A load that counts, and can be kept waiting by its `gate`."""

    def __init__(self) -> None:
        self.loads = 0
        self.started = threading.Event()
        self.gate = threading.Event()
        self.gate.set()

    def __call__(self) -> str:
        self.loads += 1
        number = self.loads
        self.started.set()
        assert self.gate.wait(PATIENCE)
        return f"load {number}"


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def cache(time: FakeTime) -> LoadingCache[str, str]:
    return LoadingCache(60, time.monotonic)


@pytest.fixture
def loader() -> Loader:
    return Loader()


def fail() -> str:
    raise OSError("the database is away")


def test_32_threads_share_one_load(cache: LoadingCache[str, str], loader: Loader) -> None:
    loader.gate.clear()
    together = threading.Barrier(33)

    def ask() -> str:
        together.wait(PATIENCE)
        return cache.get("key", loader)

    with ThreadPoolExecutor(32) as threads:
        answers = [threads.submit(ask) for _ in range(32)]
        together.wait(PATIENCE)
        sleep(0.05)  # long enough for every thread to begin a load of its own, if it could
        loader.gate.set()

    assert {answer.result() for answer in answers} == {"load 1"}
    assert loader.loads == 1


def test_each_key_has_its_own_value(cache: LoadingCache[str, str]) -> None:
    assert [cache.get(key, lambda key=key: key.upper()) for key in ("a", "b", "a")] == ["A", "B", "A"]  # type: ignore[misc]


def test_a_slow_key_does_not_hold_up_another(cache: LoadingCache[str, str], loader: Loader) -> None:
    loader.gate.clear()
    with ThreadPoolExecutor(1) as threads:
        slow = threads.submit(cache.get, "slow", loader)
        assert loader.started.wait(PATIENCE)
        try:
            assert cache.get("quick", lambda: "here") == "here"
        finally:
            loader.gate.set()
    assert slow.result() == "load 1"


@pytest.mark.parametrize(("passed", "loads"), [(0, 1), (59.9, 1), (60, 2), (61, 2)])
def test_a_value_lives_for_its_time(
    cache: LoadingCache[str, str], loader: Loader, time: FakeTime, passed: float, loads: int
) -> None:
    cache.get("key", loader)
    time.pass_by(passed)

    assert cache.get("key", loader) == f"load {loads}"


def test_a_failed_load_is_not_kept(cache: LoadingCache[str, str], loader: Loader) -> None:
    with pytest.raises(OSError, match="away"):
        cache.get("key", fail)

    assert cache.get("key", loader) == "load 1"


def test_nothing_found_is_kept_as_well(time: FakeTime) -> None:
    cache: LoadingCache[str, str | None] = LoadingCache(60, time.monotonic)
    cache.get("key", lambda: None)

    assert cache.get("key", fail) is None


def test_clear_drops_everything(cache: LoadingCache[str, str], loader: Loader) -> None:
    cache.get("key", loader)
    cache.clear()

    assert cache.get("key", loader) == "load 2"


def test_a_load_that_a_clear_overtook_answers_and_is_not_kept(cache: LoadingCache[str, str], loader: Loader) -> None:
    loader.gate.clear()
    with ThreadPoolExecutor(1) as threads:
        under_way = threads.submit(cache.get, "key", loader)
        assert loader.started.wait(PATIENCE)
        cache.clear()
        loader.gate.set()

    assert under_way.result() == "load 1"
    assert cache.get("key", loader) == "load 2"


def test_after_a_clear_nobody_waits_for_the_old_load(cache: LoadingCache[str, str], loader: Loader) -> None:
    loader.gate.clear()
    new: Callable[[], str] = lambda: "new"  # noqa: E731
    with ThreadPoolExecutor(1) as threads:
        threads.submit(cache.get, "key", loader)
        assert loader.started.wait(PATIENCE)
        cache.clear()
        try:
            assert cache.get("key", new) == "new"
        finally:
            loader.gate.set()
    assert cache.get("key", fail) == "new"
