"""Which performance a message means: titles are matched as people shorten them, and searched for by their words."""

import re
from collections.abc import Iterable, Mapping

from devstack.bedrock.model.choices import PLACE
from devstack.bedrock.model.counts import COUNTED, LABELLED, MORE, MYSELF, TOGETHER
from devstack.bedrock.model.dates import MOMENT
from devstack.bedrock.model.grades import BEST, CHEAPEST, GRADE_LIKE
from devstack.bedrock.model.money import SAID
from devstack.bedrock.model.seat_names import SEAT_NAME
from devstack.bedrock.model.speech import AGE, is_speech

GENRES = ("뮤지컬", "연극", "콘서트", "클래식", "오페라", "발레", "무용", "국악", "전시", "페스티벌", "아동극")
PARTICLES = frozenset(
    """은 는 이 가 을 를 의 도 에 로 으로 랑 이랑 와 과 하고 만 요 이요 예요 이에요 은요 는요 로요 으로요 에서 부터 까지 인데 이라는 라는
    이라고 라고 말이야 말이에요 꺼 거 것 걸 이야 야 좀 이면 이서 입니다 인데요""".split()  # noqa: SIM905
)
GENERIC = tuple(
    """예매 예약 공연 보고 싶어 싶은 싶다 볼래 볼게 볼까 보려 보러 볼만 알려 보여 있어 있나 있는 있을 없어 없나 나오는 나온 해줘 해주 해요 하나요 할래 할게 할까 하고싶 주세
    부탁 궁금 언제 얼마 어디 어떤 무슨 무엇 뭐가 뭐예 표 티켓 자리 좌석 등급 가격 시간 날짜 일정 캐스팅 출연 배우 안녕 혹시 추천 찾아 찾고 찾는 그거
    그걸 그것 이거 이걸 저거 제일 가장 정도 같이 우리 저희 제가 저는 나는 친구 부모 가족 아이 어른 번째 취소 선점 결제 다른 바꿔 바꾸 바꿀 변경 교체 잡아 앞쪽 뒤쪽 가운데 중앙 나란히 붙어 연석 통로 그럼 그러면
    그리고 지금 요즘 최근 인기 재미 괜찮 좋은 좋아 네네 아니 고마 감사 선택 이후 오전 오후 저녁 가능 몇시 몇명 몇장 다시 전체 목록 하는 하는거 말고 으로 관람
    주차 정보 소개 미안 죄송 실수 잘못 저기 여기 여보 몰라 모르 글쎄 내용 줄거리 이번 다음 주말 평일 오늘 내일 아무 인원 아빠 엄마 남친 여친 남편 아내 와이프 언니 오빠 누나 동생 내꺼 내거 딴거 딴데 어떻 어때 되나 되는 될까 돼요 추가 싼 저렴 비싼 데는 위에 아래 어케 암거나 그냥 진짜 근데 일단""".split()  # noqa: SIM905
)
QUOTED = re.compile(r"[「『<《〈“\"'‘](.{2,40}?)[」』>》〉”\"'’]")
MAIN_PART = re.compile(r"[:：(\[〈<~―—]|\s[-–]\s")
SHORTHAND = re.compile(r"[ㄱ-ㅎㅏ-ㅣ]+")
"""Letters alone, such as ㄱㄱ for "go": no title is made of them."""
SHORTEST = 2
WHOLE = 100


def match_titles(text: str, titles: Mapping[str, str]) -> list[str]:
    """The ids whose titles fit a text best: none, one, or several that fit equally."""
    scores = {identifier: score(text, identifier, title) for identifier, title in titles.items()}
    best = max(scores.values(), default=0)
    return [identifier for identifier, value in scores.items() if value == best] if best else []


def score(text: str, identifier: str, title: str) -> int:
    """How well a title fits a text: 0 for not at all, above WHOLE where the text holds it whole."""
    spoken = squeeze(text)
    for whole in map(squeeze, (*names_of(title), identifier)):
        if whole in spoken:
            return WHOLE + len(whole)
    parts = [part for part in map(squeeze, title.split()) if len(part) >= SHORTEST and part not in GENRES]
    return sum(max((shared(word, part, squeeze(title)) for part in parts), default=0) for word in content_words(text))


def names_of(title: str) -> list[str]:
    """What a title is called: all of it, what stands in its brackets, what stands before its subtitle."""
    forms = [title, *QUOTED.findall(title), MAIN_PART.split(title)[0]]
    return [form for form in forms if len(squeeze(form)) >= SHORTEST and squeeze(form) not in GENRES]


def shared(word: str, part: str, title: str) -> int:
    """Characters that a spoken word and a part of a title share from their start, 0 where the rest does not fit."""
    length = 0
    while length < min(len(word), len(part)) and word[length] == part[length]:
        length += 1
    if length < SHORTEST:
        return 0
    rest = word[length:]
    return length if not rest or rest in PARTICLES or strip_particle(rest) in title else 0


def content_words(text: str) -> list[str]:
    """The words of a text that can name a performance: neither dates and counts nor what every message is made of."""
    for pattern in (
        SEAT_NAME,
        PLACE,
        SAID,
        AGE,
        MOMENT,
        COUNTED,
        LABELLED,
        MORE,
        MYSELF,
        TOGETHER,
        GRADE_LIKE,
        CHEAPEST,
        BEST,
    ):
        text = pattern.sub(" ", text)
    words = map(squeeze, text.split())
    return [
        word
        for word in words
        if len(word) >= SHORTEST
        and not SHORTHAND.fullmatch(word)
        and word not in PARTICLES
        and not word.startswith((*GENERIC, *GENRES))
    ]


def unknown_names(text: str, titles: Iterable[str]) -> list[str]:
    """The words of a text that may name a performance and fit none of these titles."""
    known = [(squeeze(part), squeeze(title)) for title in titles for part in title.split()]
    words = name_words(text)
    return [word for word in words if not any(shared(word, part, title) for part, title in known)]


def search_words(text: str) -> str:
    """What to search for where no title is known, "" where a text holds nothing that looks like a name."""
    quoted = QUOTED.search(text)
    if quoted:
        return quoted[1].strip()
    *words, last = name_words(text) or [""]
    return " ".join([*words, strip_particle(last)])


def name_words(text: str) -> list[str]:
    """The words of a text that look like a name, and not like talk."""
    return [word for word in content_words(text) if not (is_speech(word) or is_speech(strip_particle(word)))]


def named_genre(text: str, known: Iterable[str]) -> str:
    """The genre that a text names: one that the tools list, or a common word for one."""
    return next((genre for genre in (*known, *GENRES) if squeeze(genre) in squeeze(text)), "")


def without_title(text: str, title: str) -> str:
    """A text without a title that it holds, so that the title's words are not taken for a date or a count."""
    for part in names_of(title):
        letters = [re.escape(character) for character in part if character.isalnum()]
        text = re.sub(r"\W*".join(letters), " ", text, flags=re.IGNORECASE) if letters else text
    return text


def strip_particle(word: str) -> str:
    """A word without its particle, where at least two characters remain."""
    for length in (4, 3, 2, 1):
        if word[-length:] in PARTICLES and len(word) - length >= SHORTEST:
            return word[:-length]
    return word


def squeeze(text: str) -> str:
    """A text without spaces and punctuation, in lower case."""
    return "".join(character for character in text.casefold() if character.isalnum())
