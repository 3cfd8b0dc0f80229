"""Words leave in the pieces in which they were sent, whatever was looked at together."""

from hypothesis import given
from hypothesis import strategies as st

from lambdas.chat.pieces import Cutter

PIECES = st.lists(st.text("가나다 .", min_size=1, max_size=4), max_size=12)


def test_what_passes_at_once_leaves_as_it_was_sent() -> None:
    assert Cutter().cut(["안녕", "하세요"], "안녕하세요") == ["안녕", "하세요"]


def test_a_piece_that_passes_in_part_leaves_as_far_as_it_has_passed() -> None:
    cutter = Cutter()
    assert cutter.cut(["가격은 ", "모두 3", "만 원"], "가격은 모두 ") == ["가격은 ", "모두 "]
    assert cutter.cut(["이에요. "], "") == []
    assert cutter.cut(["네"], "3만 원이에요. 네") == ["3만 원", "이에요. ", "네"]


def test_a_piece_that_was_kept_leaves_by_itself() -> None:
    cutter = Cutter()
    assert cutter.cut(["오", "늘"], "") == []
    assert cutter.cut(["이에요"], "오늘이에요") == ["오", "늘", "이에요"]


def test_a_tail_without_a_piece_behind_it_leaves_alone() -> None:
    cutter = Cutter()
    assert cutter.cut(["모두 3"], "모두 ") == ["모두 "]
    assert cutter.cut((), "3") == ["3"]
    assert cutter.cut(["장", "오"], "장") == ["장"]
    assert cutter.cut(["늘"], "오늘") == ["오", "늘"]


def test_what_was_taken_out_leaves_the_rest_in_one_piece() -> None:
    cutter = Cutter()
    assert cutter.cut(["네. <", "b>굵", "게"], "네. 굵게") == ["네. 굵게"]
    assert cutter.cut([" 써", "요"], " 써요") == [" 써", "요"]


@given(PIECES, st.text("가나다 .", max_size=30), st.data())
def test_nothing_that_passes_is_lost_or_late(pieces: list[str], passed: str, data: st.DataObject) -> None:
    cutter, at = Cutter(), 0
    for piece in pieces:
        until = data.draw(st.integers(at, len(passed)))
        assert "".join(cutter.cut([piece], passed[at:until])) == passed[at:until]
        at = until
    assert "".join(cutter.cut((), passed[at:])) == passed[at:]


@given(PIECES, st.data())
def test_as_many_pieces_leave_as_were_sent(pieces: list[str], data: st.DataObject) -> None:
    cutter, text, at = Cutter(), "", 0
    left: list[str] = []
    for index, piece in enumerate(pieces):
        text += piece
        # No more than one piece is torn at a time, and the last one is whole.
        until = (
            len(text)
            if index == len(pieces) - 1
            else data.draw(st.integers(max(at, len(text) - len(piece)), len(text)))
        )
        left += cutter.cut([piece], text[at:until])
        at = until
    assert len(left) == len(pieces)
    assert "".join(left) == text
