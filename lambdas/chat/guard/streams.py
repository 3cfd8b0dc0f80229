"""Where streamed text may flow on, and where a phrase that may hold a claim has begun."""

import re
from collections.abc import Iterable
from functools import lru_cache

from lambdas.chat.guard.form import LOOSE

_TAIL = r"[\"'”’)\]*_~]*[ \t]"
# Every branch begins with the character itself, which re then looks for before it tries anything.
_PHRASE_END = re.compile(
    rf"\n|\.(?<=[^\d\s.]\.)\.*{_TAIL}|" + "|".join(rf"{mark}[!?…]*{_TAIL}" for mark in (r"!", r"\?", "…"))
)
_GAP = r"[ *_~]{0,4}"
_HANGUL = "가-힣"
_START = rf"(?<![{_HANGUL}A-Za-z0-9])"
_SINO = "영공일이삼사오육륙칠팔구십백천만억"
_NATIVE = "하나한둘두셋세넷네다섯여섯일곱덟아홉열스물무서른마흔쉰예순흔든석넉"
_UNITS = "열|번|원|장|매|명|자리|좌석|살|시|석|개|사람|층|분|월|일|세|퍼센트|프로|달러|이[에고며]|입니|으로"
_DEEDS = "선점|예매|결제|예약|해제|취소|확보|확정|반납"
_NOT_DONE = r" ?(?:하(?!였|\Z)|[할페금내창])"
"""What after a deed shows at once that it is not said to be done: "예매하시려면", "결제 페이지"."""

_DISGUISE = (
    r"\d¹²³⁰-₉①-⓿❶-➓⅐-ↈ㈀-㋿㍘-㍰㏠-㏾〇零一二三四五六七八九十百千万萬億<{\[`&@\\₩￦$€¥%"
    r"\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufe00-\ufe0f\ufeff\u20e3\uff01-\uff5e"
)
_NUMERAL = rf"(?:{_START}|(?<=석))[{_SINO}{_NATIVE}]"
_CLAIM = re.compile(
    rf"[{_DISGUISE}]"
    r"|(?<=/)[A-Za-z/]|(?<=:)/|(?<=\.)[A-Za-z가-힣]"
    rf"|{_NUMERAL}(?:{_GAP}[{_SINO}{_NATIVE}])*{_GAP}(?:{_UNITS})"
    rf"|(?<![A-Za-z])[A-Za-z]{{1,4}}{_GAP}(?:열|석|등급)"
    r"|[월화수목금토일]요일|오늘|내일|모레|글피|정오|자정|(?<![가-힣])(?:(?:낮|저녁|밤) ?[공회이]|마티네)"
    rf"|(?:{_DEEDS})(?! ?하?\Z)(?!{_NOT_DONE})"
    r"|[잡맡][아았혔]|풀[어었렸]|놓[아았]|놔|매진|무료|공짜|캐스팅|주연|출연[진자]|공연장[은이]|은행|계좌|빈 ?[자좌]|언제나|언제든|항상|아무 ?때|전날|당일|미취학|관람가|제한|무통|환불|전액|드렸"
    r"|배우|씨|수수료[는가도]? ?(?:없|무|공|안|따|별|전|추|면|하|붙|들|내)|(?<!공)연장|늘[려릴리]"
)
_OPEN = (
    re.compile(rf"{_NUMERAL}(?:{_GAP}[{_SINO}{_NATIVE}])*{_GAP}(?:자|좌|사|퍼|퍼센|프|달|이|입|으)?\Z"),
    re.compile(rf"(?<![A-Za-z])[A-Za-z]{{1,4}}{_GAP}등?\Z"),
    re.compile(r"수(?:수(?:료[는가도]? ?)?)?\Z|(?<!공)연\Z|늘\Z"),
    re.compile(r"[월화수목금토일]요?\Z|[오내모글정자배]\Z|(?<![가-힣])(?:(?:낮|저녁|밤) ?|저|마티?)\Z"),
    re.compile(
        r"[매무캐주출공은계빈언항아전당미관제환드]\Z|미취\Z|관람\Z|캐스\Z|출연\Z|공연장?\Z|언제\Z|빈 \Z|아무 ?\Z"
    ),
    re.compile(rf"[선예결해취확반잡맡풀놓]\Z|(?:{_DEEDS}) ?하?\Z"),
)
_ALWAYS = re.compile(rf"[{_DISGUISE}A-Za-z/씨]|(?<=\.)[가-힣]")
_NOTABLE = re.compile(rf"[{_DISGUISE}A-Za-z/씨.!?…(_\n-]")
"""Characters at which a claim may be whatever stands around them; with those of a marker or the end of a phrase."""

_PHRASE_ENDS = frozenset(".!?…\"'”’)]*_~")
_NUMERALS = frozenset(_SINO + _NATIVE)
_AFTER_NUMERAL = _NUMERALS | frozenset("번원장매명자좌살시개층분월세퍼프달입으") | {""}
_LOOSE_MARKS = "".join(LOOSE)
_WORDS = {
    **dict.fromkeys("월화수목금토일", "요"), "오": "늘", "내": "일", "모": "레", "글": "피", "자": "정", "배": "우", "선": "점",
    "예": "매약", "결": "제", "해": "제", "취": "소", "확": "보정", "반": "납", "잡": "아았혔", "맡": "아았", "풀": "어었렸",
    "매": "진", "무": "료통", "미": "취", "관": "람", "제": "한", "환": "불", "드": "렸", "캐": "스", "주": "연", "출": "연", "공": "짜연", "은": "행", "계": "좌", "빈": " 자좌", "언": "제",
    "항": "상", "아": "무", "전": "날액", "당": "일", "놓": "아았", "놔": " 드줬", "연": "장", "늘": "려릴리", "정": "오", "수": "요수",
    "낮": " 공회이", "저": "녁", "밤": " 공회이", "마": "티",
}  # fmt: skip
_PAIRS = {first: frozenset(seconds) | {""} for first, seconds in _WORDS.items()}
"""Characters that begin a word of claims with one of these behind them."""

