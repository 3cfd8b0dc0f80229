"""The base of every model that leaves or enters the process as JSON or as a DynamoDB item."""

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class Record(BaseModel):
    """Immutable data: snake_case in Python, camelCase outside, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True)


class StoredRecord(Record):
    """Data read back from a table: fields that a newer version wrote are ignored, so that a rollback still reads."""

    model_config = ConfigDict(extra="ignore")
