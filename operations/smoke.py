"""One cheap look at a running system from outside: python -m operations.smoke URL.

URL is where a page's config.json lies, or the chat's own address. With TOKEN in the environment, or where config.json
names a way to get one, the chat also answers one message, which costs a fraction of a cent.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx
from httpx_sse import ServerSentEvent, connect_sse

MESSAGE = "안녕하세요"
SECONDS = 75.0
"""A turn ends by itself before."""


class CheckFailedError(Exception):
    """A check that found the system otherwise. The message says what it found."""


@dataclass(frozen=True)
class System:
    """Where the functions answer, and the token to speak with; None where there is none."""

    chat: str
    reservations: str | None
    token: str | None


def find_system(client: httpx.Client, url: str, token: str | None) -> System:
    """Reads config.json where there is one; otherwise the URL is the chat's."""
    url = url.rstrip("/")
    answer = client.get(f"{url}/config.json")
    if answer.status_code != 200 or "json" not in answer.headers.get("content-type", ""):
        return System(url, None, token)
    config = answer.json()
    active = config["regions"][config["activeRegion"]]
    return System(active["chatUrl"], active["reservationsUrl"], token or _development_token(client, config["identity"]))


def _development_token(client: httpx.Client, identity: dict[str, str]) -> str | None:
    """On one machine anybody may sign in as anybody."""
    if "devTokenUrl" not in identity:
        return None
    return str(client.post(identity["devTokenUrl"], json={"sub": "smoke"}).json()["access_token"])


Check = Callable[[httpx.Client, System], str]
"""Looks at one thing, and gives what is worth telling. Raises CheckFailedError, httpx.HTTPError or ValueError."""


def chat_is_healthy(client: httpx.Client, system: System) -> str:
    """`GET /health` of the chat."""
    _expect(client.get(f"{system.chat}/health"), 200)
    return ""


def chat_refuses_strangers(client: httpx.Client, system: System) -> str:
    """The address is public: the token is the gate."""
    answer = client.post(f"{system.chat}/chat", json={"message": MESSAGE})
    _expect(answer, 401, "UNAUTHENTICATED")
    return ""


def catalogue_is_loaded(client: httpx.Client, system: System) -> str:
    """`GET /performances` of the web's function, which also reads a table."""
    answer = client.get(f"{system.reservations}/performances")
    _expect(answer, 200)
    performances = answer.json()["performances"]
    if not performances:
        raise CheckFailedError("no performance: load the catalogue")
    return f"{len(performances)} performances"


def reservations_refuse_strangers(client: httpx.Client, system: System) -> str:
    """Nobody's reservations are shown without a token."""
    _expect(client.get(f"{system.reservations}/reservations"), 401, "UNAUTHENTICATED")
    return ""


def chat_answers(client: httpx.Client, system: System) -> str:
    """One turn, event by event. A region that stands by says so, which is right as well."""
    headers = {"Authorization": f"Bearer {system.token}"}
    started = time.monotonic()
    with connect_sse(client, "POST", f"{system.chat}/chat", json={"message": MESSAGE}, headers=headers) as source:
        if source.response.status_code == 503:
            source.response.read()
            _expect(source.response, 503, "REGION_STANDBY")
            return "stands by"
        if source.response.status_code != 200:
            source.response.read()
        _expect(source.response, 200)
        first_text = _read_turn(source.iter_sse(), started)
    return f"first words after {first_text:.1f} s, done after {time.monotonic() - started:.1f} s"


def _read_turn(events: Iterator[ServerSentEvent], started: float) -> float:
    """Seconds until the first words. Raises CheckFailedError unless the turn begins, speaks and ends."""
    names: list[str] = []
    first_text = 0.0
    for event in events:
        if event.event == "error":
            raise CheckFailedError(f"the turn failed: {event.json()['code']}")
        if event.event == "text" and "text" not in names:
            first_text = time.monotonic() - started
        names.append(event.event)
    if not names or names[0] != "start" or names[-1] != "done" or "text" not in names:
        raise CheckFailedError(f"the turn's events were {', '.join(names) or 'none'}")
    return first_text


def _expect(answer: httpx.Response, status: int, code: str | None = None) -> None:
    if answer.status_code != status:
        raise CheckFailedError(f"status {answer.status_code} in the place of {status}")
    if code and answer.json()["error"]["code"] != code:
        raise CheckFailedError(f"{answer.json()['error']['code']} in the place of {code}")


def checks_of(system: System) -> list[Check]:
    """What can be looked at with what is known of the system."""
    web: list[Check] = [catalogue_is_loaded, reservations_refuse_strangers] if system.reservations else []
    speaking: list[Check] = [chat_answers] if system.token else []
    return [chat_is_healthy, chat_refuses_strangers, *web, *speaking]


def run(client: httpx.Client, url: str, token: str | None) -> bool:
    """Runs every check, prints a line for each, and says whether all found what they should."""
    system = find_system(client, url, token)
    passed = [_passes(check, client, system) for check in checks_of(system)]
    if not system.token:
        print("  --  no TOKEN: the chat was not spoken to")
    return all(passed)


def _passes(check: Check, client: httpx.Client, system: System) -> bool:
    name = check.__name__.replace("_", " ")
    try:
        found = check(client, system)
    except (CheckFailedError, httpx.HTTPError, ValueError, LookupError) as error:
        print(f"FAIL  {name}: {error or type(error).__name__}")
        return False
    print(f"  ok  {name}{f': {found}' if found else ''}")
    return True


def main(arguments: list[str]) -> int:
    """The command; 1 when a check failed."""
    if len(arguments) != 1 or not arguments[0]:
        sys.exit("usage: make smoke URL=https://… [TOKEN=…]")
    with httpx.Client(timeout=SECONDS) as client:
        try:
            return int(not run(client, arguments[0], os.environ.get("TOKEN")))
        except (httpx.HTTPError, ValueError, LookupError) as error:
            print(f"FAIL  {arguments[0]}: {error or type(error).__name__}")
            return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
