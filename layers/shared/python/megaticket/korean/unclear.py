"""What is answered where words have no reading, or more than one."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Unclear:
    """Words that cannot be told. `message` says in Korean what to ask; None where they say nothing of the kind at all."""

    message: str | None = None
