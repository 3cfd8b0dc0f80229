"""Rules of the house that no type can hold."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PRODUCT = [
    path
    for room in ("lambdas", "layers")
    for path in sorted((ROOT / room).rglob("*.py"))
    if "__pycache__" not in path.parts
]

CONDITIONS_ALLOWED = (
    "layers/shared/python/megaticket/booking/",
    "lambdas/chat/conversation/",  # its own table, the conversations
)
CONDITION_WORDS = ("ConditionExpression", "ConditionCheck", "attribute_not_exists", "attribute_exists")
MAXIMUM_FILE_LINES = 250
MAXIMUM_FUNCTION_LINES = 40


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def texts_of(path: Path) -> Iterator[str]:
    """Names and texts of the code. A key condition of a query is no condition of a write."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        if isinstance(node, ast.keyword) and node.arg:
            yield node.arg


def functions_of(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            yield f"{name_of(path)}:{node.name}", node.end_lineno - first + 1


def test_the_product_was_found() -> None:
    assert len(PRODUCT) > 40


def test_conditions_on_reservations_are_written_in_booking_alone() -> None:
    elsewhere = {
        name_of(path)
        for path in PRODUCT
        if not name_of(path).startswith(CONDITIONS_ALLOWED)
        for text in texts_of(path)
        if text.startswith(CONDITION_WORDS)
    }

    assert elsewhere == set()


def test_the_chats_conditions_are_not_on_reservations() -> None:
    conversation = [path for path in PRODUCT if name_of(path).startswith("lambdas/chat/conversation/")]

    assert [
        name_of(path) for path in conversation if any("reservations_table" in text for text in texts_of(path))
    ] == []


@pytest.mark.parametrize("path", PRODUCT, ids=name_of)
def test_a_file_can_be_read_at_a_sitting(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MAXIMUM_FILE_LINES


def test_a_function_fits_on_a_screen() -> None:
    sizes = [size for path in PRODUCT for size in functions_of(path)]

    assert {name: lines for name, lines in sizes if lines > MAXIMUM_FUNCTION_LINES} == {}
    lengths = sorted(lines for _, lines in sizes)
    assert lengths[len(lengths) * 9 // 10] <= 25, "nine functions in ten are shorter"


def test_imports_go_down_only() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    environment = {"PYTHONPATH": f"{ROOT}:{ROOT / 'layers/shared/python'}", "PATH": ""}

    done = subprocess.run(
        [sys.executable, str(linter), "--no-cache"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
