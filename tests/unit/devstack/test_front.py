"""What a front end reads at the stack's address."""

from devstack.front import front
from devstack.settings import Settings
from tests.unit.devstack.asking import ask

SETTINGS = Settings.from_environ({"PORT": "9000"})


def test_the_configuration_names_what_runs_here() -> None:
    assert ask(front(SETTINGS), "GET", "/config.json").json() == {
        "activeRegion": "ap-northeast-2",
        "regions": {"ap-northeast-2": {"chatUrl": "http://127.0.0.1:9001", "reservationsUrl": "http://127.0.0.1:9006"}},
        "identity": {
            "issuer": "http://127.0.0.1:9005",
            "clientId": "megaticket-web",
            "audience": "megaticket-web",
            "devTokenUrl": "http://127.0.0.1:9005/token",
        },
    }


def test_the_page_says_how_to_start_the_chat_of_this_stack() -> None:
    page = ask(front(SETTINGS), "GET", "/")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "PORT=9000 make chat" in page.text
    assert "실행 중" in page.text
