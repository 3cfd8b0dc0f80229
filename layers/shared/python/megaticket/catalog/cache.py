"""A cache that loads each key once, however many threads ask for it at one time."""

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(frozen=True)
class _Entry(Generic[V]):
    value: V
    expires_at: float


class LoadingCache(Generic[K, V]):
    """Values by key, each kept for `ttl_seconds` after its load.

    Threads that ask for a key while it is loading wait for that one load. A load that fails is not kept and its
    exception goes to the thread that ran it; the next thread tries again.
    """

    def __init__(self, ttl_seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        self._ttl_seconds = ttl_seconds
        self._now = now
        self._entries: dict[K, _Entry[V]] = {}
        self._loading: dict[K, threading.Lock] = {}
        self._lock = threading.Lock()
        self._generation = 0

    def get(self, key: K, load: Callable[[], V]) -> V:
        """The value of a key, loaded if it is not here or too old."""
        found = self._fresh(key)
        if found:
            return found.value
        with self._lock:
            key_lock = self._loading.setdefault(key, threading.Lock())
        with key_lock:
            found = self._fresh(key)
            return found.value if found else self._load(key, load)

    def clear(self) -> None:
        """Drops everything. A load under way answers its callers, but its value is not kept."""
        with self._lock:
            self._generation += 1
            self._entries.clear()
            self._loading.clear()

    def _fresh(self, key: K) -> _Entry[V] | None:
        entry = self._entries.get(key)
        return entry if entry and self._now() < entry.expires_at else None

    def _load(self, key: K, load: Callable[[], V]) -> V:
        generation = self._generation
        value = load()
        with self._lock:
            if generation == self._generation:
                self._entries[key] = _Entry(value, self._now() + self._ttl_seconds)
        return value
