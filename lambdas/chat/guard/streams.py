"""Where streamed text may flow on, and where a phrase that may hold a claim has begun."""

import re
from collections.abc import Iterable
from functools import lru_cache

from lambdas.chat.guard.form import LOOSE

_PHRASE_END = re.compile(r"\n|(?:(?<=[^\d\s.])\.+|[!?…]+)[\"'”’)\]*_~]*[ \t]")
_GAP = r"[ *_~]{0,4}"
_HANGUL = "가-힣"
_START = rf"(?<![{_HANGUL}A-Za-z0-9])"
_SINO = "영공일이삼사오육륙칠팔구십백천만억"
_NATIVE = "하나한둘두셋세넷네다섯여섯일곱덟아홉열스물무서른마흔쉰예순흔든석넉"
_UNITS = "열|번|원|장|매|명|자리|좌석|살|시|석|개|사람|층|분|월|일|세|퍼센트|프로|달러|이[에고며]|입니|으로"
_DEEDS = "선점|예매|결제|예약|해제|취소"

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
    r"|[월화수목금토일]요일|오늘|내일|모레|글피|정오|자정"
    rf"|(?:{_DEEDS})[가이을를도]? ?(?:했|됐|되었|해 ?드렸|완료)"
    r"|배우|씨|수수료[는가도]? ?(?:없|무|공|안)|(?<!공)연장|늘[려릴리]"
)
_OPEN = (
    re.compile(rf"{_NUMERAL}(?:{_GAP}[{_SINO}{_NATIVE}])*{_GAP}(?:자|좌|사|퍼|퍼센|프|달|이|입|으)?\Z"),
    re.compile(rf"(?<![A-Za-z])[A-Za-z]{{1,4}}{_GAP}등?\Z"),
    re.compile(r"수(?:수(?:료[는가도]? ?)?)?\Z|(?<!공)연\Z|늘\Z"),
    re.compile(r"[월화수목금토일]요?\Z|[오내모글정자배]\Z"),
    re.compile(rf"(?:선|예|결|해|취)\Z|(?:{_DEEDS})[가이을를도]? ?(?:되|해|해 |해드|해 드|완)?\Z"),
)
_BEGINNINGS = (
    rf"[{_DISGUISE}A-Za-z/씨]|(?<=\.)[가-힣]|{_NUMERAL}(?=[{_SINO}{_NATIVE}번원장매명자좌살시개층분월세퍼프달입으 *_~]|\Z)|[월화수목금토일](?=요|\Z)|오(?=늘|\Z)|내(?=일|\Z)|모(?=레|\Z)|글(?=피|\Z)"
    r"|정(?=오|\Z)|자(?=정|\Z)|배(?=우|\Z)|선(?=점|\Z)|예(?=매|약|\Z)|결(?=제|\Z)|해(?=제|\Z)|취(?=소|\Z)|수(?=수|\Z)|(?<!공)연(?=장|\Z)|늘(?=[려릴리]|\Z)"
)
"""Where a claim could begin at all: looked for first, since most text has no such place."""

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
    """Finds where in a phrase a claim begins, or may be about to begin.

    Args:
        names: squeezed names with which a claim begins.
    """

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names
        self._starts = _starts(names)
        self._beginnings = _beginnings(names)

    def flow(self, phrase: str, position: int) -> tuple[int, bool]:
        """How far an open phrase may be shown from `position` on, and whether a claim begins there."""
        possible = self._beginnings.search(phrase, position)
        if possible is None:
            return len(phrase), False
        found = _CLAIM.search(phrase, possible.start())
        begun = [
            at for at in (found.start() if found else None, self._named(phrase, possible.start())) if at is not None
        ]
        return (min(begun), True) if begun else (self._open_end(phrase, possible.start()), False)

    def _open_end(self, phrase: str, position: int) -> int:
        """From where on the end of a phrase could be the start of a claim; its length where it could not."""
        begun = [found.start() for pattern in _OPEN if (found := pattern.search(phrase, position))]
        word, origins = _tight(phrase, max(position, len(phrase) - _LONGEST_NAME))
        begun += [origin for place, origin in enumerate(origins) if word[place:] in self._starts]
        return min(begun, default=len(phrase))

    def _named(self, phrase: str, position: int) -> int | None:
        word, origins = _tight(phrase, position)
        for place, origin in enumerate(origins):
            size = 1
            while word[place : place + size] in self._starts and place + size < len(word):
                size += 1
                if word[place : place + size] in self._names:
                    return origin
        return None


def _tight(phrase: str, position: int) -> tuple[str, list[int]]:
    """The letters of a phrase from a position on, without spaces and quotes, and where each stands."""
    origins = [at for at in range(position, len(phrase)) if phrase[at] not in LOOSE]
    return "".join(phrase[at] for at in origins), origins


@lru_cache(maxsize=4)
def _starts(names: frozenset[str]) -> frozenset[str]:
    return frozenset(name[:size] for name in names for size in range(1, len(name)))


@lru_cache(maxsize=4)
def _beginnings(names: frozenset[str]) -> re.Pattern[str]:
    following: dict[str, set[str]] = {}
    for name in names:
        following.setdefault(name[0], set()).add(name[1])
    loose = re.escape("".join(LOOSE))
    named = [
        rf"{re.escape(first)}(?=[{re.escape(''.join(sorted(seconds)))}{loose}]|\Z)"
        for first, seconds in sorted(following.items())
    ]
    return re.compile("|".join([_BEGINNINGS, *named]))
