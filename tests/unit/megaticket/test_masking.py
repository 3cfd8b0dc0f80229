"""Card and resident registration numbers are masked however they are written; what a booking talks of is not."""

import hashlib
from datetime import date, datetime

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from megaticket.booking.models import hold_id_of
from megaticket.contracts import won
from megaticket.korean.masking import mask_numbers

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
BREAKS = {13: (4, 4, 4, 1), 14: (4, 6, 4), 15: (4, 6, 5), 16: (4, 4, 4, 4), 17: (4, 4, 4, 4, 1), 19: (4, 4, 4, 4, 3)}
SEPARATORS = st.sampled_from(["", " ", "-", " - ", "–", "－", "\u3000", "\u200b", ".", "\n"])
AROUND = st.sampled_from(["", " ", "카드번호는 ", "제 번호: ", "(", "요", "이에요.", ", ", "2장 "])


def luhn_digit(payload: str) -> str:
    """The check digit that makes a card of a payload; written as ISO/IEC 7812-1 tells it."""
    total = 0
    for place, digit in enumerate(reversed(payload)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


@st.composite
def cards(draw: st.DrawFn) -> str:
    """Numbers as issuers give them out: Visa, UnionPay, Amex, Korea's own 9, Mastercard's 2 and so on."""
    length = draw(st.sampled_from(sorted(BREAKS)))
    issuer = draw(st.sampled_from(["4", "51", "2221", "2720", "34", "37", "36", "3528", "6011", "62", "9410"]))
    rest = length - len(issuer) - 1
    payload = issuer + draw(st.text("0123456789", min_size=rest, max_size=rest))
    groups = [payload[at : at + 4] for at in range(0, length - 1, 4)]
    assume(not all(group.endswith("00") or group[:2] < "24" for group in groups))
    return payload + luhn_digit(payload)


@st.composite
def resident_numbers(draw: st.DrawFn) -> tuple[str, str]:
    """The two halves: a birthday, then a century's digit and six more."""
    born = draw(st.dates(date(1900, 1, 1), date(2026, 11, 23)))
    century = draw(st.sampled_from("1256" if born.year < 2000 else "3478"))
    return f"{born:%y%m%d}", century + draw(st.text("0123456789", min_size=6, max_size=6))


def written(data: st.DataObject, groups: list[str]) -> str:
    """Groups of digits as somebody may write them: any separators, in any widths."""
    widths = [group.translate(FULL_WIDTH) if data.draw(st.booleans()) else group for group in groups]
    text = widths[0]
    for group in widths[1:]:
        text += data.draw(SEPARATORS) + group
    return text


def assert_masked(before: str, number: str, after: str) -> None:
    masked = mask_numbers(before + number + after)
    hidden = "".join("*" if character.isdecimal() else character for character in number)
    assert masked == before + hidden + after


@given(st.data(), cards(), AROUND, AROUND)
def test_a_card_is_masked_in_any_writing(data: st.DataObject, card: str, before: str, after: str) -> None:
    groups, at = [], 0
    for length in BREAKS[len(card)]:
        groups.append(card[at : at + length])
        at += length
    # "2장 " after a number would only be another group of digits
    assert_masked(before, written(data, groups), after.lstrip("2"))


@given(st.data(), resident_numbers(), AROUND, AROUND)
def test_a_resident_number_is_masked_in_any_writing(
    data: st.DataObject, halves: tuple[str, str], before: str, after: str
) -> None:
    assert_masked(before, written(data, list(halves)), after.lstrip("2"))


@pytest.mark.parametrize("text", [
    "4111 1111 1111 1111", "5555-5555-5555-4444", "378282246310005", "3782 822463 10005", "30569309025904", "3530111333300000",
    "6011111111111117", "4222222222222", "4100000000000000129", "4111-1111 11111111", "VISA4111111111111111", "4111111111111111exp",
    "900101-1234567", "900101 2234567", "000229-3234567", "900101-5234567", "900101-6234567", "010101-7234567", "010101-8234567",
    "991231-9234567", "991231-0234567", "9001011234567", "c4111111111111111", "4111, 1111, 1111, 1111", "4111|1111|1111|1111",
    "4111    1111    1111    1111", "3782, 822463, 10005", "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "4-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1",
    "4,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1", "(4111)(1111)(1111)(1111)", "900101(1234567)", "900101 (1234567)", "900101|1234567",
    "앞 900101 뒤 1234567", "앞자리는 900101이고 뒷자리는 1234567이에요", "id900101-1234567", "9 0 0 1 0 1 - 1 2 3 4 5 6 7",
])  # fmt: skip
def test_known_numbers(text: str) -> None:
    assert not any(character.isdecimal() for character in mask_numbers(text))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("4111 1111 1111 1111 12/27 123 요", "**** **** **** **** 12/27 123 요"),
        ("4111-1111-1111-1111-123", "****-****-****-****-123"),
        ("900101-1234567 910202-2234567", "******-******* ******-*******"),
        ("4111111111111111cvc123", "****************cvc123"),
        ("4111111111111111exp1229", "****************exp1229"),
        ("1-4111-1111-1111-1111", "1-****-****-****-****"),
        ("900101-1234567-4111111111111111", "******-*******-****************"),
        ("R석 2장, 4111111111111111, 12월 5일", "R석 2장, ****************, 12월 5일"),
    ],
)
def test_only_the_number_itself_is_masked(text: str, masked: str) -> None:
    assert mask_numbers(text) == masked


