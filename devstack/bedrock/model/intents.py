"""What a message wants, as far as its words alone say."""

import re

from devstack.bedrock.model.titles import squeeze, strip_particle

LISTING = re.compile(
    r"처음부터|다시\s*시작|볼\s*만한|볼만한|추천|공연\s*목록|(?:어떤|무슨)\s*공연|다른\s*(?:공연|작품)|요즘.*(?:뭐|공연|있)|공연.*(?:뭐|보여|찾)"
    r"|뭐\s*(?:볼까|보지|해요\?*$|하나요)"
)
LISTING_LOOSE = re.compile(r"공연.*(?:있|알려|하나)|뭐\s*(?:있|가\s*있|해|하)|뭘\s*(?:볼|하)")
NOT_LISTING = re.compile(r"날짜|시간|일정|회차|좌석|자리|등급|가격|얼마|출연|배우|정보|상세|줄거리|내용")
WITH_GENRE = re.compile(r"있|보여|알려|뭐|추천|찾|보고\s*싶|볼래|볼까|하나요|목록")
OTHER_SEATS = re.compile(
    r"(?:다른|딴)\s*(?:자리|좌석|데|곳)|(?:자리|좌석)\S*\s*(?:좀\s*|조금\s*)?(?:말고|바꿔|바꾸|바꿀|변경|옮|교환)|(?:자리|좌석)(?:가|는|이)?\s+(?:\S+\s+){1,2}(?:바꿔|바꾸|바꿀|변경)|(?:더|좀)\s*(?:앞|뒤|가운데|중앙)\S*\s*(?:자리|좌석|쪽|줄|열|로)"
)
OTHER_ONE = re.compile(r"(?:다른|딴)\s*(?:거|것|걸|꺼)|(?:그거|이거|저거)\s*말고")
"""Something else than what was offered, whatever it was."""
SEAT_PLACE = re.compile(
    r"(?:앞|뒤|뒷|옆|가운데|중앙|중간|통로|복도|사이드|구석|가장자리|왼|오른|위|아래)\s*(?:쪽|편|줄|열|자리|좌석|블록|구역|층|(?:으?로)(?:요|\s|$))"
    r"|(?:더|좀|조금|너무|젤|제일|맨|가장|최대한)\s*(?:앞|뒤|뒷|옆|가운데|중앙|멀|가까(?!운\s*(?:날|회|시|공))|가깝)"
    r"|(?:다른|딴)\s*(?:구역|층|블[록럭]|줄|열|쪽|편)|(?:구역|층|블[록럭])\s*(?:말고|으?로(?:요|\s|$))"
    r"|(?:안|잘\s*안)\s*보[여일이]|(?:따로|떨어져|나눠|나뉘어|나누어)\S*\s*(?:앉|가도|봐도|괜찮|상관|좋|돼)"
)
"""Where somebody wants to sit, which no tool can search by."""
ANOTHER_BOOKING = re.compile(
    r"(?:하나|한\s*[건개편]|한\s*번)\s*더\s*(?:예[매약]|보)|예[매약]\S*\s*(?:하나|한\s*[건개편]|한\s*번)\s*더"
    r"|(?:또|추가로|새로)\s*(?:\S+\s+)?예[매약]|다른\s*(?:거|것|걸|공연)도"
)
"""A booking beside the one that was made, not more seats of it."""
EXTEND = re.compile(
    r"(?<!공)연장|(?:시간|선점|결제)\S*\s*(?:\S+\s+)?(?:늘려|늘리|늘릴|미뤄)|(?:\d+|오|십|십오|이십)\s*분\s*(?:만|정도|쯤)?\s*(?:더|추가)"
    r"|시간\S*\s*(?:(?:좀|조금만?)\s*)?(?:더\s*(?:줘|주|필요|있)|부족|모자라|촉박)|시간\S*\s*(?:(?:좀|조금만?)\s*)?더\s*줄\s*수|더\s*(?:기다려|잡아\s*(?:둬|놔|주|줘))"
)
TIME_LEFT = re.compile(r"(?:시간|얼마|몇\s*분)\S*\s*(?:\S+\s+)?남|(?:몇\s*시|언제)까지(?!\s*(?:하|해|공연|볼))")
MINUTES_LEFT = re.compile(r"(?:시간|몇\s*분)\S*\s*(?:\S+\s+)?남")
"""Surely about a hold, also where there is none."""
SEATS_LEFT = re.compile(r"(?:얼마나|몇\s*(?:개|석|자리|장))\S*\s*남|남은\s*(?:자리|좌석|표)|매진|잔여")
NEEDS = re.compile(r"휠체어|동반석|시야\s*제한")
SEVERAL = re.compile(r"여러|몇\s*(?:군데|가지)|비교|골라\s*(?:보|볼)|(?:좌석|자리)\s*(?:후보|옵션)")
"""The person wants to choose among seats."""
TOO_DEAR = re.compile(r"비싸|비싼데|비싸네|부담\s*(?:되|돼|스)")
OTHER_DATE = re.compile(
    r"(?:다른|딴)\s*(?:날|시간|회차|일정)|날짜\S*\s*(?:바꿔|바꾸|바꿀|변경|옮)|시간\S*\s*(?:바꿔|바꾸|바꿀|변경|옮)"
)
OTHER_GRADE = re.compile(r"(?:다른|딴)\s*등급|등급\S*\s*(?:바꿔|바꾸|바꿀|변경|옮)")
OTHER_PERFORMANCE = re.compile(r"(?:다른|딴)\s*(?:공연|작품)|처음부터|다시\s*시작")
MY_RESERVATIONS = re.compile(
    r"(?:내|제|나의|저의)\s*(?:예약|예매|티켓|선점)|(?:예약|예매)\s*(?:내역|목록|확인|현황|조회)|(?:내|제)\s*(?:꺼|거|것)\s*(?:\S+\s*)?(?:보여|확인|뭐|알려)|뭐\s*예[매약]했|예[매약]한\s*(?:거|것|공연)"
)
CANCEL = re.compile(r"취소|놓아|놔\s*(?:줘|주)|풀어|해제|포기|반납")
POLICY = re.compile(r"수수료|규정|환불|정책|(?:되|돼|될|수\s*있|가능|어떻|언제|얼마|까지)\S*\s*\S*(?:\?|요|나|까|$)")
KEEPING = re.compile(
    rf"(?:{CANCEL.pattern}|놓|풀)\S*?(?:\s*싶)?지(?:는|도|를)?\s*(?:마|말|않|안)|(?:안|못)\s*(?:{CANCEL.pattern}|놓|풀)"
    rf"|(?:{CANCEL.pattern})(?:은|는|을|도)?\s*(?:안\s*(?:할|해|하|함|시)|말고|말아|마(?=[\s.!]|$))|(?:{CANCEL.pattern})\S*면\s*안\s*(?:돼|되|됩)(?!\S*\?)"
)
"""The person wants to keep what another message would give up."""
WONDERING = re.compile(r"\?|(?:까|까요|나요|지요|죠)[\s.!~]*$")
BOOKING = re.compile(
    r"예[매약]|잡아|표\s|티켓|자리|좌석|보고\s*싶|볼래|볼게|할게|할래|갈게|그걸로|그거|이걸로|이거|로\s*해|선점|진행|선택|아무\s*(?:때나|날)|언제든"
)
GREETING = re.compile(r"안녕\S*|하이|ㅎㅇ|헬로|반가\S*|처음\s*(?:뵙|왔)|hello|hi\b", re.IGNORECASE)
THANKS = re.compile(r"고마|감사|땡큐|thanks|수고", re.IGNORECASE)
OFF_LIMITS = re.compile(
    r"프롬프트|시스템\s*(?:메시지|지시|설정)|지시\s*사항|지침|무시하|무시해|개발자\s*모드|system\s*prompt|ignore|instruction|역할\S*\s*(?:바꿔|버려)",
    re.IGNORECASE,
)
OFF_TOPIC = re.compile(
    r"날씨|뉴스|주식|코인|정치|축구|야구|맛집|메뉴|요리|레시피|코딩|코드|파이썬|번역|숙제|농담|소설\s*써|시\s*써|연애|운세"
)
PAYMENT = re.compile(r"결제|입금|카드|계좌")
ACTOR_DATE = re.compile(
    r"([가-힣]{2,4}?)(?:이|가)?\s*(?:배우|님|씨)?(?:이|가)?\s*(?:나오는|나오시는|출연하는|공연하는)\s*(?:날|회차|공연|거|때|걸)"
)
IDENTITY = re.compile(
    r"(?:너|넌|당신|누구|사람|로봇|AI|인공지능|챗봇).*(?:누구|사람|로봇|AI|인공지능|챗봇|뭐야|정체)", re.IGNORECASE
)
YES = re.compile(
    r"(?:(?:아|오|앗|와)[\s,!~]*)?(?:(?:(?:네|넵|넹|넴|예|옙|응|웅|엉|어|그래|ㅇㅇ|ㅇㅋ|ㄱㄱ|고고|콜|오키|오케이|ok|okay|yes|당연|물론)(?:요|지|죠|이죠|이지|이에요|히)*"
    r"|(?:좋아|좋습니다|좋네|좋다|맞아|맞습니다|알겠|부탁|진행|선점|확정|그렇게|그걸로|이걸로|이\s*(?:자리|좌석)(?:으)?로|잡아|할게|해\s*주|해\s*줘|해요|하자)[가-힣]*"
    r")[\s,.!~^ㅠㅜㅎㅋ]*)+",
    re.IGNORECASE,
)
NO = re.compile(
    r"\s*(?:(?:응|네|어|음|흠)[\s,.]*)?(?:아니|아뇨|노노|ㄴㄴ|싫|됐어|별로|안\s*할|그만|나중에|괜찮아요\s*$|no\b).*",
    re.IGNORECASE,
)

