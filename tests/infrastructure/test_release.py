"""A release is whatever a deployment would publish: its id moves with sources and settings, and with nothing else."""

from pathlib import Path

import pytest

from stacks.release import release_id
from tests.infrastructure.assembly import settings


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small repository."""
    for name in (
        "lambdas/chat/prompts/base.md",
        "layers/shared/python/a.py",
        "stacks/chat.py",
        "requirements.txt",
        "docs/a.md",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


@pytest.mark.parametrize(
    "name", ["lambdas/chat/prompts/base.md", "layers/shared/python/a.py", "stacks/chat.py", "requirements.txt"]
)
def test_what_is_published_makes_another_release(root: Path, name: str) -> None:
    before = release_id(settings(), root)
    (root / name).write_text("changed")
    assert release_id(settings(), root) != before


def test_a_setting_makes_another_release(root: Path) -> None:
    assert release_id(settings(), root) != release_id(settings(chatLimits={"TURNS_PER_MINUTE": 7}), root)


def test_a_file_that_moves_makes_another_release(root: Path) -> None:
    before = release_id(settings(), root)
    (root / "stacks/chat.py").rename(root / "stacks/talk.py")
    assert release_id(settings(), root) != before


def test_documents_and_bytecode_make_none(root: Path) -> None:
    before = release_id(settings(), root)
    (root / "docs/a.md").write_text("changed")
    (root / "lambdas/chat/a.cpython-311.pyc").write_bytes(b"1")
    assert release_id(settings(), root) == before
