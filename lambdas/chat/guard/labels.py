"""What the words around an amount say that it is: a fee, a total, a refund, of which grade, of how many, of each."""

import re
from collections.abc import Iterable

from lambdas.chat.guard.bundles import CURRENT, Bundle
from lambdas.chat.guard.scene import Scene
from lambdas.chat.guard.tokens import Kind, Token

_ADJUNCT = r"(?!까지|(?:는|를|도|가)? ?(?:포함|더해|더하|합|별도|제외|빼|없))"
_LABELS = (
    ("cancelling", re.compile(r"취소 ?수수료|공제|위약")),
    ("refund", re.compile(r"환불(?: ?(?:예정 ?)?금액| ?받으실 금액)?|돌려")),
    ("fee", re.compile(rf"(?:예매|예약)? ?수수료{_ADJUNCT}")),
    ("total", re.compile(r"합계|총|모두 합|전부|결제(?:하실|할)? ?금액|최종|모두|다 해서|합쳐|합해|합하면")),
    ("subtotal", re.compile(r"(?:티켓|좌석|표) ?(?:금액|값|가격)|소계|(?:티켓|좌석)(?:은|이)? ?$")),
)  # fmt: skip
_COUNTED = re.compile(
    r"(\d+) ?(?:장|매|명|분|자리|좌석|석|인)(?:이면|이라|이니|에|은|는|의|을|를|이)?(?: ?(?:총|합계|합쳐서?|모두|전부|해서|다|기준|가격|금액|[(,:×x=-]))* ?$"
)
_UNIT = re.compile(
    r"(?:\d|장|매|인|명|분|사람|자리) ?당 ?[^\d]{0,8}$|(?:^| )각 ?$|각각 ?$|(?<!\d)1 ?(?:장|매|자리)(?:에|은|당)? ?(?:예매 ?)?(?:수수료[가는]? ?)?$"
)
_MULTIPLIED = re.compile(r"^ ?[×xX] ?\d")
_GIVEN_BACK = re.compile(r"^(?:을|를|이|가)? ?(?:돌려|환불)")
_KEPT_BACK = re.compile(r"^[을를] ?(?:제외|공제|차감|빼|뺀|떼|뗀)")
_SHARED = re.compile(r"^의 ?\d+(?:\.\d+)? ?(?:%|퍼센트|프로)")
_SHARE = re.compile(r" ?(?:인|이면|이라|이니|로|는|=|,|\(|:)? ?")
_FEE_AFTER = re.compile(r"^(?:씩)?(?: ?총 ?[\d,]+ ?원)?(?:의|인) ?(?:(?:예매|예약) ?)?수수료")
_EACH = re.compile(r" ?\( ?(?:1 ?)?[장매인]당 ?")
_WITH_FEE = (
    r"수수료(?:까지|[를도가]? ?(?:포함|더하|더해|합|붙)| ?[\d,만천]+ ?원(?:을|를|까지)? ?(?:포함|더하|더해|합|=))"
)


def label_of(token: Token, scene: Scene) -> str | None:
    """What an amount is said to be by the words beside it, or else by what the phrase is about."""
    return _label(token, scene) or ("cancelling" if _is_about_cancelling(scene) else None)


def _is_about_cancelling(scene: Scene) -> bool:
    return any(day.values[1] == "전" for day in scene.of(Kind.DAYS)) and not scene.of(Kind.GRADE)


def _label(token: Token, scene: Scene) -> str | None:
    """What the nearest words before an amount say that it is; "두 장이면" after another amount goes on with its label."""
    after = scene.after(token)
    if _GIVEN_BACK.match(after):
        return "refund"
    if _FEE_AFTER.match(after):
        return "fee"
    if _KEPT_BACK.match(after) and scene.has("환불|돌려"):
        return "cancelling"
    earlier = scene.last_before(token, Kind.AMOUNT, Kind.PERCENT)
    if earlier and is_share(earlier, token, scene):
        return "cancelling"
    start = earlier.end if earlier else 0
    grade = scene.last_before(token, Kind.GRADE)
    graded = grade.end if grade else -1
    words = scene.text[start : token.start]
    found = [(start + match.end(), name) for name, pattern in _LABELS for match in pattern.finditer(words)]
    end, name = max(found, default=(-1, None))
    # "취소 수수료" ends where "수수료" does.
    name = "cancelling" if (end, "cancelling") in found else name
    if end > graded:
        return name
    goes_on = earlier and graded < earlier.start and (_COUNTED.search(words) or _EACH.fullmatch(words))
    return _label(earlier, scene) if earlier and goes_on else None


def grade_of(token: Token, scene: Scene) -> str | None:
    """The grade that an amount is of: one right behind it, or the last before it."""
    after = next((grade for grade in scene.of(Kind.GRADE) if grade.start >= token.end), None)
    if after and re.fullmatch(r" ?(?:\(|짜리|인|의|하는)? ?", scene.text[token.end : after.start]):
        return after.word()
    before = scene.last_before(token, Kind.GRADE)
    return before.word() if before else None


def counted(token: Token, scene: Scene) -> int | None:
    """For how many tickets an amount is said to be, where it is more than one."""
    found = _COUNTED.search(scene.before(token))
    return int(found[1]) if found and int(found[1]) > 1 else None


def is_of_each(token: Token, scene: Scene) -> bool:
    """Whether an amount is said to be of one ticket or person."""
    return _UNIT.search(scene.before(token)) is not None


def is_multiplied(token: Token, scene: Scene) -> bool:
    """Whether a count is multiplied with an amount: "170,000원 × 2매"."""
    return _MULTIPLIED.match(scene.after(token)) is not None


def is_base(token: Token, scene: Scene) -> bool:
    """Whether a share is taken of an amount: "340,000원의 20%"."""
    return _SHARED.match(scene.after(token)) is not None


def is_share(percent: Token, token: Token, scene: Scene) -> bool:
    """Whether an amount is said to be the share that stands right before it: "20%인 68,000원"."""
    return percent.kind == Kind.PERCENT and _SHARE.fullmatch(scene.text[percent.end : token.start]) is not None


def is_with_fee(scene: Scene) -> bool:
    """Whether the phrase counts the booking fee in."""
    return scene.has(_WITH_FEE)


def sums_of(token: Token, scene: Scene) -> Iterable[Bundle]:
    """The seats whose sums an amount may be: those named before it, else all that are current."""
    current = scene.bundles(token, *CURRENT)
    named = scene.seats_of(token)
    return [bundle for bundle in current if bundle in named] if named else current
