"""Whether a message asks for facts in between, rather than for the next thing of a booking."""

import re

from megaticket.korean.text import normalize

_TOPIC = re.compile(
    r"캐스팅|캐스트|출연|배우|주연|누가\s*나|"
    r"얼마|가격|요금|수수료|할인|"
    r"환불(?!\s*(?:해\s*[주줘]|하고\s*싶|받고\s*싶|할래|할게))|취소\s*(?:규정|기한|수수료|하면|할\s*수|가능|되|돼)|양도|"
    r"공연장|어디서\s*(?:해|하|공연|열)|주차|위치|오시는|가는\s*길|지하철|휠체어|편의\s*시설|"
    r"연령|나이|몇\s*살|미취학|입장\s*(?:가능|되|돼|할)|(?:아이|아기|어린이|유아|초등학생)\S*\s*(?:볼\s*수|봐도|데리|들어가|입장|가능)|"
    r"러닝\s*타임|공연\s*시간|몇\s*분\s*(?:짜리|동안)|몇\s*시간|인터미션|쉬는\s*시간|"
    r"줄거리|무슨\s*(?:내용|이야기|얘기)|언제까지\s*(?:해|하|공연)|수령|표\s*(?:는|를)?\s*어디|사진\s*촬영|(?:유의|주의)\s*사항"
)
_ASKING = re.compile(
    r"\?|(?:까|나|니|지|가|는지|은지|대|데)요?$|알려|궁금|어때|어떻|어떤|얼마|누구|누가|어디|몇|뭐|무슨|언제|있어|있나|되나|돼|가르쳐|설명"
)


def asks_information(message: str, *, chooses: bool) -> bool:
    """Whether a message is a question about casting, prices, fees, the venue, age, length or rules.

    Args:
        message: a person's words.
        chooses: whether the server has read a choice in it. "배우 나오는 토요일로" chooses; only a question's words make
            such a message a question. A bare "환불 규정" is one.
    """
    bare = normalize(message)
    return _TOPIC.search(bare) is not None and (not chooses or _ASKING.search(bare) is not None)
