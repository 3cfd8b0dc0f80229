"""What is stored, read by a plain client: the judge of every test."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from types_boto3_dynamodb import DynamoDBClient

from megaticket.dynamo import from_item, to_item

Json = dict[str, Any]
SHORTEST_WORDS = 3
"""Shorter words, such as "네", may stand in a log by chance."""


@dataclass
class Spoken:
    """Who has spoken in the session, and in which words."""

    people: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)


class Tables:
    """The tables under the names of the env file."""

    def __init__(self, client: DynamoDBClient, env: Mapping[str, str]) -> None:
        self._client = client
        self._env = env

    def rows(self, table: str) -> list[Json]:
        """Every row of a table: "reservations"."""
        pages = self._client.get_paginator("scan").paginate(TableName=self._name(table), ConsistentRead=True)
        return [from_item(item) for page in pages for item in page["Items"]]

    def row(self, table: str, pk: str, sk: str) -> Json | None:
        """One row, None where there is none."""
        key = to_item({"pk": pk, "sk": sk})
        item = self._client.get_item(TableName=self._name(table), Key=key, ConsistentRead=True).get("Item")
        return from_item(item) if item else None

    def put(self, table: str, row: Json) -> None:
        """Overwrites a row, as time or an operator would."""
        self._client.put_item(TableName=self._name(table), Item=to_item(row))

    def delete(self, table: str, row: Json) -> None:
        """Deletes a row by its keys."""
        self._client.delete_item(TableName=self._name(table), Key=to_item({"pk": row["pk"], "sk": row["sk"]}))

    def archive_conversations(self, archive: Spoken) -> None:
        """Deletes all conversations, and remembers who spoke and what."""
        rows = self.rows("conversations")
        archive.people |= {row["userId"] for row in rows if "userId" in row}
        archive.words |= {row["userText"] for row in rows if len(row.get("userText", "")) >= SHORTEST_WORDS}
        for row in rows:
            self.delete("conversations", row)

    @property
    def reservations(self) -> list[Json]:
        """The reservations table in a fixed order, to be compared."""
        return sorted(self.rows("reservations"), key=lambda row: (row["pk"], row["sk"]))

    def hold(self, hold_id: str) -> Json:
        """A hold's row."""
        row = self.row("reservations", f"HOLD#{hold_id}", "HOLD")
        assert row is not None
        return row

    def holds_of(self, sub: str) -> list[Json]:
        """Every hold that a person ever made."""
        return [row for row in self.rows("reservations") if row["sk"] == "HOLD" and row["userId"] == sub]

    def seats_of(self, hold_id: str) -> list[str]:
        """The ids of the seats whose rows name a hold."""
        return sorted(_seat_id(row) for row in self.rows("reservations") if _is_seat(row) and row["holdId"] == hold_id)

    def taken(self, schedule_id: str) -> dict[str, str]:
        """Who has which seat of a schedule: hold ids by seat id."""
        prefix = f"SCHEDULE#{schedule_id}#SECTION#"
        return {_seat_id(row): row["holdId"] for row in self.rows("reservations") if row["pk"].startswith(prefix)}

    def limit(self, sub: str, schedule_id: str) -> Json | None:
        """A person's limit on a schedule."""
        return self.row("reservations", f"USER#{sub}", f"SCHEDULE#{schedule_id}")

    def head(self, conversation_id: str | None) -> Json:
        """A conversation's head: state, lease and the number of turns."""
        row = self.row("conversations", f"CONVERSATION#{conversation_id}", "HEAD")
        assert row is not None
        return row

    def _name(self, table: str) -> str:
        return self._env[f"DYNAMODB_{table.upper()}_TABLE"]


def _is_seat(row: Json) -> bool:
    return str(row["sk"]).startswith("SEAT#")


def _seat_id(row: Json) -> str:
    _, _, section = str(row["pk"]).partition("#SECTION#")
    _, number_of_row, number = str(row["sk"]).split("#")
    return f"{section}-{number_of_row}-{number}"
