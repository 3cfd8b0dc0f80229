"""What people want to spend: "10만원 이하", "15만 5천원까지", "5~7만원", "제일 싼 거", "둘이 합쳐 30만원"."""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from megaticket.korean.numerals import SINO, sino_number
from megaticket.korean.refusals import REFUSES, TAKEN_OUT
from megaticket.korean.text import normalize

TOLERANCE = 10
"""Percent by which a price may differ from "about" an amount; a choice of the house."""


class Scope(StrEnum):
    """What an amount is for."""

    TICKET = "TICKET"
    TOTAL = "TOTAL"


@dataclass(frozen=True)
class Budget:
    """What somebody wants to spend, in won, both bounds included. `scope` is None where it was not said."""

    minimum: int | None = None
    maximum: int | None = None
    scope: Scope | None = None
    cheapest: bool = False
    dearest: bool = False


_DIGITS = r"(?<![\d,])\d[\d,]{0,12}+(?:\.\d{1,3})?"
_THOUSANDS = r"(?:[일이삼사오육칠팔구]?[천백십])++"
_BELOW_MYRIAD = rf"(?: ?(?:\d ?천(?: ?\d ?백)?|\d{{1,4}}(?= ?원)|{_THOUSANDS}))?"
_AMOUNT = (
    rf"(?:{_DIGITS} ?만{_BELOW_MYRIAD}(?: ?원)?"
    # "이만 갈게요" is no 20,000
    rf"|(?<![가-힣]){SINO}*+ ?만{_BELOW_MYRIAD}(?: ?원|(?= ?(?:대|이하|이상|미만|까지|이내|정도|짜리|안쪽)))"
    rf"|\d ?천(?: ?\d ?백)? ?원|{_DIGITS} ?원|(?<![가-힣]){_THOUSANDS} ?원)"
)
_AMOUNTS = re.compile(_AMOUNT)
_TO = "(?:~|-|에서|부터)"
_BETWEEN = re.compile(rf" ?{_TO} ?")
_BARE_LOW = re.compile(rf"(?<![\d,.])(\d[\d,]{{0,9}}) ?{_TO} ?$")
_BOUNDS = {
    "below": "미만|보다 ?(?:싼|저렴|낮|적)|밑|아래",
    "until": "까지",
    "most": "이하|안쪽|이내|안으로|안에|내로|내에서|한도|[을를은]? ?(?:안 ?넘|넘지|넘(?:으|어가)면 ?(?:안|부담|곤란|힘|싫|별로))",
    "above": "초과|넘는|보다 ?(?:비싼|높)",
    "least": "이상|부터",
    "band": "짜리 ?대|대(?![가-힣]{2}|학)",
    "about": "정도|쯤|내외|안팎|가량|언저리|선(?:에서|으로|이?요)?(?![가-힣])",
    "exact": "짜리|인 ?(?:거|걸|자리|좌석)",
}
_BOUND = re.compile(rf" ?(?:{'|'.join(f'(?P<{kind}>{words})' for kind, words in _BOUNDS.items())})")
_PURSE = "예산"
_MOST = re.compile(r"(?:최대|많아야|비싸도|비싸야) ?$")
_TELLS = re.compile(r" ?(?:이?(?:에요|예요|야|죠|네요?)|인[가데지]|나[오와왔])")
_SAID_OF = r"(?:인|이면|면)?(?: ?(?:거|건|것|걸|게|좌석|자리|표|등급|쪽))?(?:으?로는|[은는이가도을를로])? ?(?:(?:좀|조금|너무) )?"
_REFUSAL = re.compile(rf"{_SAID_OF}(?:{REFUSES}|말고|{TAKEN_OUT})")
_ALLOWED = re.compile(r"(?: ?(?:거|것|좌석|자리|표))?(?:이어|여)?도 ?(?:상관 ?없|괜찮|[되돼]|가능|좋)")
_SPENDING = re.compile(rf"{_PURSE}|(?:원|만)으?로(?= |$)")
_TOGETHER = re.compile(
    r"(?:(?:합쳐|합해|합하면|통틀어|(?:다|전부|모두) ?(?:해|합쳐|합해))서?|합계|총|[둘셋넷]이서?) ?$"
)
_NO_MORE = re.compile(r"(?:(?:이?요|으?로|이고|에서?)?[.!~ ]*$|(?:에서?)? (?:있|생각|쓸|쓰려|가능|준비|맞춰))")
"""Behind an amount for all together, which is then what somebody has; other words may tell what something costs."""
_NOT = rf"(?!{_SAID_OF}(?:말고|{TAKEN_OUT}|아니|{REFUSES}))"
_CHEAPEST = re.compile(
    rf"(?:(?:제일|가장|젤|최대한) ?(?:싼|싸게|저렴|낮은|값싼)|최저가|(?<![가-힣])(?:싼|저렴한) ?(?:거|걸|것|자리|좌석|표)){_NOT}"
)
_DEAREST = re.compile(rf"(?:(?:제일|가장|젤) ?(?:비싼|비싸|좋은|높은 ?(?:등급|가격))|최고가|최고 ?(?:등급|좋은)){_NOT}")
_RELATIVE = re.compile(r"(?:더|보다|좀|조금) ?(?:싼|저렴한)")
_TICKET = re.compile(r"(?:인|명|두|장|매|사람|자리|좌석)당|각자|각각|(?:한|1) ?(?:장|명|사람|자리)(?:에| ?예산)")
_TOTAL = re.compile(r"합쳐|합해|합계|총|다 ?해서|전부|모두|통틀어|[둘셋넷]이서|전체|[둘셋넷]이 ")


