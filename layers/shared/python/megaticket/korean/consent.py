"""The yes-grammar: which whole messages agree to the one proposal that lies open, and which give held seats back.

A yes books seats, so the grammar is narrow: the message must consist of nothing but agreement. A question mark, a "but", a
refusal or any word that is not listed makes it no consent, and the person is asked again.
"""

import re
from enum import StrEnum

from megaticket.korean.text import normalize

_ASSENT = r"네엡?|넵|넹|넴|네에|예|옙|웅|응|엉|ㅇㅇ|ㅇㅋ|오케이?|오키|오켕|ok|okay|okey|yes|yep|예스|콜|ㄱㄱ|고고"
_APPROVAL = r"좋아요?|좋습니다|좋네요?|좋죠|그래요?|그럼요|그러죠|그럽시다|그럴게요?|그럴래요?|그렇게|맞아요?|맞습니다|당연하죠|물론이?죠|물론이에요|물론"
_YES = f"{_ASSENT}|{_APPROVAL}"
_HEARD = r"알(?:겠|았)(?:습니다|어요?)"
"""Follows a yes and adds nothing to it; alone it only says that something was heard."""
_STRUCK = r"(?:아{1,3}|오{1,3}|우?와|앗)(?!그래|그렇|맞)"
"""Before a yes. "아 그래요" and "아 맞아요" are surprised, "음 좋아요" still weighs: these agree to nothing."""
_THEN = r"(?:(?:그럼|그러면|바로|얼른|빨리)(?!$|요))"
_CHOSEN = r"[이그저](?:걸로|거로|것으로|(?:좌석|자리)(?:으로|로))"
_NAMED = r"[이그저](?:대로|(?:거|것|좌석|자리)(?:을|를)?)"
"""What lies there. Seats without a pointer are none of it: "네 자리" are four."""
_PLEASE = (
    r"(?:줘요?|주세[요여용]|주십시오|주시[기길]바(?:랍니다|래요|라요)|"
    r"주(?:셨으면|시면)(?:해요|합니다|됩니다|돼요|감사하겠습니다|고맙겠습니다|좋겠(?:어요|습니다|네요)))"
)
_WILL = r"할게요?|할께요?|할래요?|하겠습니다|하겠어요|하자|하죠|합시다"
_BEG = r"부탁해요?|부탁드려요|부탁드립니다|부탁드릴게요|부탁드리겠습니다|바랍니다"
_DO = (
    r"(?:그냥)?(?:(?:(?:선점|예매|예약)(?:을|를)?)?진행(?:을|를)?|(?:선점|예매|예약)(?:을|를)?)?"
    rf"(?:{_WILL}|해{_PLEASE}|해요|고고|ㄱㄱ|{_BEG}|잡아{_PLEASE}|잡을게요?)"
    r"|(?:그냥)?진행(?:이요)?|선점해|예매해|예약해|진행해"
)
_AGREED = rf"(?:(?:{_ASSENT})(?:{_HEARD})?|{_APPROVAL})*"
_AGREEMENT = re.compile(
    rf"(?:{_STRUCK})?{_AGREED}{_THEN}?{_AGREED}(?:(?:{_CHOSEN}|{_NAMED})(?:{_PLEASE})?)?요?{_THEN}?(?:{_DO})?"
)
_AGREED_NOUN = re.compile(rf"(?:{_STRUCK})?(?:(?:{_ASSENT})(?:{_HEARD})?)+{_THEN}?(?:{_CHOSEN}|{_NAMED})?선점")
"""Without its verb, so only behind a yes. "네 예매" may be the mistyped "내 예매"."""
_EXCHANGE = re.compile(
    rf"(?:{_STRUCK})?{_AGREED}{_THEN}?{_AGREED}(?:{_CHOSEN}|[이그저]대로)?{_THEN}?"
    rf"(?:맞?바(?:꿔(?:{_PLEASE}|요)?|꿀게요?|꿀께요?|꿀래요?|꾸자|꿉시다|꾸겠습니다)|교환(?:을)?(?:{_WILL}|해{_PLEASE}|해요?|{_BEG}))"
)
"""Agrees to an exchange. Before any other question it means other seats."""
_NAMED_ONLY = re.compile(
    rf"(?:{_STRUCK})?(?:(?:{_THEN}?{_NAMED})?|(?:그러면|바로|얼른|빨리|[이그저](?:거|것)|[이그저](?:좌석|자리))?요)"
)
LONGEST = 40
"""Characters of an agreement; whoever writes more says more. It also bounds the search."""

