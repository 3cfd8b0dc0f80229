"""The words that tell who comes, found in a text from left to right."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from megaticket.korean.numerals import NATIVE, small_number
from megaticket.korean.text import OTHER_THAN

_NUMBER = rf"(?>(?<![\d.,])\d{{1,2}}(?!\d)|{NATIVE})"
_UNIT = r"(?:명|장|매|좌석|자리|사람|식구|개|석(?![가-힣])|인(?= ?가족|[이요은을]|$| |[,.!~)]))"
_CLASSES = r"어른|성인|대인|소인|아동|아이|아기|유아|어린이|청소년|초딩|초등(?:학?생)?|중등|고등(?!학)|중학생|고등학생|중고생|대학생|중딩|고딩|학생|일반|경로|노인|어르신|시니어|애(?:기|(?=들|[ \d]))"
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
_OTHER_DAY = "[가-힣]*(?:요일|주말|평일|낮|저녁|밤|오전|오후|날|때(?!문))"
_STAYS = rf"(?:[은는이가] (?:(?!{_OTHER_DAY})[가-힣]{{1,6}} ){{0,3}}| ?(?:더 )?)(?:[못안] ?[가간갈갔감오온올와왔]|불참|빠[져졌지질진짐])"
_FEWER = "(?:빼|제외)(?!(?:하?고)? ?(?:다|모두|전부|나머지))|줄(?=[이여었일인임])|덜"
_MORE = "더(?! ?(?:싼|싸|저렴|비싼|좋|나은|앞|뒤|가까|멀|넓|편|높|낮|일찍|빠|늦|보여|못|안))|추가|늘(?=[었어])"
_GOES = rf"(?:같이|함께|다 |모두|전부|나란|앉|쓸|들어|얼마|{_COMES}|[\d.,!?~]|[a-z])"
_WANTED = "주세|줘|주실|주시|주십|잡|예[매약]|부탁|할|해|하[고려]|[사살구]|필요|있|남|찾|보|원|되|돼|가능|얼마|확인|신청|갈|가[요려]"
_ASKED = "(?:얼마|가격|수수료|총|합|가능|되[나죠지]|될까|있|없|남|어때|어떠|어떻)"
"""What is asked of a number of tickets: "네 장은 얼마예요?"."""
_PART = (
    rf"[은는](?=[ ,]|$)(?! ?{_ASKED})|씩|[을를]? ?포함(?!이)| ?(?:빼|제외하)고 ?(?:다|모두|전부|나머지)|만(?!요|[ .,!~]*$| ?(?:{_WANTED}))|(?:이? )?있(?!을|나|는지)"
    rf"|(?:(?<=명)|(?<=분)|(?<=사람))이 (?!(?:[^ ]+(?<![데고라서요]) ){{0,2}}{_GOES})"
)
"""Behind a number, that it tells of some of those who come: "한 명은 학생", "한 장만 R석으로", "한 명이 아파요"."""
_BOUGHT = "(?:샀|봤|끊었|잡았|(?:구매|결제|예매|예약|선점)했|이?었|였)(?!으면)"
_AMONG = "[그명분장람리희족행둘셋넷섯곱덟홉]"

_WORDS = {
    "other": (
        r"(?<!\d)\d{1,6} ?(?:시|월|일|층|열|번|관|만|천|원|%|주|달|박|부|막|배|위|세 ?(?:이상|이하|관람|미만)|살 ?(?:이상|이하|미만)|km|인[극실석])"
        rf"|(?<!\d)\d{{1,6}} ?분(?!이서)|{NATIVE} ?(?:시|번|달|해|가지|주(?! ?[세시실]|면)|편|분 ?(?:뒤|후|전))|(?<!\d)\d{{1,4}}(?:[:/.]\d{{1,4}})+"
        rf"|{_NUMBER} ?{_UNIT}까지|{_NUMBER} ?(?:{_UNIT}|분)?씩|(?:{_KEPT}) ?{_NUMBER} ?(?:{_UNIT}|분)?[을를]? ?포함"
        # some of those who come: "한 명은 휠체어", "셋 중 한 명 휠체어"
        rf"|{_NUMBER} ?(?:{_UNIT}|분)[은는이가] ?{CHAIR}|중에? ?{_NUMBER} ?(?:{_UNIT}|분) ?{CHAIR}"
        rf"|{_NUMBER} ?{_UNIT}?(?:이서|[을를이])? ?(?:(?:이미|미리|벌써|따로) )?{_BOUGHT}"
        rf"|{_NUMBER} ?(?:개|가지)?만? ?(?:더 ?)?(?:[물묻]|궁금|질문|여쭤|여쭙|문의)"
        rf"|{_NUMBER} ?(?:개|좌석|자리|장) ?중"
        rf"|(?:(?<={_AMONG})|(?<={_AMONG} ))중(?:에서?)? ?(?>{_NUMBER} ?(?:{_UNIT}|분)?)(?!만|{_STAYS})"
        r"|(?:(?<!\d)1 ?|한 ?)(?:장|명|매|자리|좌석|사람)(?:에|의)? ?(?=얼마|가격|값|\d|[일이삼사오육칠팔구십백천]{1,4} ?[만원])"
        r"|(?:\d{1,2} ?|한 ?|두 ?)?(?:인|명|장|사람|자리|매)당|(?:둘|셋|넷|하나) ?다(?![섯])|공연 ?(?:하나|한 ?개|두 ?개)"
    ),
    # "하나 더 예매할게" is another booking, "한 장 더 예매할게" another ticket
    "another": r"하나(?:만|를)? ?더 ?(?:예매|예약)",
    "vague": (
        r"한두|두세|두서너|서너|세네|너댓|네다섯|대여섯|(?<!\d)\d ?[~+-] ?\d|(?<!\d)\d, ?\d(?= ?(?:명|장|매|자리))"
        rf"|(?:{_NUMBER}) ?(?:{_UNIT}|분) ?(?:정도|쯤|이상|이하|미만|넘|남짓|내외|(?:[은는만을를] ?)? ?(?:취소|환불))"
        "|(?<![가-힣])(?:[두세]|다섯|여섯|[2-9]) ?(?:팀|가족|집|세트|그룹|묶음)(?!석)"
    ),
    "pairs": rf"(?P<pairs_of>{_NUMBER}) ?쌍(?!둥)|(?<![가-힣])(?P<couples_of>[두세]|다섯|여섯|[2-9]) ?(?:커플|부부)(?!석)",
    "rest": "나머지|그 ?외",
    "age": (
        rf"(?:만 )?(?:(?P<years>(?<![\d.,])\d{{1,2}}) ?(?:{_LIVED}|세(?![가-힣 ]*관람|트| ?(?:{_UNIT}|번|시)))"
        rf"|(?:(?<![가-힣])|(?=[가-힣]{{2}} ?살))(?P<native_years>{NATIVE}) ?{_LIVED})(?:짜리|인|된)?"
    ),
    "alone": rf"(?<![가-힣])(?:(?:혼자|커플|부부)(?!석| ?할인)|[나저]만(?=요|이[요에]|[ .,!~]*$| ?{_COMES}))",
    "speaker": r"(?<![가-힣])(?:[저나](?! ?포함)(?:랑|와|하고|까지|요|이렇게| 그리고|(?=$|[ ,.!~]))|제가|본인)",
    "of_kept": _KEPT,
    "of_class": rf"(?:{_CLASSES})들?(?:[이은는도]|가(?= ))?",
    "of_kin": rf"(?:{_KIN})들?(?:[이은는도]|가(?= ))?",
    "all_of_us": r"가족|식구|우리|저희|티켓|(?<![가-힣])표",
    "of_grade": r"[a-z]석?(?:으로)?|(?<=[가-힣])석(?:으로)?",
    "not_": rf"{OTHER_THAN}|아니(?:[고라]|(?=[ ,]))",
    "company": (
        rf"{_WITH}(?:요|(?: ?(?:같이|함께))?(?:요|이요)?(?=[.!~ ]*$| {_COMES}| [^.,?!]{{1,10}} {_COMES}))"
        r"(?! ?(?:상의|의논|얘기|이야기|통화|연락|말해|물어))"
    ),
    "with_": _WITH,
    "number": (
        rf"(?P<value>{_NUMBER}) ?(?P<unit>{_UNIT}|분)?(?P<delta>(?:[을를만은는이] ?)? ?(?:{_MORE}|{_FEWER})|{_STAYS})?(?P<part>{_PART})?"
        r"(?P<end>만|인데|이[고라]|이(?:서|요|에요|예요|(?=$|[ .,!~]))|요|$|(?=[ .,!~)]*$))?"
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
_TICKETS = {"장", "매", "석", "좌석", "자리", "개"}
_STRAY = re.compile(r"[가-힣](?<![총에로은는요서고만게면도])(?<!모두)(?<!전부)(?<!합쳐)(?<!전체)(?<!인원) ?$")
_NEAR_NOT = re.compile(r"[이은는]?[ ,.!~]{0,3}(?:[아앗어][ ,]{0,2})?")


@dataclass(frozen=True)
class PartyWord:
    """A word about people.

    Attributes:
        value: its number or age; for a noun how many it means by itself, 0 where that is open ("친구들").
        fixed: whether it can mean no other number: "엄마", "부모님".
        close: whether it stands right behind the word before.
        apart: whether a comma stands between them.
        part: what tells that its number is that of some of those who come.
        stray: whether it counts people behind a word that is none for people here: "유공자 2명".
    """

    kind: str
    text: str
    value: int = 0
    counted: bool = False
    delta: int = 0
    close: bool = False
    apart: bool = False
    fixed: bool = False
    part: str = ""
    stray: bool = False


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
        stray = _STRAY.search(text, end, found.start()) is not None
        yield replace(_word(found, stray=stray), close=close, apart="," in text[end : found.start()])
        end = found.end()


def _is_number(found: re.Match[str], *, inside: bool) -> bool:
    """Whether a native numeral is none that only stands inside another word ("편한 자리")."""
    row = found["value"] == "열" and found["part"] is not None  # "OP열은"
    alone = _STANDS_ALONE.fullmatch(found["value"]) is not None and not row
    return (found["unit"] is not None or alone) and not (inside and not found["value"].isdecimal())


def _word(found: re.Match[str], *, stray: bool) -> PartyWord:
    kind = str(next(kind for kind in _WORDS if found[kind] is not None))
    if kind == "age":
        return PartyWord(kind, found[0], small_number(found["years"] or found["native_years"]))
    if kind in {"of_class", "of_kin"}:
        itself = _OF_THEMSELVES.match(found[0])
        several = 0 if "들" in found[0] else 2 if itself and itself["pair"] else 1
        return PartyWord(kind, found[0], several, fixed=itself is not None)
    if kind == "pairs":
        return PartyWord(kind, found[0], 2 * small_number(found["pairs_of"] or found["couples_of"]))
    if kind != "number":
        return PartyWord(kind, found[0])
    bare = not found["value"].isdecimal() and found["value"] != "하나"
    part = (found["part"] or "").strip()
    if "있" in part and found["unit"] in _TICKETS:
        part = ""  # "두 자리 있어요?" asks for two
    counted = found["unit"] is not None or ((found["end"] is not None or part != "") and (bare or part != ""))
    delta = 0 if not found["delta"] else 1 if found["delta"].endswith(("더", "추가", "늘")) else -1
    stray = stray and found["unit"] not in _TICKETS
    return PartyWord(kind, found[0], small_number(found["value"]), counted, delta, part=part, stray=stray)
