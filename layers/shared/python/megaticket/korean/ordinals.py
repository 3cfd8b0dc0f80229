"""Which of a list is meant, as people write it: "두 번째 거", "2번이요", "첫 번째 말고 두 번째로 할게요"."""

import re

from megaticket.korean.text import normalize

_NAMES = ("첫", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열")
_NTH = re.compile(rf"(?:(?P<name>{'|'.join(_NAMES)}) ?번 ?째|(?<![\d.,~/-])(?P<number>\d{{1,2}}) ?번(?: ?째)?)")
_NOUN = r"(?: ?(?:거|것|걸|꺼|회차|공연|날짜?|시간|일정|좌석|자리|제안|옵션|안))?"
_AS_CHOSEN = r"(?:으?로|을|를|이|가|만)?(?:이?요|이에요|예요|이죠|죠)?"
_WISH = (
    r"할[게래까]|결정|감사|고마[워웠]|가겠|하고 ?싶|하[겠자]|해(?:줘|주| 주|요)|갈게|갈래|가고 ?싶|부탁|(?:예매|예약|선점|진행)(?:할|하[고겠자]|해|부탁|요|$)"
    r"|잡[아을]|주[세시]|줘|바[꿀꿔꾸]|선택|골라|고[를르]|정할|볼[게래]|[돼되]나?요|될까|가능|좋[아겠습네]|나[을아]|낫|괜찮|마음에 ?들|맘에 ?들"
    r"|[a-z가-힣]{1,3}석|\d{1,2} ?[장명매]|(?:한|두|세|네|다섯) ?(?:장|명|매|분|자리)"
)
_CHOSEN = re.compile(rf"{_NOUN}{_AS_CHOSEN}(?:[.,!~ ]*$|[.,!~ ]*(?=(?:{_WISH})))")
_SET_ASIDE = re.compile(rf"{_NOUN}(?:으?로)?(?:[은는]|[이가을를]? ?(?:말고|빼|보다|대신|아니|싫|별로|너무|안 |못 ))")
_COUNTED_FROM = re.compile(r"(?:앞|뒤|쪽|옆|끝|무대)(?:에서|부터) ?$|(?:이번이|오늘이|벌써|제가|저는) ?$")
"""Before an ordinal that places a row, or tells how often: "앞에서 세 번째", "이번이 두 번째예요"."""
_OF_SEATS = re.compile(r"\d ?[열층]|구역|블[록럭]")
_ASKS = re.compile(r"\?(?<![돼되]요\?)(?<![돼될]까요\?)(?<!가능해요\?)(?<!나요\?)")


def read_ordinal(text: str) -> int | None:
    """Which of a list a message chooses, from 1; None where it chooses none, refuses one, or only asks about one.

    "2번" chooses as "두 번째" does, but not beside a row: "7열 2번".
    """
    bare = normalize(text)
    if _ASKS.search(bare):
        return None
    chosen = set()
    for found in _NTH.finditer(bare):
        is_seat = found["number"] is not None and _OF_SEATS.search(bare)
        if is_seat or _COUNTED_FROM.search(bare, 0, found.start()):
            return None
        if _CHOSEN.match(bare, found.end()):
            chosen.add(int(found["number"]) if found["number"] else _NAMES.index(found["name"]) + 1)
        elif not _SET_ASIDE.match(bare, found.end()):
            return None
    return chosen.pop() if len(chosen) == 1 else None