_NTH = r"(?:(?:첫|두|세|네)번째|\d번?째?)"
_PLACE = re.compile(r"(?P<word>[첫두세네])번째|(?P<digit>\d)번?째?")
_MINE = r"(?:(?:방금|아까|지금)?(?:제가|내가|제|내)?)"
_BOOKED = "선점|예매|예약|홀드"
_HELD = rf"(?:(?:{_BOOKED})(?:한|했던|해둔|해놓은|된)|잡은|잡았던|잡아둔|잡아놓은)"
_OBJECT = (
    rf"(?:{_NTH}(?:거|것|건|{_BOOKED})?|{_MINE}[이그]?(?:(?:좌석|자리|표|티켓)?{_HELD})?(?:좌석|자리|표|티켓|거|것|건)"
    rf"|{_MINE}[이그]?(?:좌석|자리|표|티켓)?(?:{_BOOKED}))(?:들)?(?:을|를|은|는|도)?"
)
_SORRY = r"(?:(?:너무|정말)?(?:미안|죄송)(?:해요?|합니다|하지만|한데요?)?)"
_REASON = (
    rf"(?:(?:마음|맘|생각|계획|일정)이?바[뀌꼈](?:어|었)?|(?:급한)?(?:일|사정|약속)이?생[겨겼]|못[가보]게(?:돼|됐|되어|되었)|못[갈볼][거것]같[아네]|(?:{_OBJECT})?[이가]?필요[가는도]?없어(?:졌)?)"
    r"(?:서|어서|어요|네요|습니다|거든요|어|요)?"
)
_BEFORE_RELEASE = rf"(?:아{{1,3}}|앗|음|{_SORRY}|{_REASON}|{_YES}|그럼|그러면|그냥|이제|바로|얼른|빨리){{0,4}}"
_LETTING_GO = "(?:해제|취소|반납|포기)"
_LET_GO = (
    rf"(?:{_LETTING_GO}(?:을|를)?(?:좀)?(?:해|해{_PLEASE}|해요|{_WILL}|하고싶어요?|하고싶습니다|하려고요|{_BEG}|부탁)|해제하기"
    rf"|(?:풀어|놓아|놔){_PLEASE}|(?:풀게|놓을게)요?)"
)
_GIVES_BACK = re.compile(
    rf"{_BEFORE_RELEASE}(?:{_OBJECT})?(?:다|전부|모두|그냥|이제|바로|얼른|빨리|좀){{0,2}}{_LET_GO}(?:{_SORRY})?"
)
_NAMES_RELEASE = re.compile(rf"{_BEFORE_RELEASE}(?:{_OBJECT}{_LETTING_GO}(?:이?요)?|{_LETTING_GO}이?요)")
"""Without a verb, so only where it answers the question. "취소" alone may take the question back."""
_EVERY = re.compile("(?:다|전부|모두)(?:그냥|이제|바로|얼른|빨리|좀)*(?:해제|취소|반납|포기|풀|놓|놔)")
_HELD_ONES = re.compile(rf"{_BOOKED}|잡(?:은|았|아)")
_OF_AN_OFFER = re.compile(r"[이그저](?:거|것|건|좌석|자리|표|티켓)|취소")
"""Beside seats that are only offered these may be for the offer: "그거 풀어줘", "취소할게요"; "해제해 주세요" is not."""
_PICKED = r"(?:거|것|걸|건|공연)?(?:으로|로)?(?:을|를)?(?:이요|요|할게요?|해줘요?|해주세요|부탁해요)?"
_PICKS = re.compile(rf"(?:{_YES})?{_NTH}{_PICKED}")
_PICKS_NAMED = re.compile(rf"(?:{_YES})?{_PICKED}")
_RELEASE = re.compile(r"해제|취소|놓아|놔\s*(?:줘|주)|풀어|반납|포기|release|cancel")
_NEGATED = re.compile(r"지\s*(?:마|말|않)|안\s*(?:할|해|돼|되)|못\s*하|말고|아니|don't|not\b")
_OF_WHAT_IS_THERE = re.compile(rf"선점|예매|예약|진행|잡|{_CHOSEN}|{_NAMED}")
"""A yes that speaks of seats or of how things are: "이대로 할게요" leaves them so."""
_DECORATION = re.compile(r"[\s.,!~♡♥^ㅠㅜㅎ]|[ㅎㅋ]{2,}|[:;=]-?(?:\)+|d)")
_NOD = re.compile("[👌👍🙆🙏😀😄😊🥰❤\U0001f3fb-\U0001f3ff]")
"""Friendly signs beside a yes; alone they are none."""


