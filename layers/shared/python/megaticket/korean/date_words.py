"""The words that name days and hours, found in a text from left to right."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from megaticket.korean.holidays import BREAKS, FIXED, LUNAR
from megaticket.korean.refusals import REFUSED, REFUSES, TAKEN_OUT
from megaticket.korean.text import OTHER_THAN

_YEAR = r"(?:(?:올해|금년|내년|작년|(?<!\d)(?:20)?\d\d ?년) ?)?"
_ANY_OF = "[월화수목금토일]"
_COUNTED = r"(?:장|명|매|인|시|분|좌석|자리|사람|개|석|박|점|배|만|천|원|%|층|열|번|:)"
_ONE = r"\d{1,2}"
_DAYPART = "오전|아침|조조|오후|점심|낮|마티네|저녁|밤|야간|새벽|퇴근"
_OFFSET = "다다음|다음|다담|담|이번|요번|지난|저번"

_STRETCH = r"(?:하루|이틀|사흘|나흘|닷새|열흘|보름|(?:(?<!\d)\d{1,2}|한|두|세|일|이|삼) ?(?:일|주일?|달|개월))"

_WORDS = {
    "anniversary": r"기념일|생일|생신|백일|결기|\d{2,4} ?일 ?(?:기념|째|되는)|(?<!\d)\d{3,4} ?일(?!\d)",
    "exact": rf"(?<!\d)20\d\d ?[-./] ?{_ONE} ?[-./] ?{_ONE}(?!\d)",
    "moved": (
        rf"{_STRETCH}(?: ?만)?(?: ?더)? ?(?:(?:뒤|후|앞|전)으?로(?!도)|(?:뒤로 ?)?(?:미루|미뤄|미룰|늦춰|늦추|늦게)|앞?당[겨기길]|일찍)"
    ),
    "later": rf"{_STRETCH} ?(?:뒤|후|있다)",
    "month_day": rf"{_YEAR}(?<!\d){_ONE} ?월 ?(?:{_ONE} ?일|{_ONE}(?!\d| ?{_COUNTED}))",
    "slashed": rf"(?<![\d/.]){_ONE}(?: ?/ ?|\.){_ONE}(?![\d/]|\.\d| ?{_COUNTED})",
    "dashed": rf"(?<![\d.,-])(?<!열)(?<!열 )(?:0[1-9]-[0-3]\d|1[0-2]-0[1-9])(?![\d-]| ?{_COUNTED})",
    "compact": (
        r"(?:(?<=^)|(?<=[가-힣,] ))(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
        rf"(?=(?:(?:으?로|에|날|이?요)(?![가-힣])| ?[.!?])|$| (?:{_DAYPART}|\d{{1,2}} ?(?:시|:)))"
    ),
    "pair": rf"(?<![\d.,]){_ONE} ?[~,-] ?{_ONE} ?(?:일|월(?!요|욜))",
    "more": rf"(?<=[\d일]) ?[~,-] ?{_ONE}(?: ?일|(?= ?(?:중|사이|에|까지|이나|$)))",
    "month": rf"{_YEAR}(?<!\d){_ONE} ?월(?!요|욜)",
    "day": rf"(?<![\d.,박])(?<!박 ){_ONE} ?일(?! ?(?:정도|간|동안|차|권|만에))",
    "break_": _YEAR + BREAKS,
    "some_break": "황금 ?연휴|연휴|명절",
    "lunar": rf"{_YEAR}(?:{LUNAR})",
    "fixed": rf"{_YEAR}(?:{'|'.join(FIXED)})",
    "relative": (
        r"그저께|그제|엊그제|어제|작일|내일 ?모레|낼 ?모레|모레|모래(?!시계|알|밭|성)|그글피|글피|내일|명일|익일|오늘|금일"
        r"|(?<![가-힣])낼(?! ?(?:게|께|까|수|래|려|거|건|돈|때))"
    ),
    "that_week": r"그 ?(?:다음 ?)?주(?! ?말(?! ?고)|인|연|제)",
    "weekend": rf"(?:(?:{_OFFSET}|차|그 ?다음|그) ?(?:주 ?)?)?주 ?말(?! ?고|씀)",
    "week": (rf"(?:{_OFFSET}|(?<![가-힣])[금차]) ?주(?! ?말(?! ?고)|년|인공|연|제|문|세|의)"),
    "far_weekday": rf"(?:다음|담|지난|저번) ?{_ANY_OF}(?:요일|욜)",
    "weekdays": (
        rf"(?:(?<![가-힣])(?:{_ANY_OF}(?:[,/·~] ?)?){{1,6}})?{_ANY_OF}(?:요일|욜)"
        rf"|(?<![가-힣\d])(?:[목]?금토일?|토일|화수목?금?|수목금?|목금|월화수?목?금?)(?=[ ,중에]|$)"
        rf"|(?<![가-힣\d]){_ANY_OF}(?:[,/·~] ?{_ANY_OF})+(?![가-힣])|불금"
        rf"|(?:(?<=^)|(?<=[\d일주달월] )|(?<=[(주]))(?<!\d ){_ANY_OF}(?=$|\))|(?<=[\d)] )[화수목금토](?=$|\))"
        rf"|(?<![가-힣\d])(?:(?<!\d )[월일]|[화수목금토])(?= ?(?:{_DAYPART}|\d{{1,2}} ?(?:시|:)))"
    ),
    "workdays": "평일|주중",
    "nth_week": r"(?:첫|둘|두|셋|세|넷|네|다섯|마지막|\d) ?(?:째|번째|번 째)? ?주(?! ?말|인|연|일|년|세|의)|\d ?주차",
    "nth_day": rf"(?:첫|둘|두|셋|세|넷|네|다섯|마지막) ?(?:째|번째|번 째)? ?(?={_ANY_OF}(?:요일|욜)|주말)",
    "this_month": r"(?:이번 ?|이)달|금월|다다음 ?달|(?:다음|담) ?달|내달|익월|(?:지난|저번) ?달",
    "part": r"(?:(?<=[월달])|(?<=[월달] ))(?:초순|상순|초(?![등대])|중순|하순|말(?! ?고|씀)|마지막 ?날)|(?<![가-힣])월말",
    "turn_of_year": r"연말 ?연시|(?:올해 ?)?연말|년말|연초|내년 ?초",
    "next_day": r"(?:그 ?)?(?:바로 ?)?다음 ?날|이튿날|담날",
    "eve": r"전날|하루 ?전",
    "clock": (
        rf"(?:(?:{_DAYPART}) ?)?(?<!\d){_ONE} ?(?:시(?!간|즌|리|작)(?: ?반| ?{_ONE} ?분)?|:\d\d(?!\d))"
        r"(?: ?(?:이후|넘어|지나|이전|전|까지))?"
    ),
    "daypart": (
        rf"낮(?!은(?! ?(?:{REFUSED}|빼|제외|말고|좀|어때|어떤|괜찮|가능|있|[되돼]))|아|게|추|춰)|저공|"
        + _DAYPART.replace("낮|", "")
    ),
    "first_show": r"첫 ?공연|첫 ?회차?(?!원)|첫공|개막",
    "last_show": r"막공|총막|마지막 ?(?:공연|회차?|날|공)|폐막",
    "not_": (
        rf"{OTHER_THAN}|{TAKEN_OUT}|{REFUSES}[가-힣]{{0,8}}"
        rf"|(?:좀|조금) ?그렇[가-힣]{{0,8}}|아니(?:고|라(?!면)|[에예]요(?! ?\?)|야(?![ ?]))|(?:(?<=만)|(?<=만 ))아니면"
    ),
    "rather": r"[,.]? ?(?:아니[요야]?|아뇨|아냐)(?=[ ,.])",
    "or_": r"이?나(?![가-힣])|이?든지?(?![가-힣])|아니(?:라|시)?면|또는|혹은|이?랑|하고|거나|[과와](?![가-힣])|[,/·]",
    "else_": rf"(?:(?:자리|좌석|표|회차|공연)[가이도]? ?)?(?:{REFUSED}|없|매진)[가-힣]{{0,8}}면(?:은|요)?(?![가-힣])",
    "to": r"부터|에서|[~-]",
    "until": "까지",
    "from": "이후",
    "past": "지나서|지나고|넘어서|다음부터",
    "before": rf"이전|전에|전까지|전(?= (?:주 ?말|{_ANY_OF}(?:요일|욜)))",
    "every": rf"마다|매주|아무 ?(?={_ANY_OF}(?:요일|욜)|주말)|이면 ?(?:아무|언제|다)",
    "any_": r"아무 ?[때날]|언제든|언제나|상관 ?없",
}
_WORD = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _WORDS.items()))
_NOUN = "(?:공연|당일|시간대?|타임|회차|쪽|꺼|거|것|날|표)"
_FILLER = re.compile(rf" ?{_NOUN}? ?(?:에는|엔|으로|[에은는이가도만을를로])? ?")
_REASON = re.compile(
    rf" ?{_NOUN}? ?(?:에는|엔|에|은|는) (?:(?:[가-힣]{{1,8}} ){{0,3}}[가-힣]{{0,8}}(?:서|때문에|이라) )?"
    r"(?:(?:제가|저희가|우리가|좀|조금|너무|도저히|아무래도|아마|절대|영) )?"
)
"""What stands between a day and a refusal that is of the day all the same: "토요일은 일이 있어서 안 돼요"."""
_TO_THE_RIGHT = re.compile(r"[ ,.]{1,2}(?:[가-힣]{1,3} )?")

_MEANT = re.compile(
    r" ?(?:공연|거|걸|꺼|회차)?(?:으?로|[은는] ?(?:요|어때|어떤|있|없|[되돼])|[이가] ?(?:낫|나을|좋|더)|도 ?(?:[되돼]|괜찮|있)"
    rf"|에 ?[볼보갈]|이?요|[.?!]|$| ?(?:{_DAYPART}|\d))"
)
"""Behind "다음 날" without a day before it, where it is a day to come to and no mere mention ("다음 날 출근이라")."""

_IN_STEAD = {"rather", "else_"}
DIRECT = {"or_", "to", "until", "from", "past", "before", "next_day", "eve", "not_"}
"""Words that mean days only right behind a word for a day or an hour: "이나", "까지", "말고"."""


@dataclass(frozen=True)
class Word:
    """A word for days or hours, or one that joins such words. `text` is as written."""

    kind: str
    text: str


def date_words(text: str) -> Iterator[Word]:
    """The words of a normalized text that are about days and hours, in their order."""
    end, last = -1, ""
    found_words = list(_WORD.finditer(text))
    for found, following in zip_longest(found_words, found_words[1:]):
        kind = str(found.lastgroup)
        if kind in DIRECT and not found[0].startswith("그") and not _is_behind(found, end):
            continue
        if kind in _IN_STEAD and not _is_before(found, following):
            continue
        if kind == "more" and last not in {"slashed", "month_day"}:
            continue
        if kind == last == "weekdays" and found.start() == end + 1:
            yield Word("or_", " ")  # "토욜 일욜"
        end, last = found.end(), kind
        if kind in {"pair", "more"}:
            yield from _split(found[0])
        else:
            yield Word("or_" if kind == "else_" else kind, found[0])


def _is_behind(found: re.Match[str], end: int) -> bool:
    """Whether a word stands right behind the word for a day or an hour that ends there; "다음 날" may be the first."""
    if end < 0 and found.lastgroup in {"next_day", "eve"}:
        return _MEANT.match(found.string, found.end()) is not None
    gap = (found.string, end, found.start())
    return end >= 0 and bool(_FILLER.fullmatch(*gap) or (found.lastgroup == "not_" and _REASON.fullmatch(*gap)))


def _is_before(found: re.Match[str], following: re.Match[str] | None) -> bool:
    """Whether "아니" or "없으면" is of the day or hour behind it, and not of a count ("7시 두 장 아니 세 장")."""
    if following is None or following.lastgroup in DIRECT:
        return False
    return _TO_THE_RIGHT.fullmatch(found.string, found.end(), following.start()) is not None


def _split(text: str) -> list[Word]:
    """The words of "20~22일" and "11, 12월", and of ", 6" behind a date."""
    kind, unit = ("month", "월") if text.endswith("월") else ("day", "일")
    named = [Word(kind, number + unit) for number in re.findall(r"\d+", text)]
    return [*named[:-1], Word("or_" if "," in text else "to", ""), named[-1]]
