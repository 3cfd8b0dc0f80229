"""Words that every talk is made of and no name: people, ages, adverbs, verbs and adjectives as they end in speech."""

import re

from devstack.bedrock.model.particles import RIEUL, final_consonant

NIEUN = 4
SHORTEST = 2
"""Letters of what can be a name."""
COMMON = frozenset(
    """커플 부부 데이트 애들 애기 애 할머니 할아버지 조카 어르신 동료 단체 여자친구 남자친구 아들 손자 손녀 모임 당장 나머지 빨리 얼른 대충 적당히 잠깐
    잠시 아까 방금 이제 완전 많이 조금 너무 역시 무조건 최대한 대신 상담 상담원 상담사 직원 고객 할인 쿠폰 카드 페이 네이버페이 카카오페이 현금 무료 입장
    정말 일정 시작 오늘 전부 전체 모두 암거나 아무나 딱히 미리 바로 그때 이때 앞으로 누구 누가 뭐 왜 뭘 어느 저기요 있잖아 만원 만원대 천원 천원대""".split()  # noqa: SIM905
)
AGE = re.compile(
    r"(?:\d{1,3}|[한두세네] ?|다섯 ?|여섯 ?|일곱 ?|여덟 ?|아홉 ?|열 ?)(?:살|세(?![가-힣]))(?:짜리)?|\d{1,2} ?개월(?:짜리)?"
)
THING = re.compile(r"(?:거|것|걸|꺼|데)(?:로|요|은|는|이|으로)?$")
TAIL = re.compile(r"(?:만|은|는|이|가|도|요|서|랑|로|으로|에|의|끼리|이서)+|[가-힣](?:은|는|을|를|도|만|랑|의)")
"""What is left of a count, or one letter with its particle."""
SPOKEN_ENDINGS = (
    "줘", "죠", "하면", "되면", "오면", "으면", "보면", "니다", "니까", "기로", "인데", "는데", "은데", "한데", "던데", "다고", "라고", "려고", "냐고", "뭐야", "거야",
    "받아", "앉아", "찾아", "많아", "좋아", "같아", "나와", "들어와", "해줄래", "연결해", "취소돼", "해봐", "어때", "하지", "되지", "겠지", "었어", "았어",
    "했어", "됐어", "있어", "없어", "싶어", "하게", "하자", "되나", "하나", "가나", "있나", "없나", "하니", "될까", "없음", "있음", "끼리", "스러운", "로운", "적인", "한지",
)  # fmt: skip
POLITE = re.compile(r"[해돼워려봐줘어여와져겨쳐켜줄까네죠]요$")
"""A verb before 요, where a name would stand on a vowel of its own."""
WISH_ENDINGS = ("래", "게", "까")
"""After a syllable that ends in ㄹ: "할래", "볼게"."""
ADJECTIVE = re.compile(r"[가-힣]{2,}(?:한|던)$")


def is_speech(word: str) -> bool:
    """Whether a word is one of talk: common, a number, or ending as sentences do and names seldom."""
    wishes = word.endswith(WISH_ENDINGS) and final_consonant(word[:-1]) == RIEUL
    spoken = word.endswith(SPOKEN_ENDINGS) or POLITE.search(word)
    return bool(wishes or spoken or word in COMMON or word.isdecimal() or TAIL.fullmatch(word) or describes(word))


def describes(word: str) -> bool:
    """Whether a word tells what something is like: "로맨틱한", "슬픈거", "볼만한데"."""
    core = THING.sub("", word)
    of_thing = core != word and final_consonant(core) in {NIEUN, RIEUL}
    return of_thing or (core != word and len(core) < SHORTEST) or bool(ADJECTIVE.fullmatch(core))
