"""The product's tables as `tables.json` describes them: their names in this deployment."""

import json
from pathlib import Path
from typing import Any

from stacks.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
TABLES: dict[str, dict[str, Any]] = json.loads(
    (ROOT / "layers/shared/python/megaticket/tables.json").read_text("utf-8")
)


def table_name(settings: Settings, table: str) -> str:
    """The name of a table, by its short name: "reservations"."""
    return f"{settings.table_prefix}{table}"


def table_variables(settings: Settings) -> dict[str, str]:
    """The tables' names under the variables that the functions read."""
    return {described["variable"]: table_name(settings, table) for table, described in TABLES.items()}