TOPICS = {
    "cast": r"출연|캐스팅|캐스트|배우|누가\s*나|누구\s*나",
    "age": r"몇\s*살|관람\s*(?:연령|등급)|나이|연령|미취학|(?:아이|아기|애|유아|초등학생|어린이|\d살|[한두세네섯곱덟홉]\s*살)\S*\s*(?:\S+\s+)?(?:데려|데리|볼\s*수|봐도|들어|입장|가능|같이|함께)",
    "running": r"러닝|몇\s*분(?!이|께)|공연\s*시간|소요|인터미션|쉬는\s*시간|얼마나\s*(?:걸|길|해)|몇\s*시간",
    "cancel": r"(?:취소|환불)\S*\s*(?:수수료|규정|정책|조건)|환불|취소.*(?:되나|돼|될까|수\s*있|가능|언제|얼마|어떻게\s*(?:되|하))",
    "fee": r"(?<!취소)(?<!취소 )수수료",
    "synopsis": r"줄거리|내용|스토리|(?:무슨|어떤)\s*(?:이야기|얘기)|소개",
    "notices": r"유의|주의\s*사항|안내\s*사항|사진\s*촬영",
    "pickup": r"수령|발권|(?:티켓|표)\S*\s*(?:어떻게|어디서)\s*(?:받|찾)",
    "support": r"고객\s*센터|상담(?:원|사|\s*(?:연결|하고|받))|사람\s*(?:연결|바꿔)|문의|전화\s*번호|연락처",
    "company": r"제작사|기획사|극단|주최",
    "period": r"언제까지\s*(?:하|해|공연|볼)|공연\s*기간",
    "venue": r"어디서|어디에서|어디야|어디예|어디인|공연장|주차|교통|지하철|버스|가는\s*(?:길|법|방법)|오시는|찾아가|위치|주소|휠체어|장애인|편의\s*시설|물품\s*보관",
    "price": r"얼마(?!나)|얼만[가데지]|가격|요금|금액|(?:등급|좌석\s*종류).*(?:뭐|어떤|어떻|알려|별|있|보여)",
    "schedule": r"일정|스케줄|언제\s*(?:해|하|함|있|볼)|몇\s*시에|회차|시간표|(?:날짜|공연일).*(?:뭐|언제|어떤|알려|있|보여)",
}
TOPIC_PATTERNS = {topic: re.compile(pattern) for topic, pattern in TOPICS.items()}


