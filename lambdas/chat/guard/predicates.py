"""What a Korean clause asserts, read from its predicate: it comes last, so a claim is judged by the words after it."""

import re

from lambdas.chat.guard.bundles import Status

_OPEN = re.compile(
    r"(?:비어|남아|빈 (?:좌석|자리)[가이]?)? ?있(?:는지|을까|을지|나요|지 ?(?:않|못)|습니까)|가능(?:한지|할지|할까|하지 ?않)"
)
_REFUSAL = re.compile(
    r"없|않|못 ?(?:하|했|찾|드|해)|아니|아닙|어려워|어렵|불가|마감|지났|지난|쉬는|쉬어|쉽니다|휴관|안 ?(?:돼|되|맞)|확인이 필요"
)
_QUESTION = re.compile(
    r"확인(?:해 ?(?:볼|보|드릴)|할게|하고)|찾아 ?(?:볼|보|드릴)|알아 ?(?:볼|봐)|까요|나요|인가요|신가요|으세요\?|말씀|원하|여쭤|다시 한번"
)
_ASSERTION = re.compile(
    r"있어요|있습니다|있으니|있는데|있고|있네요|있답니다|비어|빈 |비었|남아|남았|가능(?:해|합|하세|하십|하니|한 (?:좌|자)|하고)|"
    r"괜찮|열려|열립|열리|공연(?:해|합|이에요|입니다|이고)|찾았|잡았|됩니다|(?<!안 )(?<!안)돼요|예매하세요|어떠|어때|추천|"
    r"선점(?:했|해 ?드렸|됐|되었)|(?:선점|예매|예약|진행|결제)(?:할(?! ?수)|해 ?드릴)|잡아 ?드릴|"
    r"(?:문제|걱정|상관|틀림|변함|이상) ?없|없어지|늦지|놓치지|비싸지|멀지|"
    r"(?:나가|팔리|예매되|예약되|선점되|매진되)지 ?않|안 ?(?:나갔|팔렸)"
)
_COPULA = re.compile(r"예요|이에요|입니다|이고")
_ENDINGS = r"지만|는데|은데|인데|니까|므로|어서|아서|라서|해서|여서|대신|말고|(?<!번하)고 |며 |。|;"
_CLAUSE_END = re.compile(rf"{_ENDINGS}|, (?=[^,]*$)")
_ENDING = re.compile(_ENDINGS)

_STATUS: tuple[tuple[Status, re.Pattern[str]], ...] = (
    (Status.FORMER, re.compile(r"해제(?:했|해 ?드렸|됐|되었|된|하신)|놓아 ?드렸|풀어 ?드렸|취소(?:했|해 ?드렸|됐|되었|하신|된)|기존|원래|예전|아까|이전|바꾸기 전|에서 .*(?:바꿨|바꾸|변경|옮)")),
    (Status.BOOKED, re.compile(r"(?:예매|결제|예약)(?:가|이|를|을)? ?(?:완료(?!하)|끝났|됐|되었|하신|된 |마치셨|마쳤|확정(?:됐|되었))")),
    (Status.HELD, re.compile(r"선점(?:이|을|해)? ?(?:했|해 ?드렸|해 ?두|해 ?놓|하신|됐|되었|된|중|완료)|[잡맡]아 ?(?:드렸|두었|뒀|놓)|잡았|확보(?:했|해 ?(?:드렸|두|뒀|놓)|됐|되었)")),
    (Status.OFFERED, re.compile(r"비어|빈 |비었|남아|남았|(?<!결제)(?<!결제 )(?<!결제가 )가능(?:해|합|하세|하십|하니|한)|추천|제안|어떠|맞바꿀|(?:선점|예매|예약|진행)(?:할까|해 ?드릴까)|찾았|찾은|새로")),
)  # fmt: skip
_UNKNOWN = re.compile(
    r"확인(?:이|은|도)? ?(?:안 ?돼|안 ?되|되지 ?않|할 수 ?없|어려|불가|하지 ?[못않])"
    r"|(?:확인|조회)(?:한|된|해 ?드린) ?(?:좌석|자리|것|적|내용)(?:[이가은는도])? ?(?:아니|아닙|아닌|없)"
)
_GONE = re.compile(
    r"이미|다른 (?:분|손님|고객)|나갔|나간|선점되어|선점된|팔렸|팔린|매진|선택할 수 없|예매할 수 없|예매하실 수 없|없는 (?:좌석|자리)|판매하지 않"
)

_TAKEN = re.compile(
    r"다른 (?:분|손님|고객)(?:들)?(?:이|께서|에게)? ?(?:이미 |먼저 |방금 )?(?:선택|선점|예매|예약|결제|잡|가져)(?:하?[셨했]|한|하신|[된됐]|아 ?가|해 ?가|으셨)"
    r"|(?<!안 )(?<!안)(?:나갔|나간|팔렸|팔린)|매진(?:이에|입니|됐|되었|된|이라|이고)|(?:선택|예매)(?:할|하실) 수 없|(?:없는|판매하지 않는) (?:좌석|자리)"
)
"""Of those the words that leave no doubt."""


def denies(clause: str) -> bool:
    """Whether a clause only doubts, asks, looks up or says no: what it names it does not vouch for."""
    judged, opened = _OPEN.subn(" ", clause)
    if _ASSERTION.search(judged):
        return False
    return bool(opened or _REFUSAL.search(clause) or (_QUESTION.search(clause) and not _COPULA.search(clause)))


def knows_nothing(clause: str) -> bool:
    """Whether a clause only says that something cannot be found out."""
    return bool(_UNKNOWN.search(clause)) and denies(clause)


def says_gone(clause: str) -> bool:
    """Whether a clause says that seats cannot be had."""
    return bool(_GONE.search(clause))


def says_taken(clause: str) -> bool:
    """Whether a clause says without doubt that somebody else has seats, or that they are none."""
    return bool(_TAKEN.search(clause)) and not _OPEN.search(clause)


def status_of(clause: str) -> Status | None:
    """What a clause says that seats are to the person; None where it does not say."""
    return next((status for status, pattern in _STATUS if pattern.search(clause)), None)


def first_clause(text: str) -> str:
    """The words up to the first ending of a clause."""
    return _ENDING.split(text, 1)[0]


def ends_clause(words: str) -> bool:
    """Whether a clause ends in words."""
    return _ENDING.search(words) is not None


def clause_of(text: str, end: int, others: list[int]) -> str:
    """The words that judge a claim: from its end to where the next clause with a claim of its kind begins.

    Args:
        text: the phrase.
        end: where it ends.
        others: where later claims of the kind begin.
    """
    for other in others:
        between = text[end:other]
        endings = list(_CLAUSE_END.finditer(between))
        if endings:
            return between[: endings[-1].end()]
    return text[end:]
