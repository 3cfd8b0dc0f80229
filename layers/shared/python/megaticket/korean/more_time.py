"""Whether a message wants more time to pay for seats that are held: "시간 좀 더 주세요", "연장 부탁드려요"."""

import re

from megaticket.korean.consent import answers_which, is_yes
from megaticket.korean.text import normalize

_TIME = r"(?:시간|타이머|기한|선점|결제|홀드)"
_GIVE = r"(?:주|줘|줄|달라|필요|있어야|있으면|부탁|벌|기다려)"
_SOME = r"(?:만|정도|쯤|이라도)"
_MINUTES_MORE = rf"\d+\s?분\s?{_SOME}?\s?(?:더|추가)(?=[\s.!~?]*(?:$|로|요|만|연장|늘|해|가능|주|줘|달라|필요|있어야|있으면|부탁|벌|기다려))"
"""Not the minutes that a date starts earlier, or that a way takes."""
_WISH = re.compile(
    rf"(?<![공강시])연장(?!자)|{_TIME}\S{{0,8}}\s?(?:\S{{1,8}}\s+)?(?:늘려|늘리|늘릴|미뤄|미루|벌어)|"
    rf"{_MINUTES_MORE}|{_TIME}\S{{0,8}}\s?(?:좀|조금|조금만)?\s?더\s?{_GIVE}|"
    rf"{_TIME}\S{{0,8}}\s?(?:좀|조금|너무|많이)?\s?(?:부족|모자라|모자랄|촉박)|더\s?기다려\s?(?:주|줘|줄|달)|"
    r"(?:조금만?|좀|잠깐만?|잠시만?)\s?더\s?잡아\s?(?:둬|놔|주|줘|둘)"
)
_REFUSED = (
    r"아니|아뇨|괜찮|됐|말고|그만|없어도|필요\s?(?:는|가)?\s?없|지\s?(?:는\s?)?(?:마|말|않)|안\s?(?:할|해|하|늘|미)"
)
_MORE_SEATS = (
    r"(?:(?:\d+|[한두세네]|다섯|여섯)\s?(?:장|자리|좌석|석|매|명|개)|하나|둘|셋)(?:만|을|를)?\s?(?:좀|조금만?)?\s?더"
)
_NO_WISH = re.compile(
    rf"{_REFUSED}|{_MORE_SEATS}|(?:연장|늘어?)(?:이|은|는)?\s?(?:했|됐|되었|났|었)|(?:연장|늘[리려])\S{{0,8}}면\s|몇\s?(?:번|분|회)|얼마|언제|횟수|연장\s?(?:공연|전)|공연\S{{0,8}}\s?연장"
)
"""A refusal, more seats, a question for what was done or for the rules, and the run of a performance that is prolonged."""
_WHAT_IS_THERE = re.compile("[이그저] ?(?:대로|거|것|걸|좌석|자리)")


def wants_more_time(message: str, *, asked: bool, named: bool = False, several: bool = False) -> bool:
    """Whether a message wishes for more time. A polite question is a wish ("더 주실 수 있나요?"), one for the rules is none.

    Args:
        message: a person's words.
        asked: whether the answer before the message asked for just that, so that a yes, or which hold, wants it.
        named: whether the message also named one of the person's own holds; the name is no longer in it.
        several: whether there are several holds, so that a place in their list means one.
    """
    bare = normalize(message)
    if _WISH.search(bare) and not _NO_WISH.search(bare):
        return True
    agrees = is_yes(message) and not _WHAT_IS_THERE.search(bare)
    return asked and (agrees or ((named or several) and answers_which(message, named=named)))
