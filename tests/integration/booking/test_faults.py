"""A database that is slow to answer, loses answers or refuses."""

from typing import Any

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from megaticket.booking.service import HoldLostError
from tests.integration.booking.conftest import Theatre


class NotThereYet:
    """Reads that find nothing the first times."""

    def __init__(self, theatre: Theatre, times: int) -> None:
        self._read = theatre.database.get_item
        self.left = times
        theatre.client.get_item = self  # type: ignore[attr-defined]

    def __call__(self, **request: Any) -> Any:
        self.left -= 1
        return self._read(**request) if self.left < 0 else {}


def lose_the_answer() -> None:
    raise ReadTimeoutError(endpoint_url="http://127.0.0.1:1")


def conflict() -> None:
    answer: Any = {
        "Error": {"Code": "TransactionCanceledException", "Message": ""},
        "CancellationReasons": [{"Code": "TransactionConflict"}],
    }
    raise ClientError(answer, "TransactWriteItems")


def deny() -> None:
    raise ClientError({"Error": {"Code": "AccessDeniedException", "Message": ""}}, "TransactWriteItems")


def test_an_answer_that_was_lost_holds_once(theatre: Theatre) -> None:
    theatre.client.after = lose_the_answer

    hold = theatre.held("alice", "1-2")

    assert theatre.taken() == {"1-2"}
    assert theatre.owner("1-2") == hold.hold_id
    assert len(theatre.rows()) == 3


def test_a_conflict_with_another_transaction_is_tried_again(theatre: Theatre) -> None:
    theatre.client.before = conflict

    hold = theatre.held("alice", "1-2")

    assert theatre.owner("1-2") == hold.hold_id


def test_a_defect_is_no_refusal(theatre: Theatre) -> None:
    theatre.client.before = deny

    with pytest.raises(ClientError, match="AccessDenied"):
        theatre.hold("alice", "1-2")

    assert theatre.rows() == {}


def test_a_hold_that_is_not_there_at_once_is_read_again_and_counted(theatre: Theatre) -> None:
    NotThereYet(theatre, 2)

    theatre.held("alice", "1-2")

    assert theatre.verify_retries == 1


def test_a_hold_that_reads_back_at_once_counts_nothing(theatre: Theatre) -> None:
    theatre.held("alice", "1-2")

    assert theatre.verify_retries == 0


def test_a_hold_that_cannot_be_read_back_is_not_promised(theatre: Theatre) -> None:
    NotThereYet(theatre, 100)

    with pytest.raises(HoldLostError):
        theatre.hold("alice", "1-2")
