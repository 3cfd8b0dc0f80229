"""The words that tell who comes, found in a text from left to right."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from megaticket.korean.numerals import NATIVE, small_number
from megaticket.korean.text import OTHER_THAN

_NUMBER = rf"(?>(?<![\d.,])\d{{1,2}}(?!\d)|{NATIVE})"
_UNIT = r"(?:명|장|매|좌석|자리|사람|식구|개|석(?![가-힣])|인(?=[이요은을]|$| |[,.!~)]))"
_CLASSES = r"어른|성인|대인|소인|아동|아이|아기|유아|어린이|청소년|초딩|초등학생|중학생|고등학생|중딩|고딩|학생|일반|애(?:기|(?=들|[ \d]))"
_PAIR = r"부모님|엄마 ?아빠|할머니 ?할아버지"
_ONLY = r"여자 ?친구|남자 ?친구|여친|남친|(?<!장)애인|엄마|아빠|어머니|아버지|남편|아내|와이프"
_KIN = (
    rf"{_PAIR}|{_ONLY}|친구|아들|딸|할머니|할아버지|이모|고모|삼촌|사촌|선배|후배|동료|지인|조카"
    r"|(?<![가-힣])(?:언니|오빠|누나|형|[여남]?동생)"
)
_WITH = r"(?:이?랑|하고|[과와]|[을를]? ?(?:모시고|데리고))"
_LIVED = "살(?!게|래|려|까요|아[요서]|고 ?싶)"
"""Years of age, and no buying ("네 살게요") or living."""
_COMES = r"(?:가[요는려기]|갈|볼|보[려러고]|봐요|관람|예매|예약)"

CHAIR = "(?:[전수]동 ?)?(?:휠체어|장애인)"
"""A wheelchair, as a part of a pattern."""
CHAIR_SEAT = rf"{CHAIR}(?:를? ?(?:타시?는|이용하(?:시)?는))?+ ?(?:이용자|이용객|좌석|자리|석|분|사람)?+(?:이|가|은|는)?"
"""A seat for it, or who sits there."""
_KEPT = (
    rf"{CHAIR_SEAT}"
    r"|(?:동반|보호|동행)(?:자|인)?(?:석| ?좌석| ?자리)?|일행|옆 ?자리"
)

_WORDS = {
    "other": (
        r"(?<!\d)\d{1,6} ?(?:시|월|일|층|열|번|관|만|천|원|%|주|달|박|부|막|배|위|세 ?(?:이상|이하|관람|미만)|살 ?(?:이상|이하|미만)|km|인[극실석])"
        rf"|(?<!\d)\d{{1,6}} ?분(?!이서)|{NATIVE} ?(?:시|번|달|해|가지|주(?! ?[세시실]|면)|편|분 ?(?:뒤|후|전))|(?<!\d)\d{{1,4}}(?:[:/.]\d{{1,4}})+"
        rf"|{_NUMBER} ?{_UNIT}까지|{_NUMBER} ?(?:{_UNIT}|분)?씩|(?:{_KEPT}) ?{_NUMBER} ?(?:{_UNIT}|분)?[을를]? ?포함"
        # some of those who come: "한 명은 휠체어", "셋 중 한 명 휠체어"
        rf"|{_NUMBER} ?(?:{_UNIT}|분)[은는이가] ?{CHAIR}|중에? ?{_NUMBER} ?(?:{_UNIT}|분) ?{CHAIR}"
        r"|(?:(?<!\d)1 ?|한 ?)(?:장|명|매|자리|좌석|사람)(?:에|의)? ?(?=얼마|가격|값|\d|[일이삼사오육칠팔구십백천]{1,4} ?[만원])"
        r"|(?:\d{1,2} ?|한 ?|두 ?)?(?:인|명|장|사람|자리|매)당|(?:둘|셋|넷|하나) ?다(?![섯])|공연 ?(?:하나|한 ?개|두 ?개)"
    ),
    "vague": (
        r"한두|두세|두서너|서너|세네|너댓|네다섯|대여섯|(?<!\d)\d ?[~+-] ?\d|(?<!\d)\d, ?\d(?= ?(?:명|장|매|자리))"
        rf"|(?:{_NUMBER}) ?(?:{_UNIT}|분) ?(?:정도|쯤|이상|이하|미만|넘|남짓|내외|(?:[은는만을를] ?)? ?(?:취소|환불))"
    ),
    "age": (
        rf"(?:만 )?(?:(?P<years>(?<![\d.,])\d{{1,2}}) ?(?:{_LIVED}|세(?![가-힣 ]*관람|트| ?(?:{_UNIT}|번|시)))"
        rf"|(?:(?<![가-힣])|(?=[가-힣]{{2}} ?살))(?P<native_years>{NATIVE}) ?{_LIVED})(?:짜리|인|된)?"
    ),
    "alone": r"(?<![가-힣])(?:혼자|나만|저만|커플|부부)(?!석| ?할인)",
    "speaker": r"(?<![가-힣])(?:[저나](?! ?포함)(?:랑|와|하고|까지|요|이렇게| 그리고|(?=$|[ ,.!~]))|제가|본인)",
    "of_kept": _KEPT,
    "of_class": rf"(?:{_CLASSES})들?(?:이|은|는)?",
    "of_kin": rf"(?:{_KIN})들?(?:이|은|는)?",
    "all_of_us": r"가족|식구|우리|저희|티켓|(?<![가-힣])표",
    "of_grade": r"[a-z]석?(?:으로)?|(?<=[가-힣])석(?:으로)?",
    "not_": rf"{OTHER_THAN}|아니(?:[고라]|(?=[ ,]))",
    "company": (
        rf"{_WITH}(?:요|(?: ?(?:같이|함께))?(?:요|이요)?(?=[.!~ ]*$| {_COMES}| [^.,?!]{{1,10}} {_COMES}))"
        r"(?! ?(?:상의|의논|얘기|이야기|통화|연락|말해|물어))"
    ),
    "with_": _WITH,
    "number": (
        rf"(?P<value>{_NUMBER}) ?(?P<unit>{_UNIT}|분)?(?P<delta>(?:[을를만은는] ?)? ?(?:더|추가|빼|줄|덜))?"
        r"(?P<end>이(?:서|요|에요|예요|(?=$|[ .,!~]))|요|$|(?=[ .,!~)]*$))?"
    ),
}
_STANDS_ALONE = re.compile("(?:열|스물)?(?:하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉)|열|스물|[0-9]+")
"""A number that needs no unit; "한", "두" and "네" do, and "네" is also a yes."""

DIRECT = {"with_", "company"}
"""Words that mean people only right behind a word for them: "둘이랑" and no "사랑"."""

_OF_THEMSELVES = re.compile(f"(?P<pair>{_PAIR})|(?P<only>{_ONLY})")

_CHAIR_SPOKEN_OF = re.compile(CHAIR)
_WORD = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _WORDS.items()))
_NEAR = re.compile(r"[ ,]{0,2}(?:[이에은는] ?)?")
_NEAR_NOT = re.compile(r"[이은는]?[ ,.!~]{0,3}(?:[아앗어][ ,]{0,2})?")


@dataclass(frozen=True)
class PartyWord:
    """A word about people.

    Attributes:
        value: its number or age; for a noun how many it means by itself, 0 where that is open ("친구들").
        fixed: whether it can mean no other number: "엄마", "부모님".
        close: whether it stands right behind the word before.
    """

    kind: str
    text: str
    value: int = 0
    counted: bool = False
    delta: int = 0
    close: bool = False
    fixed: bool = False


def party_words(text: str) -> Iterator[PartyWord]:
    """The words of a normalized text that are about people and tickets, in their order."""
    end, chairs = 0, _CHAIR_SPOKEN_OF.search(text) is not None
    for found in _WORD.finditer(text):
        inside = found.start() > end and "가" <= text[found.start() - 1] <= "힣"
        if found["number"] and not _is_number(found, inside=inside):
            continue
        near = _NEAR_NOT if found["not_"] else _NEAR
        close = near.fullmatch(text, end, found.start()) is not None and end > 0
        if (found.lastgroup in DIRECT and not close) or (found["of_kept"] and not chairs):
            continue
        yield _word(found, close=close)
        end = found.end()


def _is_number(found: re.Match[str], *, inside: bool) -> bool:
    """Whether a native numeral is none that only stands inside another word ("편한 자리")."""
    alone = _STANDS_ALONE.fullmatch(found["value"]) is not None
    return (found["unit"] is not None or alone) and not (inside and not found["value"].isdecimal())


def _word(found: re.Match[str], *, close: bool) -> PartyWord:
    kind = str(next(kind for kind in _WORDS if found[kind] is not None))
    if kind == "age":
        return PartyWord(kind, found[0], small_number(found["years"] or found["native_years"]), close=close)
    if kind in {"of_class", "of_kin"}:
        itself = _OF_THEMSELVES.match(found[0])
        several = 0 if "들" in found[0] else 2 if itself and itself["pair"] else 1
        return PartyWord(kind, found[0], several, close=close, fixed=itself is not None)
    if kind != "number":
        return PartyWord(kind, found[0], close=close)
    bare = not found["value"].isdecimal() and found["value"] != "하나"
    counted = found["unit"] is not None or (found["end"] is not None and bare)
    delta = 0 if not found["delta"] else 1 if re.search("더|추가", found["delta"]) else -1
    return PartyWord(kind, found[0], small_number(found["value"]), counted, delta, close)
