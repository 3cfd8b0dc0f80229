"""The part of a message that speaks of a date or a time. It is found here, not understood: that is the tool's work."""

import re

from devstack.bedrock.model.counts import NUMERALS, number

WEEKDAY = "[월화수목금토일]"
HOUR = rf"(\d{{1,2}}|{'|'.join(NUMERALS)})"

WEEKDAY_FORM = rf"{WEEKDAY}(?:요일|욜)(?:날)?"
EARLIEST_FORM = r"(?:가장|제일|젤)\s*(?:빠른|이른|가까운)(?:\s*(?:날짜?|회차|공연|시간|거|걸))?|빠른\s*(?:날|회차)"
DAY_FORMS = (
    r"\d{4}\s*년",
    r"\d{1,2}\s*[./-]\s*\d{1,2}(?:\s*[./-]\s*\d{1,2})?(?!\d)",
    r"\d+\s*(?:일|주일?|달|개월)\s*(?:뒤|후|이내|안)",
    r"\d{1,2}\s*월(?:\s*\d{1,2}\s*일|\s*(?:초순?|중순|하순|상순|말))?",
    r"\d{1,2}\s*일(?![가-힣]*\s*(?:권|간))",
    r"(?<![가-힣])(?:십이|십일|시|십|일|이|삼|사|오|유|육|칠|팔|구)월(?:\s*[일이삼사오육칠팔구십]{1,3}일|\s*(?:초|중순|말))?",
    r"(?:다다음|다음|이번|요번|돌아오는|(?<![가-힣])(?:오는|담|금|차))\s*(?:다음\s*)?(?:주말|주|달|월요일|해)",
    r"내일\s*모레|오늘|내일|낼|모레|글피|내달|이달\s*(?:초|중순|말)?",
    WEEKDAY_FORM,
    r"(?<![가-힣])(?:금토일|월화수|토일|금토|주중|평일|주말)",
    r"공휴일|휴일|연휴|연말|연초|월말|월초|말일|방학",
    r"크리스마스(?:\s*이브)?|성탄절|(?<![가-힣])이브(?:날)?|설날|설\s*연휴|구정|신정|새해|추석|한가위|어린이날|어버이날",
    r"삼일절|광복절|개천절|한글날|현충일|제헌절|부처님\s*오신\s*날|석가\s*탄신일|발렌타인(?:데이)?|화이트데이|수능",
    r"(?:하루|이틀|사흘|나흘|닷새|엿새|열흘|보름|일주일|한\s*주|두\s*주|한\s*달|두\s*달)\s*(?:뒤|후|이내|안)",
    r"(?:첫|둘|셋|넷|마지막)째?\s*주",
    EARLIEST_FORM,
    r"(?:가장|제일|젤)\s*늦은(?:\s*(?:날짜?|회차|공연|시간|거))?",
    r"막공|첫공|마지막\s*(?:공연|회차|날)",
)
TIME_FORMS = (
    r"\d{1,2}:\d{2}",
    rf"(?<![가-힣0-9]){HOUR}\s*시(?:\s*\d{{1,2}}\s*분|\s*반)?(?![가-힣]*간)",
    r"오전|오후|저녁|(?<![가-힣])(?:새벽|아침|점심)|마티네|낮공연?|밤공연?",
    r"(?<![가-힣])(?:낮|밤)(?=에|으로|시간|\s|요|이요|$)",
)
TAIL = r"(?:\s*(?:이후|이전|부터|까지|사이|쯤|경|말고|빼고|제외))*"

DAY = re.compile("|".join(DAY_FORMS))
WEEKDAY_NAME = re.compile(WEEKDAY_FORM)
EARLIEST = re.compile(EARLIEST_FORM)
"""The first of the dates that can be bought: no words for a tool to read."""
MOMENT = re.compile(f"(?:{'|'.join((*DAY_FORMS, *TIME_FORMS))}){TAIL}")
LONGEST_GAP = 4
"""Characters between two date words that still belong to one phrase ("토요일이나 일요일")."""

CLOCK = re.compile(
    rf"(오전|새벽|아침|오후|낮|점심|저녁|밤)?\s*(?<![가-힣0-9]){HOUR}\s*시(?:\s*(\d{{1,2}})\s*분|\s*(반))?"
)
DIGITAL = re.compile(r"(\d{1,2}):(\d{2})")
PARTS_OF_DAY = (
    (re.compile(r"저녁|밤"), range(17, 24)),
    (re.compile(r"오전|아침|새벽"), range(12)),
    (re.compile(r"오후"), range(12, 24)),
    (re.compile(r"낮|마티네|점심"), range(11, 17)),
)


def date_words(text: str) -> str:
    """The person's own words for a date or time, "" where there are none."""
    spans: list[tuple[int, int]] = []
    for found in MOMENT.finditer(text):
        if spans and found.start() - spans[-1][1] <= LONGEST_GAP:
            spans[-1] = (spans[-1][0], found.end())
        else:
            spans.append(found.span())
    return " ".join(text[start:end] for start, end in spans)


def names_day(text: str) -> bool:
    """Whether a text names a day, and not only a time of day."""
    return bool(DAY.search(text))


def weekday_of(text: str) -> str:
    """The weekday of a text that names a day by it alone: "일욜 저녁" is "일", "다음 주 일요일" is ""."""
    days = [found[0] for found in DAY.finditer(text)]
    return days[0][0] if len(days) == 1 and WEEKDAY_NAME.fullmatch(days[0]) else ""


def at_time(text: str, starts_at: str) -> bool:
    """Whether a start such as "12월 5일 (토) 14:00" is at the time that a text names.

    A text that names no time fits any start; an hour without its half of the day fits both.
    """
    start = DIGITAL.search(starts_at)
    if not start:
        return False
    hour, minute = int(start[1]), int(start[2])
    named = DIGITAL.search(text)
    if named:
        return (int(named[1]), int(named[2])) == (hour, minute)
    parts = next((hours for pattern, hours in PARTS_OF_DAY if pattern.search(text)), range(24))
    clock = CLOCK.search(text)
    if clock:
        minutes = 30 if clock[4] else int(clock[3] or 0)
        return hour % 12 == number(clock[2]) % 12 and minute == minutes and hour in parts
    return hour in parts
