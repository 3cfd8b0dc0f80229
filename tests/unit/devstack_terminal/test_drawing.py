"""What is drawn, at a width of 80 columns with Korean letters of two."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console, RenderableType

from devstack.terminal.cards import hold_card, options_card, proposal_card
from devstack.terminal.records import Hold, Proposal, Reservation
from devstack.terminal.reservations_table import reservations_card
from devstack.terminal.screen import Screen
from devstack.terminal.texts import countdown
from devstack.terminal.wrap import StreamWrap
from tests.unit.devstack_terminal.samples import hold, proposal, seat

NOW = datetime(2026, 11, 23, 6, 50, tzinfo=UTC)
FRONT = "http://127.0.0.1:8787"


def draw(card: RenderableType) -> str:
    console = Console(file=StringIO(), width=80, markup=False)
    with console.capture() as capture:
        console.print(card, crop=False)
    return capture.get()


@pytest.mark.parametrize(
    ("seconds", "expected"), [(600, "10:00"), (581, "9:41"), (0.9, ""), (1, "0:01"), (0, ""), (-5, ""), (3661, "61:01")]
)
def test_countdown(seconds: float, expected: str) -> None:
    assert countdown(NOW + timedelta(seconds=seconds), NOW) == expected


def test_proposal_marks_seats_side_by_side_and_adds_up() -> None:
    out = draw(proposal_card(Proposal.model_validate(proposal(seat(16), seat(15)))))
    assert "1층 B구역 7열  ┄┄ [15][16] ┄┄" in out
    assert "R석 150,000원 × 2   300,000원" in out
    assert "4,000원" in out
    assert "304,000원" in out
    assert "나란히" in out


def test_rows_are_in_order_and_gaps_show() -> None:
    seats = (seat(2, "10"), seat(24, "9"), seat(20, "9"))
    out = draw(proposal_card(Proposal.model_validate(proposal(*seats, adjacent=False))))
    assert out.index("9열   ┄┄ [20] ┄ [24] ┄┄") < out.index("10열  ┄┄ [2] ┄┄")
    assert "떨어진 자리" in out


def test_seat_without_a_label_is_named_by_its_id() -> None:
    bare = {"seatId": "2F-A-3-7", "grade": "S", "price": 1}
    assert "2F-A 3열  ┄┄ [7] ┄┄" in draw(proposal_card(Proposal.model_validate(proposal(bare))))


def test_options_are_numbered() -> None:
    option = Proposal.model_validate(proposal(seat(1)))
    out = draw(options_card((option, option)))
    assert "좌석 후보 1" in out
    assert "좌석 후보 2" in out


def test_hold_card_says_until_when_and_where_to_pay() -> None:
    identifier = "H" * 90
    out = draw(hold_card(Hold.model_validate(hold(paymentUrl=f"/pay/{identifier}")), FRONT, NOW))
    assert "16:00까지 (한국 시간) · 10:00 남음" in out
    assert "12월 5일 (토) 14:00" in out
    assert "304,000원 (예매 수수료 4,000원 포함)" in out
    assert f"{FRONT}/pay/{identifier}" in out


def test_bare_hold_is_still_shown() -> None:
    bare = Hold.model_validate({"holdId": "h1", "expiresAt": "2026-11-23T07:00:00Z"})
    out = draw(hold_card(bare, FRONT, NOW))
    assert "16:00까지" in out
    assert f"{FRONT}/pay/h1" in out


def test_reservations_fit_and_align() -> None:
    held = Reservation(state_text="선점 중", performance_title="긴 제목 " * 12, seat_labels=("1층 B구역 7열 15번",))
    sold = Reservation(state="CONFIRMED", reservation_number="AB12CD34EF", total_price=52_000)
    lines = draw(reservations_card((held, sold), FRONT)).splitlines()
    assert {cell_len(line) for line in lines if line.startswith(("│", "├"))} == {cell_len(lines[1])}
    assert max(map(cell_len, lines)) <= 80
    assert any("예매 완료" in line and "52,000원" in line for line in lines)


def test_no_reservations_is_said() -> None:
    assert "없습니다" in draw(reservations_card((), FRONT))


def test_wrap_counts_columns_of_korean_and_lines() -> None:
    wrap = StreamWrap(width=12, indent=2)
    out = "".join(map(wrap.feed, "가나다 라마 바사아자차카\n\n끝\n")) + wrap.flush()
    lines = ("  " + out).split("\n")
    assert lines == ["  가나다 ", "  라마 바사", "  아자차카", "", "  끝"]
    assert wrap.lines_below == len(lines) - 1


class Terminal:
    """What a terminal shows of the few control codes that the client uses."""

    def __init__(self, output: str) -> None:
        self.lines = [""]
        self.row = 0
        for part in output.replace("\x1b", "\0\x1b").split("\0"):
            self._take(part)

    def _take(self, part: str) -> None:
        for code in ("\x1b[2K", "\x1b[1A"):
            if part.startswith(code):
                self.row -= code == "\x1b[1A"
                self.lines[self.row] = "" if code == "\x1b[2K" else self.lines[self.row]
                part = part.removeprefix(code)
        for mark in part:
            if mark == "\n":
                self.row += 1
                self.lines[self.row :] = self.lines[self.row :] or [""]
            elif mark != "\r":
                self.lines[self.row] += mark


def live_screen(height: int = 24) -> tuple[Screen, StringIO]:
    out = StringIO()
    console = Console(file=out, force_terminal=True, color_system=None, width=30, height=height, markup=False)
    return Screen(console, live=True), out


def test_live_preamble_is_erased_and_becomes_the_progress_line() -> None:
    screen, out = live_screen()
    screen.note("위")
    screen.text("여러 줄에 걸친 말을 길게 하고 나서 모두 거둡니다")
    screen.reset("preamble")
    screen.progress("started", "찾는 중")
    screen.progress("finished", "찾는 중")
    screen.text("찾았습니다")
    screen.close()
    assert [line for line in Terminal(out.getvalue()).lines if line] == ["위", "  ✓ 찾는 중", "AI ▸ 찾았습니다"]


def test_live_waiting_line_leaves_no_trace() -> None:
    screen, out = live_screen()
    screen.waiting()
    screen.text("네")
    screen.close()
    assert Terminal(out.getvalue()).lines == ["AI ▸ 네", ""]


def test_text_longer_than_the_screen_is_marked_instead() -> None:
    screen, out = live_screen(height=4)
    screen.text("한 줄 " * 40)
    screen.reset("corrected")
    assert "위 답변은 거두고" in out.getvalue()


def test_live_bold_is_styled_and_not_starred() -> None:
    out = StringIO()
    screen = Screen(Console(file=out, force_terminal=True, color_system="standard", width=40, markup=False), live=True)
    for delta in ("네, *", "*은하 정거", "장**은 2**3", "** 있어요. **열린\n끝 ["):
        screen.text(delta)
    screen.close()
    shown = out.getvalue()
    assert "*" not in shown
    assert "\x1b[1m정거장\x1b[0m은" in shown
    assert "\x1b[1m끝" not in shown
    assert "끝 [" in shown


def test_live_waiting_marks_and_links_can_be_erased_and_wrapped() -> None:
    screen, out = live_screen()
    for delta in ("**굵은** 글자와 ", "[결제](/pay", "/h1) 링크"):
        screen.text(delta)
    screen.reset("corrected")
    screen.text("**끝**")
    screen.close()
    assert [line for line in Terminal(out.getvalue()).lines if line] == ["AI ▸ 끝"]