@pytest.mark.parametrize("text", [
    "4111 1111 1111 1112", "900230-1234567", "901301-1234567", "990229-1234567", "010229-3234567", "41111111111111111111", "411111111111",
    "010-1234-5678", "+82 10-1234-5678", "1588-1234 1588-5679", "02-1234-5678 031-123-4567", "PF001-20261205-1400", "2026-12-05 14:00",
    "1400 1900 1430 2000", "2024 2025 2026 2027", "4000 5000 6000 8000", "66000 143000 99000", "1 2 3 4 5 6 7 8 9 10 11 12 13 14",
    "1430, 1935, 2005, 1112", "2024, 2025, 2026, 2027", "4000, 5000, 6000, 8000", "1111, 1111, 1111, 1117",
    "1588-1234, 1588-5679", "900101 다음 1234567", "1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5", "101, 102, 103, 104, 105",
    "H4111111111111111ABCDEF012", "Pabcd4111111111111111", "4111111111111111abcdefabcdefabcd", "20261205140000", "2026120520261206", "1F-B-7-15", "110-123-456789", "",
])  # fmt: skip
def test_other_numbers_stay(text: str) -> None:
    assert mask_numbers(text) == text


PERFORMANCE_IDS = st.from_regex(r"[A-Z]{1,6}-?\d{1,6}", fullmatch=True)
MOMENTS = st.datetimes(datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2035-12-31"))
GLUE = st.sampled_from([" ", ", ", "\n", "이랑 ", "-", ""])


@given(PERFORMANCE_IDS, st.lists(MOMENTS, min_size=1, max_size=3), GLUE)
@example("PX0016", [datetime.fromisoformat("2026-12-05T14:00")], " ")
def test_schedule_ids_and_dates_stay(performance: str, moments: list[datetime], glue: str) -> None:
    forms = (f"{performance}-%Y%m%d-%H%M", "%Y-%m-%d %H:%M", "%Y.%m.%d", "%Y%m%d", "%m월 %d일 %H시", "%m/%d", "%H%M")
    for form in forms:
        text = (glue or " ").join(f"{moment:{form}}" for moment in moments)
        assert mask_numbers(text) == text


@given(st.text(max_size=20), st.text(max_size=20))
def test_hold_proposal_and_conversation_ids_stay(person: str, request: str) -> None:
    digest = hashlib.sha256(f"{person}{request}".encode(errors="replace")).hexdigest()
    text = f"{hold_id_of('alice', digest)} P{digest[:20]} {digest[:32]}"
    assert mask_numbers(text) == text


@given(st.lists(st.integers(10, 3_000).map(lambda hundreds: hundreds * 100), max_size=6), st.booleans(), GLUE)
def test_prices_stay(prices: list[int], as_text: bool, glue: str) -> None:
    text = (glue or " ").join(won(price) if as_text else str(price) for price in prices)
    assert mask_numbers(text) == text


@given(
    st.lists(st.from_regex(r"01[016789][- ]?\d{4}[- ]?\d{4}", fullmatch=True), max_size=3),
    st.sampled_from([", ", " / 집 "]),
)
def test_phone_numbers_stay(numbers: list[str], glue: str) -> None:
    text = glue.join(numbers)
    assert mask_numbers(text) == text


@given(st.lists(st.integers(1, 999), max_size=12), st.sampled_from([" ", ", ", "번 ", "-"]))
def test_seat_numbers_stay(seats: list[int], glue: str) -> None:
    text = glue.join(map(str, seats))
    assert mask_numbers(text) == text


@given(st.text("0123456789０９ -–.\u200b가aZ_\n", max_size=60))
def test_a_masked_text_is_as_long_and_is_not_masked_again(text: str) -> None:
    masked = mask_numbers(text)
    assert len(masked) == len(text)
    assert mask_numbers(masked) == masked
    assert all(now in (was, "*") for now, was in zip(masked, text, strict=True))
