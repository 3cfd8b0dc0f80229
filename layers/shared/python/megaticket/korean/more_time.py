"""Whether a message wants more time to pay for seats that are held: "시간 좀 더 주세요", "연장 부탁드려요"."""

import re

from megaticket.korean.text import normalize

_TIME = r"(?:시간|타이머|기한|선점|결제|홀드)"
_GIVE = r"(?:주|줘|줄|달라|필요|있어야|있으면|부탁|벌|기다려)"
_WISH = re.compile(
    rf"연장|{_TIME}\S{{0,8}}\s?(?:\S{{1,8}}\s+)?(?:늘려|늘리|늘릴|미뤄|미루|벌어)|"
    rf"\d+\s?분\s?(?:만|정도|쯤|이라도)?\s?(?:더|추가)|{_TIME}\S{{0,8}}\s?(?:좀|조금|조금만)?\s?더\s?{_GIVE}|"
    rf"{_TIME}\S{{0,8}}\s?(?:좀|조금|너무|많이)?\s?(?:부족|모자라|모자랄|촉박)|더\s?(?:기다려|잡아\s?(?:둬|놔|주|줘|둘))"
)
_REFUSED = (
    r"아니|아뇨|괜찮|됐|말고|그만|없어도|필요\s?(?:는|가)?\s?없|지\s?(?:는\s?)?(?:마|말|않)|안\s?(?:할|해|하|늘|미)"
)
_NO_WISH = re.compile(
    rf"{_REFUSED}|(?:연장|늘어?)(?:이|은|는)?\s?(?:했|됐|되었|났|었)|(?:연장|늘[리려])\S{{0,8}}면\s|몇\s?(?:번|분|회)|얼마|언제|횟수|연장\s?(?:공연|전)|공연\S{{0,8}}\s?연장"
)
"""A refusal, a question for what was done or for the rules, and the run of a performance that is prolonged."""
_NO_ANSWER = re.compile(rf"{_REFUSED}|\?|결제|해제|취소|반납|포기|놓아|놔|풀어")


def wants_more_time(message: str, *, asked: bool) -> bool:
    """Whether a message wishes for more time. A polite question is a wish ("더 주실 수 있나요?"), one for the rules is none.

    Args:
        message: a person's words.
        asked: whether the answer before the message asked for just that, so that a yes, or the name of a hold, wants it.
    """
    bare = normalize(message)
    wishes = _WISH.search(bare) is not None and not _NO_WISH.search(bare)
    return wishes or (asked and not _NO_ANSWER.search(bare))
