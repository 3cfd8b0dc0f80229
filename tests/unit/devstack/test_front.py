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


def test_the_link_to_pay_says_how_to_pay_today() -> None:
    page = ask(front(SETTINGS), "GET", "/pay/h1%3Cb%3E")
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "결제 페이지는 아직" in page.text
    for address in (
        "http://127.0.0.1:9005/token",
        "http://127.0.0.1:9006/reservations/h1&lt;b&gt;/payment",
        "http://127.0.0.1:9007/v1/payments",
        "http://127.0.0.1:9006/reservations/h1&lt;b&gt;/confirm",
    ):
        assert f"POST {address}" in page.text


def test_an_unknown_address_is_said_to_be_one_in_korean() -> None:
    page = ask(front(SETTINGS), "GET", "/nowhere")
    assert page.status_code == 404
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "페이지를 찾을 수 없습니다" in page.text