def read_budget(text: str) -> Budget | None:
    """The budget that a message names; None where it names none, or bounds that contradict each other.

    An amount without a word such as "이하" or "예산" is no budget: it may quote a price.
    """
    bare = normalize(text)
    cheapest = _CHEAPEST.search(bare) is not None and _RELATIVE.search(bare) is None
    dearest = _DEAREST.search(bare) is not None
    bounds = _bounds(bare)
    if cheapest == dearest and (cheapest or bounds is None):
        return None
    minimum, maximum = bounds or (None, None)
    return Budget(minimum, maximum, _scope(bare), cheapest, dearest)


def amounts(text: str) -> list[int]:
    """Every amount of won in a message, in its order: "15만 5천원", "150,000원", "오만원"."""
    return [sino_number(found[0]) for found in _AMOUNTS.finditer(normalize(text))]


def _scope(bare: str) -> Scope | None:
    ticket, total = _TICKET.search(bare), _TOTAL.search(bare)
    if ticket:
        return None if total else Scope.TICKET
    # A purse is for all who come, unless it is told for each of them.
    return Scope.TOTAL if total or _PURSE in bare else None


def _bounds(bare: str) -> tuple[int | None, int | None] | None:
    amounts = list(_AMOUNTS.finditer(bare))
    between = _span(bare, amounts)
    if between:
        return between if between[0] <= between[1] else None
    found = [_bound(bare, amount) for amount in amounts]
    lows = {low for low, _ in found if low is not None}
    highs = {high for _, high in found if high is not None}
    if not (lows or highs) or len(lows) > 1 or len(highs) > 1:
        return None
    least, most = next(iter(lows), None), next(iter(highs), None)
    return None if least is not None and most is not None and least > most else (least, most)


def _span(bare: str, amounts: list[re.Match[str]]) -> tuple[int, int] | None:
    """The ends of "5만원에서 7만원" and of "5~7만원", whose first number shares the unit of the second."""
    for low, high in pairwise(amounts):
        if _BETWEEN.fullmatch(bare, low.end(), high.start()):
            return sino_number(low[0]), sino_number(high[0])
    for high in amounts:
        bare_low = _BARE_LOW.search(bare[: high.start()][-16:])
        if bare_low:
            low_number = sino_number(bare_low[1])
            shares_unit = "만" in high[0] and low_number < 1000
            return low_number * (10_000 if shares_unit else 1), sino_number(high[0])
    return None


def _bound(bare: str, found: re.Match[str]) -> tuple[int | None, int | None]:
    amount = sino_number(found[0])
    bound = _BOUND.match(bare, found.end())
    if _MOST.search(bare[: found.start()][-8:]) and not _TELLS.match(bare, found.end()):
        return None, amount
    if bound is None:
        together = _TOGETHER.search(bare[: found.start()]) and _NO_MORE.match(bare, found.end())
        return (None, amount) if together or _SPENDING.search(bare) else (None, None)
    kind = str(bound.lastgroup)
    if _REFUSAL.match(bare, bound.end()):
        return _refused(kind, amount)
    if kind not in {"most", "until"} and _ALLOWED.match(bare, bound.end()):
        return None, None
    return {
        "below": (None, amount - 1),
        "most": (None, amount),
        "until": (None, amount),
        "above": (amount + 1, None),
        "least": (amount, None),
        "band": (amount, amount + _place(amount) - 1),
        "about": (amount * (100 - TOLERANCE) // 100, amount * (100 + TOLERANCE) // 100),
        "exact": (amount, amount),
    }[kind]


def _refused(kind: str, amount: int) -> tuple[int | None, int | None]:
    """What is left where a bound is refused: "10만원 이상은 안 돼요" wants less."""
    left: dict[str, tuple[int | None, int | None]] = {
        "below": (amount, None),
        "most": (amount + 1, None),
        "above": (None, amount),
        "least": (None, amount - 1),
    }
    return left.get(kind, (None, None))


def _place(amount: int) -> int:
    """The place of the last digit that is not zero: "10만원대" reaches to 199,999, "15만원대" to 159,999."""
    place = 1
    while amount and amount % (place * 10) == 0:
        place *= 10
    return place