def topics_of(text: str) -> list[str]:
    """What a text asks about a performance, in the order of the table."""
    topics = [topic for topic, pattern in TOPIC_PATTERNS.items() if pattern.search(text)]
    return [topic for topic in topics if topic != "price" or not {"cancel", "fee"} & set(topics)]


def without_topics(text: str) -> str:
    """A text without the words that it asks with, so that they are searched for as no title."""
    for pattern in TOPIC_PATTERNS.values():
        text = re.sub(rf"\S*(?:{pattern.pattern})\S*", " ", text)
    return text


def asks_listing(text: str, genre: str, settled: bool) -> bool:
    """Whether a text asks what is on. Where a performance is settled, only clear words count."""
    if NOT_LISTING.search(text) and not OTHER_PERFORMANCE.search(text):
        return False
    if genre and strip_particle(squeeze(text)) == squeeze(genre):
        return True
    if LISTING.search(text) or (genre and WITH_GENRE.search(text)):
        return True
    return not settled and bool(LISTING_LOOSE.search(text))


def asks_cancel(text: str) -> bool:
    """Whether a text wants to give something up, and neither to keep it nor to know the rules of it."""
    rules = POLICY.search(text) or KEEPING.search(text) or WONDERING.search(text)
    return bool(CANCEL.search(text)) and not rules


def asks_to_keep(text: str) -> bool:
    """Whether a text says that something is not to be given up."""
    return bool(KEEPING.search(text))


def wonders_about_cancelling(text: str) -> bool:
    """Whether a text asks about giving something up: no wish yet, and no question for the rules."""
    return bool(CANCEL.search(text) and WONDERING.search(text)) and "cancel" not in topics_of(text)


def is_yes(text: str) -> bool:
    """Whether the whole text is a yes."""
    return bool(YES.fullmatch(text.strip()))


def is_shorthand(text: str) -> bool:
    """Whether a text is nothing but letters such as ㅇㅋ."""
    return bool(re.fullmatch(r"[ㄱ-ㅎㅏ-ㅣ\s.,!?~^]+", text))


def is_no(text: str) -> bool:
    """Whether a text refuses."""
    return bool(NO.fullmatch(text))
