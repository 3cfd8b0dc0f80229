"""Bodies, tokens and ids that cannot be served: the contract's codes and Korean sentences, and nothing else."""

import re
import uuid
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.e2e.bedrock import Bedrock
from tests.e2e.client import Answer, Person
from tests.e2e.conftest import NewPerson

KOREAN = re.compile(r"[가-힣]")
LONGEST = 2000


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("", 400, "INVALID_REQUEST"),
        ("{}", 400, "INVALID_REQUEST"),
        ('{"message": ""}', 400, "INVALID_REQUEST"),
        ('{"message": "   "}', 400, "INVALID_REQUEST"),
        ('{"message": null}', 400, "INVALID_REQUEST"),
        ("안녕하세요", 400, "INVALID_REQUEST"),
        ("[]", 400, "INVALID_REQUEST"),
        ('{"message": "안녕", "userId": "alice"}', 400, "INVALID_REQUEST"),
        ('{"message": "안녕", "selection": {"scheduleId": "x"}}', 400, "INVALID_REQUEST"),
        ('{"message": "\\ud800"}', 400, "INVALID_REQUEST"),
        ('{"message": "' + "가" * (LONGEST + 1) + '"}', 413, "MESSAGE_TOO_LONG"),
        ('{"message": "' + "가" * 100_000 + '"}', 413, "MESSAGE_TOO_LONG"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else None,
)
def test_a_body_that_is_no_request(body: str, status: int, code: str, person: Person, bedrock: Bedrock) -> None:
    before = len(bedrock.requests)
    answer = person.http.post(f"{person.chat_url}/chat", content=body.encode(), headers=person.headers)
    assert_refused(answer, status, code)
    assert len(bedrock.requests) == before


def test_the_longest_message_is_answered(person: Person) -> None:
    assert person.say("가" * LONGEST).done["stopReason"] == "end_turn"


@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Bearer x.y.z", "Basic YWxpY2U6"])
def test_no_token(authorization: str | None, person: Person) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}
    answer = person.http.post(f"{person.chat_url}/chat", json={"message": "안녕"}, headers=headers)
    assert_refused(answer, 401, "UNAUTHENTICATED")


def test_another_persons_conversation_is_not_there(person: Person, new_person: NewPerson) -> None:
    person.say("안녕하세요")
    stranger = new_person()
    stranger.conversation_id = person.conversation_id
    url = f"{person.chat_url}/conversations/{person.conversation_id}"
    refused = [
        stranger.http.post(
            f"{person.chat_url}/chat",
            json={"message": "안녕", "conversationId": person.conversation_id},
            headers=stranger.headers,
        ),
        stranger.http.get(url, headers=stranger.headers),
        stranger.http.post(f"{url}/stop", json={"turnId": "T000001"}, headers=stranger.headers),
    ]
    for answer in refused:
        assert_refused(answer, 404, "CONVERSATION_NOT_FOUND")
    assert len(person.conversation()["turns"]) == 2


def test_a_conversation_that_never_was(person: Person) -> None:
    person.conversation_id = uuid.uuid4().hex
    assert person.say("안녕하세요").error_codes == ["CONVERSATION_NOT_FOUND"]


def test_two_turns_at_once(person: Person, bedrock: Bedrock) -> None:
    person.say("안녕하세요")
    bedrock.order("stall", at="first_content", seconds=1, times=2)
    with ThreadPoolExecutor() as pool:
        answers = list(pool.map(person.say, ["저기요", "여보세요"]))
    assert sorted(answer.status for answer in answers) == [200, 409]
    refused = next(answer for answer in answers if answer.status == 409)
    assert refused.error_codes == ["TURN_IN_PROGRESS"]
    assert KOREAN.search(refused.body["error"]["message"])
    assert len(person.conversation()["turns"]) == 4


def test_a_repeated_message_is_answered_from_what_is_stored(person: Person, bedrock: Bedrock) -> None:
    message_id = uuid.uuid4().hex
    first = person.say("무슨 공연이 있어요?", clientMessageId=message_id)
    asked = len(bedrock.requests)
    person.conversation_id = None
    again = person.say("무슨 공연이 있어요?", clientMessageId=message_id)
    assert len(bedrock.requests) == asked
    assert (again.turn_id, again.text, again.done) == (first.turn_id, first.text, first.done)
    assert again.named("action") == first.named("action")
    assert len(person.conversation()["turns"]) == 2


def test_a_repeated_message_that_still_runs_is_in_its_own_way(person: Person, bedrock: Bedrock) -> None:
    message_id = uuid.uuid4().hex
    bedrock.order("stall", at="first_content", seconds=1)
    with person.turn("안녕하세요", clientMessageId=message_id) as (_, events):
        running = next(iter(events))
        person.conversation_id = None
        refused = person.say("안녕하세요", clientMessageId=message_id)
        assert (refused.status, refused.error_codes) == (409, ["TURN_IN_PROGRESS"])
        assert refused.body["error"]["turnId"] == running.data["turnId"]
        list(events)


def test_a_selection_of_seats_that_do_not_exist_proposes_nothing(person: Person) -> None:
    answer: Answer = person.say("이 좌석이요", selection={"scheduleId": "X-1", "seatIds": ["Z-1-1"]})
    assert (answer.error_codes, answer.actions("PROPOSAL")) == ([], [])


@pytest.mark.parametrize(("method", "path"), [("GET", "/chat"), ("GET", "/nowhere"), ("GET", "/conversations")])
def test_an_address_that_is_not_served(method: str, path: str, person: Person) -> None:
    answer = person.http.request(method, f"{person.chat_url}{path}", headers=person.headers)
    assert answer.status_code in {400, 404, 405}
    assert_refused(answer, answer.status_code, "INVALID_REQUEST")


def assert_refused(answer: httpx.Response, status: int, code: str) -> None:
    """The contract's form with a Korean sentence, and no stack trace."""
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert KOREAN.search(answer.json()["error"]["message"])
    assert set(answer.json()) == {"error"}
    assert "Traceback" not in answer.text
    assert "Error" not in answer.json()["error"]["message"]