_ONLY_FIRST = frozenset("낮저밤마")
"""Of those the ones that do so only where a word begins."""

_LONGEST_NAME = 24


def split_possible_start(text: str, wholes: Iterable[str]) -> tuple[str, str]:
    """The text before its longest end with which one of the wholes could begin, and that end."""
    longest = max(
        (
            size
            for whole in wholes
            for size in range(1, min(len(whole), len(text) + 1))
            if whole.startswith(text[-size:])
        ),
        default=0,
    )
    return text[: len(text) - longest], text[len(text) - longest :]


def phrase_end(text: str, position: int) -> int | None:
    """Where the phrase ends that goes on at `position`; None while it may go on."""
    found = _PHRASE_END.search(text, position)
    return found.end() if found else None


class ClaimFinder:
    """Finds where in a phrase a claim begins, or may be about to begin. Most text has no such place, and is passed quickly.

    Args:
        names: squeezed names with which a claim begins.
    """

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names
        self._starts = _starts(names)
        self._seconds = _seconds(names)
        self._letters = _letters(frozenset(self._seconds))

    def is_calm(self, phrase: str, position: int) -> bool:
        """Whether from `position` on nothing begins or ends: no claim, no marker, no phrase."""
        if position and phrase[position - 1] in _PHRASE_ENDS:
            return False
        return _NOTABLE.search(phrase, position) is None and self._possible(phrase, position) is None

    def flow(self, phrase: str, position: int, *, complete: bool = False) -> tuple[int, bool]:
        """How far a phrase may be shown from `position` on, and whether a claim begins there. A complete one has no open end."""
        anything, word = _ALWAYS.search(phrase, position), self._possible(phrase, position)
        possible = [at for at in (anything.start() if anything else None, word) if at is not None]
        if not possible:
            return len(phrase), False
        start = min(possible)
        if start == len(phrase) - 1 and anything is None:
            return start, False
        found = _CLAIM.search(phrase, start)
        begun = [at for at in (found.start() if found else None, self._named(phrase, start)) if at is not None]
        if begun:
            return min(begun), True
        return len(phrase) if complete else self._open_end(phrase, start), False

    def _possible(self, phrase: str, position: int) -> int | None:
        """Where a numeral, a name or a word of claims could begin; nothing behind it yet may always become one."""
        for found in self._letters.finditer(phrase, position):
            at, letter = found.start(), found[0]
            before = phrase[at - 1 : at]
            within = "가" <= before <= "힣"
            # 공연장 is no 연장, and 먼저 no 저녁.
            inside = (before, letter) == ("공", "연") or (within and letter in _ONLY_FIRST)
            if phrase[at + 1 : at + 2] in _PAIRS.get(letter, ()) and not inside:
                return at
            if within and before != "석":
                continue
            following = phrase[at + 1 : at + 6].lstrip(_LOOSE_MARKS)[:1]
            if following in self._seconds.get(letter, ()) or (letter in _NUMERALS and following in _AFTER_NUMERAL):
                return at
        return None

    def _open_end(self, phrase: str, position: int) -> int:
        """From where on the end of a phrase could be the start of a claim; its length where it could not."""
        begun = [found.start() for pattern in _OPEN if (found := pattern.search(phrase, position))]
        word, origins = _tight(phrase, max(position, len(phrase) - _LONGEST_NAME))
        begun += [at for place, at in enumerate(origins) if word[place:] in self._starts and _begins_word(phrase, at)]
        return min(begun, default=len(phrase))

    def _named(self, phrase: str, position: int) -> int | None:
        for found in self._letters.finditer(phrase, position):
            if (
                found[0] in self._seconds
                and _begins_word(phrase, found.start())
                and self._is_name(phrase, found.start())
            ):
                return found.start()
        return None

    def _is_name(self, phrase: str, position: int) -> bool:
        """Whether a name stands at a position, perhaps with spaces and quotes in it."""
        word = ""
        for mark in phrase[position:]:
            if mark in LOOSE:
                continue
            word += mark
            if word in self._names:
                return True
            if word not in self._starts:
                return False
        return False


def _begins_word(phrase: str, position: int) -> bool:
    return not "가" <= phrase[position - 1 : position] <= "힣"


def _tight(phrase: str, position: int) -> tuple[str, list[int]]:
    """The letters of a phrase from a position on, without spaces and quotes, and where each stands."""
    origins = [at for at in range(position, len(phrase)) if phrase[at] not in LOOSE]
    return "".join(phrase[at] for at in origins), origins


@lru_cache(maxsize=4)
def _starts(names: frozenset[str]) -> frozenset[str]:
    return frozenset(name[:size] for name in names for size in range(1, len(name)))


@lru_cache(maxsize=4)
def _seconds(names: frozenset[str]) -> dict[str, frozenset[str]]:
    """The characters behind the first one of names."""
    following: dict[str, set[str]] = {}
    for name in names:
        following.setdefault(name[0], {""}).add(name[1])
    return {first: frozenset(seconds) for first, seconds in following.items()}


@lru_cache(maxsize=4)
def _letters(firsts: frozenset[str]) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(sorted(firsts | _NUMERALS | _PAIRS.keys())))}]")
