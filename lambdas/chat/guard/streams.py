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

_CLAIM = re.compile(
    r"[\d¹²³⁰-₉①-⓿❶-➓⅐-ↈ㈀-㋿㍘-㍰㏠-㏾〇零一二三四五六七八九十百千万萬億]"
    r"|[<{\[`&@\\₩￦$€¥%\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufe00-\ufe0f\ufeff\u20e3\uff01-\uff5e]"
    r"|(?<=/)[A-Za-z/]|(?<=:)/|(?<=\.)[A-Za-z가-힣]"
    rf"|(?:{_START}|(?<=석))(?:[{_SINO}]|[{_NATIVE}])(?:{_GAP}(?:[{_SINO}]|[{_NATIVE}]))*{_GAP}(?:{_UNITS})"
    rf"|(?<![A-Za-z])[A-Za-z]{{1,4}}{_GAP}(?:열|석|등급)"
    r"|[월화수목금토일]요일|오늘|내일|모레|글피|정오|자정"
    rf"|(?:{_DEEDS})[가이을를도]? ?(?:했|됐|되었|해 ?드렸|완료)"
    r"|배우|씨"
)
_OPEN = (
    re.compile(
        rf"(?:{_START}|(?<=석))[{_SINO}{_NATIVE}](?:{_GAP}[{_SINO}{_NATIVE}])*{_GAP}(?:자|좌|사|퍼|퍼센|프|달|이|입|으)?$"
    ),
    re.compile(rf"(?<![A-Za-z])[A-Za-z]{{1,4}}{_GAP}등?$"),
    re.compile(r"[월화수목금토일]요?$|[오내모글정자배]$"),
    re.compile(rf"(?:선|예|결|해|취)$|(?:{_DEEDS})[가이을를도]? ?(?:되|해|해 |해드|해 드|완)?$"),
)
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

    def begun(self, phrase: str, position: int) -> int | None:
        """Where the first claim begins at or after `position`; None where there is none."""
        found = _CLAIM.search(phrase, position)
        named = self._named(phrase, position)
        return min((at for at in (found.start() if found else None, named) if at is not None), default=None)

    def open_end(self, phrase: str) -> int:
        """From where on the end of a phrase could be the start of a claim; its length where it could not."""
        begun = [found.start() for pattern in _OPEN if (found := pattern.search(phrase, max(0, len(phrase) - 40)))]
        tight = [
            (at, mark)
            for at, mark in enumerate(phrase[-_LONGEST_NAME:], max(0, len(phrase) - _LONGEST_NAME))
            if mark not in LOOSE
        ]
        word = "".join(mark for _, mark in tight)
        begun += [at for place, (at, _) in enumerate(tight) if word[place:] in self._starts]
        return min(begun, default=len(phrase))

    def _named(self, phrase: str, position: int) -> int | None:
        tight = [(at, mark) for at, mark in enumerate(phrase[position:], position) if mark not in LOOSE]
        word = "".join(mark for _, mark in tight)
        for place, (at, _) in enumerate(tight):
            for size in range(2, min(len(word) - place, _LONGEST_NAME) + 1):
                whole = word[place : place + size]
                if whole in self._names:
                    return at
                if whole not in self._starts:
                    break
        return None


@lru_cache(maxsize=4)
def _starts(names: frozenset[str]) -> frozenset[str]:
    return frozenset(name[:size] for name in names for size in range(1, len(name)))