def is_yes(message: str, *, to_exchange: bool = False) -> bool:
    """Whether the whole message agrees and says nothing else. "네?" and "네 근데 수수료는요?" do not.

    Args:
        message: a person's words.
        to_exchange: whether it answers the question whether to exchange held seats, to which "바꿔 주세요" agrees.
    """
    bare = _NOD.sub("", _DECORATION.sub("", normalize(message)))
    if not 0 < len(bare) <= LONGEST:
        return False
    if _AGREED_NOUN.fullmatch(bare) or (to_exchange and _EXCHANGE.fullmatch(bare)):
        return True
    return _AGREEMENT.fullmatch(bare) is not None and _NAMED_ONLY.fullmatch(bare) is None


class Release(StrEnum):
    """What a message says about giving held seats back."""

    NOT_MENTIONED = "NOT_MENTIONED"
    ASKED_ABOUT = "ASKED_ABOUT"
    WANTED = "WANTED"


def read_release(message: str, *, asked: bool, named: bool = False) -> Release:
    """Whether a message wants held seats to be given back: "선점 해제해 주세요", or a yes to the question whether to.

    Only a message that says nothing else wants it: a release frees the whole hold, so whoever names a part of its seats, a
    time, another person or a hold's id is asked again. "해제하지 마" wants nothing, "해제할까?" only asks.

    Args:
        message: a person's words.
        asked: whether the answer before the message asked for just that.
        named: whether the message also named one of the person's own holds; the name is no longer in it.
    """
    bare = normalize(message)
    whole = _DECORATION.sub("", bare)
    if len(whole) <= LONGEST and (
        _GIVES_BACK.fullmatch(whole) or (asked and _agrees_to_release(message, whole, named))
    ):
        return Release.WANTED
    if _RELEASE.search(bare) and not _NEGATED.search(bare):
        return Release.ASKED_ABOUT
    return Release.NOT_MENTIONED


class Which(StrEnum):
    """Which of several held things a message is about."""

    EVERY = "EVERY"
    LAST = "LAST"
    UNSAID = "UNSAID"


def read_which(message: str) -> Which | int:
    """Which of several is to be given back: all of them, the one made just now, or the one at a place from 1 on."""
    whole = _DECORATION.sub("", normalize(message))
    if _EVERY.search(whole):
        return Which.EVERY
    place = _PLACE.search(whole)
    if place:
        return int(place["digit"]) if place["digit"] else "첫두세네".index(place["word"]) + 1
    return Which.LAST if "방금" in whole else Which.UNSAID


def means_held_seats(message: str) -> bool:
    """Whether a wish to give back is for seats that are held, and not for those that were only offered."""
    whole = _DECORATION.sub("", normalize(message))
    return _HELD_ONES.search(whole) is not None or not _OF_AN_OFFER.search(whole)


def answers_which(message: str, *, named: bool) -> bool:
    """Whether a message says nothing but which one of a list, by its place or, where it is `named`, by its name."""
    whole = _DECORATION.sub("", normalize(message))
    return (_PICKS_NAMED if named else _PICKS).fullmatch(whole) is not None


def _agrees_to_release(message: str, whole: str, named: bool) -> bool:
    """A yes, or which hold by its name or its place in a list. "네, 선점해 주세요" and "그대로요" want seats instead."""
    if answers_which(message, named=named) or _NAMES_RELEASE.fullmatch(whole):
        return True
    return is_yes(message) and not _OF_WHAT_IS_THERE.search(whole)
