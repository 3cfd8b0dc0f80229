"""A grade is named by who wants it, and set aside by who does not."""

import pytest

from lambdas.chat.conversation.grades import read_grades, sets_grade_aside
from lambdas.chat.conversation.reading import read_message
from lambdas.chat.conversation.state import ConversationState
from lambdas.chat.protocol import ChatRequest
from megaticket.korean.text import normalize

GRADES = ("VIP석", "R석", "S석")


@pytest.mark.parametrize(
    "text",
    [
        "VIP는 너무 비싸요", "vip석은 비싼데", "R석은 싫어요", "R석이 부담스러워요", "VIP 안 할래요", "R석은 안 돼요",
        "R석 아닌 걸로", "R석은 빼 주세요", "R석 제외하고", "R석 별로예요", "VIP석은 됐고요", "R석으로는 말고요",
        "VIP석보다 싼 거", "R석 아래로", "R석 이상으로요", "R석 이하면 돼요", "R석보다 위 등급으로",
    ],
)  # fmt: skip
@pytest.mark.parametrize("grades", [GRADES, ()], ids=["known", "unknown"])
def test_a_grade_that_is_set_aside_is_not_wanted(text: str, grades: tuple[str, ...]) -> None:
    bare = normalize(text if grades or "석" in text else text.replace("VIP", "VIP석"))
    assert read_grades(bare, grades) == ()
    assert sets_grade_aside(bare, grades)


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("R석이 비싸도 괜찮아요", "R석"),
        ("R석은 부담 없네요", "R석"),
        ("R석 위주로 보여 주세요", "R석"),
        ("VIP석은 비싸니까 R석이요", "R석"),
        ("S석보다는 R석이 낫죠", "R석"),
        ("R석으로 안쪽 자리요", "R석"),
        ("R석 두 장 앞자리는 싫어요", "R석"),
        ("vip로 할게요", "VIP석"),
    ],
)
def test_a_grade_that_is_wanted(text: str, grade: str) -> None:
    assert read_grades(normalize(text), GRADES) == (grade,)
    assert not sets_grade_aside(normalize(text), GRADES)


@pytest.mark.parametrize(
    ("message", "left"), [("R석은 너무 비싸네요", None), ("R석 얼마예요?", "R석"), ("두 장이요", "R석")]
)
def test_a_chosen_grade_is_chosen_until_it_is_set_aside(message: str, left: str | None) -> None:
    state = ConversationState(performance_id="PX1", grades=GRADES, grade="R석")
    assert read_message(ChatRequest(message=message), state, 1_795_424_520).apply(state).grade == left
