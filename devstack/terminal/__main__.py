"""`make chat`: talk to a running `make run`."""

import argparse
import getpass
import os
import sys
import time
from datetime import UTC, datetime

from rich.console import Console

from devstack.settings import Settings, SettingsError
from devstack.terminal.client import ChatClient, new_http
from devstack.terminal.errors import ChatError
from devstack.terminal.keyboard import open_keyboard
from devstack.terminal.screen import Screen
from devstack.terminal.session import Session

INTERRUPTED = 130
"""The exit code that shells give to a program ended by Ctrl-C."""


def main() -> int:
    """Runs the client; the exit code."""
    arguments = _arguments()
    front = f"http://127.0.0.1:{arguments.port}"
    terminal = sys.stdout.isatty()
    console = Console(force_terminal=terminal, highlight=False, markup=False, emoji=False)
    keyboard = open_keyboard(console)
    screen = Screen(console, live=terminal and not console.is_dumb_terminal, front=front)
    with new_http() as http:
        try:
            client = ChatClient(http, front, arguments.user)
            Session(client, screen, keyboard, front, lambda: datetime.now(UTC), time.sleep).run()
        except ChatError as error:
            print(error.message, error.remedy, sep="\n", file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            print()
            return INTERRUPTED
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make chat", description="실행 중인 make run 과 대화합니다.")
    parser.add_argument("--user", default=_login(), help="대화하는 사람 (기본: 로그인 이름)")
    parser.add_argument("--port", type=int, help="make run 의 포트 (기본: PORT, 또는 실행 중인 것)")
    arguments = parser.parse_args()
    try:
        arguments.port = arguments.port or _port()
    except SettingsError as error:
        parser.error(str(error))
    return arguments


def _port() -> int:
    """The port that PORT names, or else the one of the system that runs here."""
    settings = Settings.from_environ(os.environ)
    running = settings.directory / "env"
    if os.environ.get("PORT") or not running.exists():
        return settings.port
    return next(int(line[5:]) for line in running.read_text().splitlines() if line.startswith("PORT="))


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container's user may have no name
        return "alice"


if __name__ == "__main__":
    sys.exit(main())
